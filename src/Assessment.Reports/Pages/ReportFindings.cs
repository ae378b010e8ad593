namespace Assessment.Reports;

/// <summary>What a committee should know first, in plain words with the figures.</summary>
internal static class ReportFindings
{
    private const int MostNames = 3;

    public static IEnumerable<Finding> Of(V1.CalibrationReport report)
    {
        if (report.Inputs.RatingCount == 0)
        {
            return [new Finding(Weight.Note, "There are no ratings.", "Nothing can be said about interviewers, criteria or candidates.")];
        }

        return [Connection(report), Severity(report), Decisions(report), Agreement(report), Panels(report), .. Signals(report), .. Groups(report)];
    }

    /// <summary>Interviewers whose severity is told from the average: its 95 % interval leaves the average out.</summary>
    public static IEnumerable<V1.InterviewerSeverity> Reliably(V1.CalibrationReport report, bool severe) => PlacedSeverity.Of(report)
        .Where(row => row.Interviewer.Shrunken is { HasLower: true, HasUpper: true } shrunken && row.Interviewer.HasFairShift
            && (severe ? shrunken.Lower > Mean(row.Component) : shrunken.Upper < Mean(row.Component)))
        .OrderByDescending(row => Math.Abs(row.Interviewer.FairShift)).ThenBy(row => row.Interviewer.InterviewerId, StringComparer.Ordinal)
        .Select(row => row.Interviewer);

    private static double Mean(V1.SeverityComponent component) => component.Model is { HasMeanSeverity: true } model ? model.MeanSeverity : 0;

    private static Finding Connection(V1.CalibrationReport report)
    {
        V1.DesignHealth design = report.Design;
        string people = $"{Words.Counted(report.Inputs.InterviewerCount, "interviewer", "interviewers")} and {Words.Counted(report.Inputs.CandidateCount, "candidate", "candidates")}";
        if (design.Connected)
        {
            string bridges = design.BridgeInterviewers.Count == 0 ? "No single interviewer holds the links together."
                : $"Without {Words.Listed([.. design.BridgeInterviewers.Select(bridge => Words.Name(bridge.InterviewerId))], MostNames)} the links would break.";
            return new Finding(design.BridgeInterviewers.Count == 0 ? Weight.Good : Weight.Note, "Everybody can be compared.", $"{people} are linked, directly or through others. {bridges}");
        }

        V1.JoiningPairing first = design.JoiningPairings[0];
        return new Finding(
            Weight.Act, "Not everybody can be compared.",
            $"{people} fall into {Words.Whole(design.Components.Count)} parts that share nobody. Severities and fair scores compare within a part only. "
            + $"{Words.Counted(design.JoiningPairings.Count, "further interview", "further interviews")} would join them, such as {Words.Name(first.InterviewerId)} with {Words.Name(first.CandidateId)}.");
    }

    private static Finding Severity(V1.CalibrationReport report)
    {
        V1.InterviewerSeverity[] severe = [.. Reliably(report, severe: true)], lenient = [.. Reliably(report, severe: false)];
        if (!report.Severity.Components.SelectMany(component => component.Interviewers).Any(interviewer => interviewer.Shrunken.HasValue))
        {
            return new Finding(Weight.Note, "No severity can be told.", Sentence(report.Severity.Reason));
        }

        if (severe.Length + lenient.Length == 0)
        {
            return new Finding(Weight.Good, "Nobody is reliably severe or lenient.", "The interval of each interviewer's severity holds the average.");
        }

        string within = report.Design.Connected ? "the panel" : "their part of the panel";
        string text = string.Join(' ', new[] { Group(severe, $"lower than {within}, all else equal"), Group(lenient, $"higher than {within}, all else equal") }.Where(each => each.Length > 0));
        return new Finding(
            Weight.Act,
            severe.Length == 0 ? $"{Words.Counted(lenient.Length, "interviewer is", "interviewers are")} reliably lenient."
                : lenient.Length == 0 ? $"{Words.Counted(severe.Length, "interviewer is", "interviewers are")} reliably severe."
                : $"{Words.Whole(severe.Length)} reliably severe, {Words.Whole(lenient.Length)} reliably lenient.",
            text);
    }

