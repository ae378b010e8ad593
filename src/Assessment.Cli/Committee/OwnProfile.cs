using Assessment.Cli.Calibration;
using Assessment.Cli.Output;
using Assessment.V1;
using static Assessment.Cli.Calibration.ReportText;
using static Assessment.Cli.Committee.EstimateText;

namespace Assessment.Cli.Committee;

/// <summary>What a report says of one interviewer, for that interviewer to read.</summary>
internal static class OwnProfile
{
    public static void Write(InterviewerCalibration own, Terminal terminal)
    {
        terminal.WriteLine(Grid.OneLine(own.Name));
        terminal.Say($"{Whole(own.Profile.Ratings)} ratings of {Whole(own.Profile.Candidates)} candidates");
        ReportTables.Head(terminal, $"Severity, in {own.Unit}; positive is severe");
        if (own.Severity is { } severity)
        {
            Severity(own, severity, terminal);
        }
        else
        {
            terminal.Say("None: no part of the design has one for you.");
        }

        ReportTables.Head(terminal, "Use of the scale");
        if (own.Profile.Use is { } use)
        {
            terminal.Say(
                $"Mean level {Figure(Known(use.HasMean, use.Mean))}, standard deviation {Figure(Known(use.HasStandardDeviation, use.StandardDeviation))}; "
                + $"by level, from the lowest: {string.Join(", ", use.LevelCounts.Select(Whole))}.");
        }
        else
        {
            terminal.Say("Withheld with the severity.");
        }

        ReportTables.Head(terminal, "Tendencies and drift");
        Signals(own.Profile, terminal);
    }

    private static void Severity(InterviewerCalibration own, InterviewerSeverity severity, Terminal terminal)
    {
        var chart = new IntervalChart([severity.Severity, severity.Shrunken], reference: 0);
        var table = Grid.Of("", ">Value", ">95% interval", chart.Head);
        table.Add("Raw", SignedValue(severity.Severity), Interval(severity.Severity), chart.Of(severity.Severity));
        table.Add("Shrunken", SignedValue(severity.Shrunken), Interval(severity.Shrunken), chart.Of(severity.Shrunken));
        terminal.Write(table);
        if (severity.HasFairShift)
        {
            terminal.Say($"For a candidate in the middle that is {Signed(severity.FairShift)} scale points from an average interviewer.");
        }

        terminal.Say(own.HasMoreSevere
            ? $"{Whole(own.MoreSevere)} of the {Whole(own.PanelInterviewers)} interviewers of your part are more severe; their standard deviation is {Figure(own.PanelStandardDeviation)}."
            : $"Your place among the {Whole(own.PanelInterviewers)} interviewers of your part is withheld, or too few have one.");
        terminal.Say(
            $"Infit {Figure(Known(severity.Fit is { HasInfit: true }, severity.Fit?.Infit ?? 0))}, where 1 is expected; "
            + $"correlation with the candidates' measures {Value(severity.PointMeasure)}.");
    }

    private static void Signals(InterviewerProfile profile, Terminal terminal)
    {
        var table = Grid.Of("Tendency", ">Candidates", ">Value", ">95% interval", ">q", "");
        foreach (var (name, signal) in new (string, Signal?)[]
        {
            ("central tendency", profile.CentralTendency), ("range restriction", profile.RangeRestriction), ("halo", profile.Halo),
            ("drift a period", profile.Drift), ("CUSUM", profile.Cusum?.Signal),
        })
        {
            if (signal is not null)
            {
                table.Add(
                    name, Whole(signal.Estimate.N), SignedValue(signal.Estimate), Interval(signal.Estimate),
                    P(Known(signal.HasQValue, signal.QValue)), signal.Flagged ? "flagged" : "");
            }
        }

        terminal.Write(table);
    }
}
