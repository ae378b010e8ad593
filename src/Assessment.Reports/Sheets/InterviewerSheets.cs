using static Assessment.Reports.Sheet;
using BiasRow = (Assessment.V1.BiasSection Section, Assessment.V1.BiasCell Cell);
using ChartPoint = (Assessment.V1.InterviewerProfile Interviewer, int Point);

namespace Assessment.Reports;

/// <summary>Tables of interviewers' use of the scale, tendencies, drift and bias.</summary>
internal static class InterviewerSheets
{
    public static Sheet Use(V1.CalibrationReport report) => Of(
        "scale_use", "Use of the scale", report.Interviewers,
        Text<V1.InterviewerProfile>("interviewer_id", "Interviewer", "The interviewer.", row => row.InterviewerId),
        Count<V1.InterviewerProfile>("component", "Component", "The component; 0 without ratings.", row => row.Component),
        Count<V1.InterviewerProfile>("ratings", "Ratings", "Ratings given.", row => row.Ratings),
        Count<V1.InterviewerProfile>("candidates", "Candidates", "Candidates rated.", row => row.Candidates),
        Text<V1.InterviewerProfile>("level_counts", "Ratings by level, from the lowest", "Ratings by level, from the lowest, separated by blanks.", row => row.Use is null ? "withheld" : string.Join(' ', row.Use.LevelCounts)),
        Number<V1.InterviewerProfile>("mean", "Mean level", "Mean level.", row => row.Use is { HasMean: true } use ? use.Mean : null),
        Number<V1.InterviewerProfile>("standard_deviation", "Standard deviation", "Of the levels.", row => row.Use is { HasStandardDeviation: true } use ? use.StandardDeviation : null),
        Number<V1.InterviewerProfile>("lowest_share", "", "Share at the lowest level.", row => row.Use is { HasLowestShare: true } use ? use.LowestShare : null),
        Number<V1.InterviewerProfile>("middle_share", "", "Share at the middle level or levels.", row => row.Use is { HasMiddleShare: true } use ? use.MiddleShare : null),
        Number<V1.InterviewerProfile>("highest_share", "", "Share at the highest level.", row => row.Use is { HasHighestShare: true } use ? use.HighestShare : null));

    public static Sheet Tendencies(V1.CalibrationReport report) => Of(
        "tendencies", "Tendencies beyond severity", report.Interviewers,
        [
            Text<V1.InterviewerProfile>("interviewer_id", "Interviewer", "The interviewer.", row => row.InterviewerId),
            .. Signal("central_tendency", "Central tendency, share", "Middle levels beyond what leniency explains.", row => row.CentralTendency),
            .. Signal("range_restriction", "Range, log ratio", "Log variance of candidates' means over the expected one.", row => row.RangeRestriction),
            .. Signal("halo", "Halo, squared points", "What an impression adds to all criteria alike.", row => row.Halo),
            Text<V1.InterviewerProfile>("", "Flagged for", "", row => Flags(("central tendency", row.CentralTendency), ("range restriction", row.RangeRestriction), ("halo", row.Halo))),
        ]);

    public static Sheet Drift(V1.CalibrationReport report) => Of(
        "drift", "Drift of leniency, in scale points per period", report.Interviewers,
        [
            Text<V1.InterviewerProfile>("interviewer_id", "Interviewer", "The interviewer.", row => row.InterviewerId),
            .. Signal("drift", "Drift", "Change of leniency, in scale points per period.", row => row.Drift),
            Estimate<V1.InterviewerProfile>("shrunken_drift", "Shrunken, beyond the common trend", "In scale points per period.", row => row.ShrunkenDrift, 3, true),
            .. Signal("cusum", "CUSUM, standard errors", "The chart's maximum.", row => row.Cusum.Signal),
            Text<V1.InterviewerProfile>("first_alarm", "First alarm", "The first period past the limit.", row => row.Cusum.FirstAlarm),
            Text<V1.InterviewerProfile>("", "Flagged for", "", row => Flags(("drift", row.Drift), ("a sudden change", row.Cusum.Signal))),
        ]);

