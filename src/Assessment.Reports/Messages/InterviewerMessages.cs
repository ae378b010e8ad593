using Assessment.Calibration;
using Assessment.Calibration.Raters;
using Assessment.Calibration.Report;

namespace Assessment.Reports;

/// <summary>Interviewers' tendencies and drift as the contract's messages.</summary>
internal static class InterviewerMessages
{
    public static IEnumerable<V1.InterviewerProfile> Of(CalibrationReport report, Withholding withholding) =>
        report.Raters.Select(rater => new V1.InterviewerProfile
        {
            InterviewerId = report.Table.RaterNames[rater.Rater],
            Component = report.Design.ComponentOfRater[rater.Rater] + 1,
            Ratings = rater.Ratings,
            Candidates = rater.Candidates,
            Use = withholding.HidesSeverity(rater.Rater) ? null : Use(report.Table, rater),
            CentralTendency = Signal(rater.CentralTendency),
            RangeRestriction = Signal(rater.RangeRestriction),
            Halo = Signal(rater.Halo),
            Drift = Signal(rater.Drift),
            ShrunkenDrift = (withholding.HidesDrift(rater.Rater)
                ? Estimate.None(EstimateStatus.Suppressed, rater.Ratings) : rater.ShrunkenDrift.ToEstimate()).ToMessage(),
            Cusum = Cusum(report.Table, rater.Cusum),
        });

    private static V1.ScaleUse Use(RatingTable table, RaterProfile rater)
    {
        var message = new V1.ScaleUse { LevelsUsed = rater.Use.LevelsUsed };
        rater.Use.Mean.IfKnown(value => message.Mean = value);
        rater.Use.StandardDeviation.IfKnown(value => message.StandardDeviation = value);
        rater.Use.LowestShare.IfKnown(value => message.LowestShare = value);
        rater.Use.MiddleShare.IfKnown(value => message.MiddleShare = value);
        rater.Use.HighestShare.IfKnown(value => message.HighestShare = value);
        var counts = new long[table.LevelCount];
        foreach (int row in table.ByRater.RowsOf(rater.Rater))
        {
            counts[table.Levels[row] - table.LowestLevel]++;
        }

        message.LevelCounts.Add(counts);
        return message;
    }

    private static V1.Signal Signal(RaterSignal signal)
    {
        var message = new V1.Signal { Estimate = signal.Estimate.ToMessage(), Flagged = signal.Flagged };
        signal.Statistic.IfKnown(value => message.Statistic = value);
        signal.PValue.IfKnown(value => message.PValue = value);
        signal.QValue.IfKnown(value => message.QValue = value);
        return message;
    }

    private static V1.Cusum Cusum(RatingTable table, CusumChart chart)
    {
        var message = new V1.Cusum { Signal = Signal(chart.Signal) };
        message.Periods.Add(chart.Periods.Select(period => table.PeriodNames[period]));
        message.Deviations.Add(chart.Deviations);
        message.Upper.Add(chart.Upper);
        message.Lower.Add(chart.Lower);
        chart.Limit.IfKnown(value => message.Limit = value);
        if (chart.FirstAlarm >= 0)
        {
            message.FirstAlarm = table.PeriodNames[chart.FirstAlarm];
        }

        return message;
    }
}
