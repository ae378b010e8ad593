using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using static Assessment.Reports.Sheet;
using Withheld = (string What, string Rule, long Count);

namespace Assessment.Reports;

/// <summary>Tables of the design, of agreement and of what was withheld.</summary>
internal static class DesignSheets
{
    public static Sheet Inputs(V1.CalibrationReport report)
    {
        V1.ReportInputs inputs = report.Inputs;
        (string What, string Value)[] rows =
        [
            ("name", report.Name), ("created_at", Time(report.CreatedAt)), ("window_from", Time(inputs.WindowFrom)), ("window_until", Time(inputs.WindowUntil)),
            ("role", inputs.Role), ("level", inputs.Level), ("only_tracks", string.Join(' ', inputs.OnlyTracks)), ("only_criteria", string.Join(' ', inputs.OnlyCriteria)),
            ("scorecards", Number(inputs.ScorecardCount)), ("ratings", Number(inputs.RatingCount)), ("candidates", Number(inputs.CandidateCount)),
            ("interviewers", Number(inputs.InterviewerCount)), ("criteria", Number(inputs.CriterionCount)), ("replaced_ratings", Number(inputs.ReplacedRatingCount)),
            ("lowest_level", Number(inputs.LowestLevel)), ("highest_level", Number(inputs.HighestLevel)), ("periods", string.Join(' ', inputs.Periods)),
            ("position", Number(inputs.Position)), .. report.Notes.Select(note => ("note", note)),
        ];
        return Of(
            "inputs", "What the report was made of", rows,
            Text<(string What, string Value)>("what", "What", "What it is.", row => row.What),
            Text<(string What, string Value)>("value", "Value", "Its value; times are in UTC.", row => row.Value));
    }

    private static string Time(Timestamp? at) => at is null ? "" : at.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static Sheet Components(V1.CalibrationReport report) => Of(
        "design_components", "Parts of the design", report.Design.Components,
        Count<V1.DesignComponent>("component", "Component", "Number from 1, the largest first.", row => row.Component),
        Count<V1.DesignComponent>("interviewers", "Interviewers", "Interviewers in it.", row => row.Interviewers),
        Count<V1.DesignComponent>("candidates", "Candidates", "Candidates in it.", row => row.Candidates),
        Count<V1.DesignComponent>("ratings", "Ratings", "Ratings in it.", row => row.Ratings));

    public static Sheet Bridges(V1.CalibrationReport report) => Of(
        "bridge_interviewers", "Interviewers without whom a part would fall apart", report.Design.BridgeInterviewers,
        Text<V1.BridgeInterviewer>("interviewer_id", "Interviewer", "The interviewer.", row => row.InterviewerId),
        Count<V1.BridgeInterviewer>("component", "Component", "The component.", row => row.Component),
        Count<V1.BridgeInterviewer>("parts", "Would fall into", "Parts with interviewers of their own.", row => row.Parts),
        Count<V1.BridgeInterviewer>("smallest_part_interviewers", "Interviewers in the smallest", "Interviewers in the smallest of those parts.", row => row.SmallestPartInterviewers));

    public static Sheet Pairings(V1.CalibrationReport report) => Of(
        "joining_pairings", "Interviews that would join the parts", report.Design.JoiningPairings,
        Text<V1.JoiningPairing>("interviewer_id", "Interviewer", "Who should interview.", row => row.InterviewerId),
        Count<V1.JoiningPairing>("interviewer_component", "of component", "The interviewer's component.", row => row.InterviewerComponent),
        Text<V1.JoiningPairing>("candidate_id", "Candidate", "Whom.", row => row.CandidateId),
        Count<V1.JoiningPairing>("candidate_component", "of component", "The candidate's component.", row => row.CandidateComponent));

    public static Sheet Pairs(V1.CalibrationReport report) => Of(
        "interviewer_pairs", "Pairs of interviewers with candidates in common", report.Design.SharedPairs.Listed,
        Text<V1.InterviewerPair>("first_interviewer_id", "Interviewer", "One interviewer.", row => row.FirstInterviewerId),
        Text<V1.InterviewerPair>("second_interviewer_id", "Interviewer", "The other one.", row => row.SecondInterviewerId),
        Count<V1.InterviewerPair>("shared_candidates", "Candidates in common", "Candidates whom both rated.", row => row.SharedCandidates));

    public static Sheet Agreement(V1.CalibrationReport report) => Of(
        "agreement", "Coefficients of agreement", report.Agreement.Statistics,
        Text<V1.Statistic>("name", "Coefficient", "The statistic.", row => row.Name),
        Text<V1.Statistic>("variant", "Variant", "Which of its variants.", row => row.Variant),
        Estimate<V1.Statistic>("value", "Value, 95 % interval", "Shares and coefficients; 1 is perfect.", row => row.Estimate, 3),
        Count<V1.Statistic>("", "n", "", row => row.Estimate.N),
        Text<V1.Statistic>("method", "", "How value and interval were found.", row => row.Method));

    public static Sheet Suppression(V1.CalibrationReport report)
    {
        (V1.SuppressionCounts counts, V1.ReportOptions options) = (report.Suppression, report.Options);
        Withheld[] rows =
        [
            ("Severities", $"under {options.MinimumRatings} ratings or {options.MinimumLinkedCandidates} candidates whom somebody else rated too", counts.Severities),
            ("Severities that would give another away", "severities have a known mean; the one with the fewest ratings goes too", counts.ComplementarySeverities),
            ("Fit statistics", $"under {options.MinimumFitRatings} ratings", counts.InterviewerFits),
            ("Tendencies and drift", $"under {options.MinimumFitRatings} ratings or 10 candidates", counts.InterviewerProfiles),
            ("Shrunken drifts that would give another away", "as for severities", counts.ComplementaryDrifts),
            ("Cells of bias", $"under {options.MinimumCell} candidates of a group, or of an interviewer whose severity is withheld", counts.BiasCells),
            ("Cells of bias that would give another away", "an interviewer's other groups would tell it", counts.ComplementaryBiasCells),
        ];
        return Of(
            "suppression", "What is withheld", rows,
            Text<Withheld>("what", "What", "What is withheld.", row => row.What),
            Text<Withheld>("rule", "When", "The rule.", row => row.Rule),
            Count<Withheld>("count", "How many", "How many are withheld.", row => row.Count));
    }

    public static Sheet Definitions(V1.CalibrationReport report) => Of(
        "definitions", "What the estimates in rows are", report.Definitions,
        Text<V1.EstimateDefinition>("field", "Column", "The column that carries it.", row => row.Field),
        Text<V1.EstimateDefinition>("name", "Statistic", "The statistic.", row => row.Name),
        Text<V1.EstimateDefinition>("variant", "Variant", "Which of its variants.", row => row.Variant),
        Text<V1.EstimateDefinition>("method", "Method", "How value and uncertainty are found.", row => row.Method),
        Text<V1.EstimateDefinition>("unit", "Unit", "Its unit.", row => row.Unit));
}