    public static Sheet Cusum(V1.CalibrationReport report)
    {
        ChartPoint[] rows =
            [.. report.Interviewers.SelectMany(interviewer => interviewer.Cusum.Periods.Select((_, point) => (interviewer, point)))];
        return Of(
            "cusum", "Control charts over periods", rows,
            Text<ChartPoint>("interviewer_id", "Interviewer", "The interviewer.", row => row.Interviewer.InterviewerId),
            Text<ChartPoint>("period", "Period", "The period.", row => row.Interviewer.Cusum.Periods[row.Point]),
            Number<ChartPoint>("deviation", "Deviation", "Standardized, from all earlier periods.", row => row.Interviewer.Cusum.Deviations[row.Point], 2, true),
            Number<ChartPoint>("upper", "Growing leniency", "Evidence of growing leniency.", row => row.Interviewer.Cusum.Upper[row.Point]),
            Number<ChartPoint>("lower", "Growing severity", "Evidence of growing severity.", row => row.Interviewer.Cusum.Lower[row.Point]),
            Number<ChartPoint>("limit", "Limit", "At which interviewers are flagged.", row => row.Interviewer.Cusum.HasLimit ? row.Interviewer.Cusum.Limit : null));
    }

    /// <summary>Cells of bias of one kind: those flagged first, then by strength.</summary>
    /// <param name="flagged">Whether only those that are flagged.</param>
    public static Sheet Bias(V1.CalibrationReport report, V1.BiasFacet facet, bool flagged = false)
    {
        string word = facet == V1.BiasFacet.Group ? "group" : "criterion";
        BiasRow[] rows =
        [
            .. report.Bias.Where(section => section.Facet == facet).SelectMany(section => section.Cells.Where(cell => cell.Flagged || !flagged).Select(cell => (section, cell)))
                .OrderByDescending(row => row.cell.Flagged).ThenByDescending(row => Math.Abs(row.cell.T)),
        ];
        return Of(
            $"bias_by_{word}", $"{(flagged ? "Flagged" : "All")} leniency of interviewers towards a {word}, in logits", rows,
            Text<BiasRow>("interviewer_id", "Interviewer", "The interviewer.", row => row.Cell.InterviewerId),
            Text<BiasRow>(word, $"With {word}", $"The {word}.", row => row.Cell.Element),
            Count<BiasRow>("component", "", "The component.", row => row.Section.Component),
            Count<BiasRow>("", "Ratings", "", row => row.Cell.Bias.N),
            Estimate<BiasRow>("bias", "Leniency, 95 % interval", "In logits, against the interviewer's others.", row => row.Cell.Bias, 2, true),
            Estimate<BiasRow>("shrunken_bias", "Shrunken", "Shrunken towards none, in logits.", row => row.Cell.ShrunkenBias, 2, true),
            Chance<BiasRow>("adjusted_p_value", "q", "Adjusted over the cells.", row => row.Cell.HasAdjustedPValue ? row.Cell.AdjustedPValue : null),
            Chance<BiasRow>("p_value", "", "Two-sided.", row => row.Cell.HasPValue ? row.Cell.PValue : null),
            Chance<BiasRow>("false_sign_rate", "", "Chance of no bias, or one of the other sign.", row => row.Cell.HasFalseSignRate ? row.Cell.FalseSignRate : null),
            Estimate<BiasRow>("held_shift", "", "With all else held, in logits.", row => row.Cell.HeldShift),
            Number<BiasRow>("observed_score", "", "Sum of the cell's levels.", row => row.Cell.HasObservedScore ? row.Cell.ObservedScore : null),
            Number<BiasRow>("expected_score", "", "Its expectation without bias.", row => row.Cell.HasExpectedScore ? row.Cell.ExpectedScore : null),
            Text<BiasRow>("flagged", "Flagged", "Whether it is flagged.", row => Words.YesNo(row.Cell.Flagged)));
    }

    private static Column<V1.InterviewerProfile>[] Signal(string name, string heading, string meaning, Func<V1.InterviewerProfile, V1.Signal> of) =>
    [
        Estimate<V1.InterviewerProfile>(name, heading, meaning, row => of(row).Estimate, 3, true),
        Chance<V1.InterviewerProfile>(name + "_q_value", "q", "Adjusted over all tests of all interviewers.", row => of(row).HasQValue ? of(row).QValue : null),
        Chance<V1.InterviewerProfile>(name + "_p_value", "", "Of the test.", row => of(row).HasPValue ? of(row).PValue : null),
        Text<V1.InterviewerProfile>(name + "_flagged", "", "Whether it is flagged.", row => Words.YesNo(of(row).Flagged)),
    ];

    private static string Flags(params (string Word, V1.Signal Signal)[] signals) => string.Join(", ", signals.Where(pair => pair.Signal.Flagged).Select(pair => pair.Word));
}