    private static string Group(V1.InterviewerSeverity[] interviewers, string than) => interviewers.Length == 0 ? ""
        : $"{Words.Listed([.. interviewers.Select(each => $"{Words.Name(each.InterviewerId)} by {Words.Figure(Math.Abs(each.FairShift))}")], MostNames)} scale points {than}.";

    private static Finding Decisions(V1.CalibrationReport report)
    {
        V1.FairScore[] scored = [.. report.FairScores.Where(score => score.HasPassesFair)];
        int into = scored.Count(score => score.PassesFair && !score.PassesObserved), outOf = scored.Count(score => !score.PassesFair && score.PassesObserved);
        if (scored.Length == 0)
        {
            return new Finding(Weight.Note, "There are no fair scores.", Sentence(report.Severity.Reason));
        }

        string rule = report.Options.HasCut ? $"at or above {Words.Figure(report.Options.Cut)}" : "above the median of their part";
        return into + outOf == 0
            ? new Finding(Weight.Good, "No shortlist seat would change.", $"Mean level and fair score decide alike for {Words.Counted(scored.Length, "candidate", "candidates")}.")
            : new Finding(
                Weight.Act, $"{Words.Whole(into + outOf)} of {Words.Counted(scored.Length, "shortlist decision", "shortlist decisions")} would change.",
                $"With an average interviewer {Words.Counted(into, "more candidate", "more candidates")} would score {rule}, and {Words.Counted(outOf, "who does", "who do")} now would not. "
                + "Fair scores are a second look, not the score; a person decides.");
    }

    private static Finding Agreement(V1.CalibrationReport report)
    {
        V1.Statistic? alpha = report.Agreement.Statistics.FirstOrDefault(each => each.Name.StartsWith("Krippendorff", StringComparison.Ordinal) && each.Variant.StartsWith("ordinal", StringComparison.Ordinal));
        if (alpha is not { Estimate.HasValue: true })
        {
            return new Finding(Weight.Note, "Agreement cannot be told.", $"{Words.Whole(report.Agreement.UnitsWithPairs)} of {Words.Whole(report.Agreement.Units)} criteria of candidates were rated twice or more.");
        }

        double value = alpha.Estimate.Value;
        string word = value >= 0.8 ? "well" : value >= 0.667 ? "fairly well" : value >= 0.4 ? "moderately" : value >= 0.2 ? "weakly" : "hardly at all";
        string interval = alpha.Estimate.HasLower ? $" (95 % interval {Words.Figure(alpha.Estimate.Lower)} to {Words.Figure(alpha.Estimate.Upper)})" : "";
        return new Finding(
            value >= 0.667 ? Weight.Good : value >= 0.4 ? Weight.Note : Weight.Act, $"Interviewers agree {word}.",
            $"Krippendorff's alpha, ordinal, is {Words.Figure(value)}{interval}; 1 is perfect, 0 is chance, and .80 is usually asked of single ratings.{Exact(report)}");
    }

    private static string Exact(V1.CalibrationReport report)
    {
        V1.Estimate? exact = report.Agreement.Statistics.FirstOrDefault(each => each.Name.StartsWith("Exact agreement", StringComparison.Ordinal) || each.Name.StartsWith("Percent agreement", StringComparison.Ordinal))?.Estimate;
        V1.Estimate? expected = report.Agreement.Statistics.FirstOrDefault(each => each.Name == "Expected exact agreement")?.Estimate;
        return exact is not { HasValue: true } ? ""
            : $" They give the same level in {Words.Percent(exact.Value)} of pairs"
            + (expected is { HasValue: true } ? $", where the model expects {Words.Percent(expected.Value)}." : ".");
    }

    private static Finding Panels(V1.CalibrationReport report)
    {
        V1.VarianceSection variance = report.Variance;
        V1.Estimate? phi = variance.Dependability.FirstOrDefault()?.Estimate;
        if (variance.InterviewersNeeded is not { } needed || phi is not { HasValue: true })
        {
            return new Finding(Weight.Note, "The reliability of panels cannot be told.", "It needs candidates who differ, and who were rated by more than one interviewer.");
        }

        string now = $"The panels as they were, {Words.Figure(variance.InterviewersPerCandidate, 1)} interviewers a candidate, reach {Words.Figure(phi.Value)}.";
        return needed.HasInterviewers
            ? new Finding(
                phi.Value >= needed.Target ? Weight.Good : Weight.Note,
                $"{Words.Counted(needed.Interviewers, "interviewer makes", "interviewers make")} a score dependable.",
                $"So many a candidate give a dependability Φ of {Words.Figure(needed.Target)}. {now}")
            : new Finding(
                Weight.Act, "More interviewers would not be enough.",
                $"No number of them reaches a dependability Φ of {Words.Figure(needed.Target)}. {needed.Reason} {now}");
    }

    private static IEnumerable<Finding> Signals(V1.CalibrationReport report)
    {
        (string What, string[] Who)[] kinds =
        [
            ("Keeping to the middle of the scale", Flagged(report, each => each.CentralTendency)),
            ("A narrow range", Flagged(report, each => each.RangeRestriction)),
            ("One impression that colors all criteria", Flagged(report, each => each.Halo)),
            ("Drift over the periods", Flagged(report, each => each.Drift)),
            ("A change at some point", Flagged(report, each => each.Cusum.Signal)),
        ];
        string[] found = [.. kinds.Where(kind => kind.Who.Length > 0).Select(kind => $"{kind.What}: {Words.Listed(kind.Who, MostNames)}.")];
        bool tested = report.Interviewers.Any(each => each.CentralTendency.HasPValue);
        yield return found.Length > 0 ? new Finding(Weight.Act, "Some habits stand out.", string.Join(' ', found))
            : tested ? new Finding(Weight.Good, "No habit stands out.", "No interviewer is flagged for keeping to the middle, a narrow range, halo or drift.")
            : new Finding(Weight.Note, "Habits cannot be told.", $"No interviewer has {report.Options.MinimumFitRatings} ratings of 10 candidates.");
        V1.BiasCell[] biased = [.. report.Bias.SelectMany(section => section.Cells).Where(cell => cell.Flagged).OrderByDescending(cell => Math.Abs(cell.T))];
        if (biased.Length > 0)
        {
            yield return new Finding(
                Weight.Act, $"{Words.Counted(biased.Length, "bias is", "biases are")} flagged.",
                $"{Words.Listed([.. biased.Select(cell => $"{Words.Name(cell.InterviewerId)} ({(cell.Bias.Value > 0 ? "lenient" : "severe")} with {Words.Name(cell.Element)})")], MostNames)}.");
        }
    }

    private static string[] Flagged(V1.CalibrationReport report, Func<V1.InterviewerProfile, V1.Signal> of) =>
        [.. report.Interviewers.Where(each => of(each).Flagged).OrderBy(each => of(each).QValue).Select(each => Words.Name(each.InterviewerId))];

    private static IEnumerable<Finding> Groups(V1.CalibrationReport report)
    {
        if (report.AdverseImpact is not { } impact)
        {
            yield break;
        }

        string[] flagged = [.. impact.Observed.Groups.Where(group => group.FourFifths == V1.FourFifths.Flagged).Select(group => Words.Name(group.Group))];
        string[] byFair = [.. impact.Fair.Groups.Where(group => group.FourFifths == V1.FourFifths.Flagged).Select(group => Words.Name(group.Group))];
        bool any = flagged.Length + byFair.Length > 0;
        yield return new Finding(
            any ? Weight.Act : Weight.Note,
            any ? "A group passes at less than four fifths of the highest rate." : "No group is below four fifths of the highest rate.",
            $"By mean level: {(flagged.Length == 0 ? "none" : Words.Listed(flagged, MostNames))}. By fair score: {(byFair.Length == 0 ? "none" : Words.Listed(byFair, MostNames))}. Small groups are not assessed.");
    }

    private static string Sentence(string reason) => reason.Length == 0 ? "" : $"{char.ToUpperInvariant(reason[0])}{reason[1..]}.";
}
