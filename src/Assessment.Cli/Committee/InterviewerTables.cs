using Assessment.Cli.Calibration;
using Assessment.Cli.Output;
using Assessment.V1;
using static Assessment.Cli.Calibration.ReportText;
using static Assessment.Cli.Committee.EstimateText;

namespace Assessment.Cli.Committee;

/// <summary>Interviewers of a stored report one by one: fit, tendencies, drift, bias.</summary>
internal sealed class InterviewerTables(CalibrationReport report, Terminal terminal, int rows)
{
    public void Fit()
    {
        ReportTables.Head(terminal, "7  Interviewer fit, central tendency, halo");
        InterviewerSeverity[] fits =
            [.. report.Severity.Components.SelectMany(component => component.Interviewers).Where(one => one.Fit is { Status: EstimateStatus.Ok })];
        InterviewerSeverity[] shown =
            [.. fits.OrderByDescending(one => Math.Abs(one.Fit.InfitZ)).ThenBy(one => one.InterviewerId, StringComparer.Ordinal).Take(rows)];
        if (fits.Length == 0)
        {
            terminal.Say("No interviewer has fit statistics.");
        }
        else
        {
            var table = Grid.Of("Least fitting", ">Ratings", ">Infit", ">Z", ">Outfit", ">Z", ">Point-measure r", ">95% interval");
            foreach (var one in shown)
            {
                table.Add(
                    Name(one.InterviewerId), Whole(one.Fit.N), Figure(Known(one.Fit.HasInfit, one.Fit.Infit)),
                    Signed(Known(one.Fit.HasInfitZ, one.Fit.InfitZ)), Figure(Known(one.Fit.HasOutfit, one.Fit.Outfit)),
                    Signed(Known(one.Fit.HasOutfitZ, one.Fit.OutfitZ)), Value(one.PointMeasure), Interval(one.PointMeasure));
            }

            terminal.Write(table);
            ReportTables.Rest(terminal, fits.Length - shown.Length, "interviewers with fit statistics");
        }

        Signals(("central tendency", one => one.CentralTendency), ("range restriction", one => one.RangeRestriction), ("halo", one => one.Halo));
    }

    public void Drift()
    {
        ReportTables.Head(terminal, "8  Drift over periods, in scale points a period");
        if (report.Inputs.Periods.Count < 2)
        {
            terminal.Say("One period: nothing to drift over.");
            return;
        }

        Signals(("drift", one => one.Drift), ("CUSUM alert", one => one.Cusum?.Signal));
    }

    public void Bias()
    {
        ReportTables.Head(terminal, "9  Bias of interviewers towards criteria, in logits; positive is lenient");
        if (report.Bias.Count == 0)
        {
            terminal.Say("None: this needs a many-facet Rasch fit.");
            return;
        }

        foreach (var facet in report.Bias.GroupBy(section => section.Facet))
        {
            BiasCell[] cells = [.. facet.SelectMany(section => section.Cells)];
            BiasCell[] flagged = [.. cells.Where(cell => cell.Flagged).OrderByDescending(cell => Math.Abs(cell.T))];
            string word = EnumWords.Phrase(facet.Key);
            terminal.Say(
                $"Interviewer x {word}: {Whole(flagged.Length)} of {Whole(cells.Length)} cells flagged at a false discovery rate of "
                + $"{Figure(report.Options.FalseDiscoveryRate)}; {Whole(facet.Sum(section => section.Withheld))} withheld.");
            if (flagged.Length > 0)
            {
                Cells(flagged, word);
            }
        }
    }

    private void Cells(BiasCell[] flagged, string word)
    {
        var table = Grid.Of("Interviewer", $"With {word}", ">Ratings", ">Raw", ">95% interval", ">Shrunken", ">q");
        foreach (var cell in flagged.Take(rows))
        {
            table.Add(
                Name(cell.InterviewerId), Name(cell.Element), Whole(cell.Bias.N), SignedValue(cell.Bias), Interval(cell.Bias),
                SignedValue(cell.ShrunkenBias), P(Known(cell.HasAdjustedPValue, cell.AdjustedPValue)));
        }

        terminal.Write(table);
        ReportTables.Rest(terminal, flagged.Length - rows, "flagged cells");
    }

    private void Signals(params (string Kind, Func<InterviewerProfile, Signal?> Of)[] kinds)
    {
        var flagged = new List<(string Kind, InterviewerProfile One, Signal Signal)>();
        foreach (var (kind, of) in kinds)
        {
            InterviewerProfile[] tested = [.. report.Interviewers.Where(one => of(one) is { HasPValue: true })];
            InterviewerProfile[] found = [.. tested.Where(one => of(one)!.Flagged)];
            flagged.AddRange(found.Select(one => (kind, one, of(one)!)));
            terminal.Say($"{char.ToUpperInvariant(kind[0])}{kind[1..]}: {Whole(found.Length)} of {Whole(tested.Length)} interviewers flagged.");
        }

        if (flagged.Count == 0)
        {
            return;
        }

        var table = Grid.Of("Flagged", "For", ">Candidates", ">Value", ">95% interval", ">q", "First alarm");
        foreach (var (kind, one, signal) in flagged.OrderBy(f => f.Signal.QValue).ThenBy(f => f.One.InterviewerId, StringComparer.Ordinal).Take(rows))
        {
            bool alarm = kind.StartsWith("CUSUM", StringComparison.Ordinal) && one.Cusum.HasFirstAlarm;
            table.Add(
                Name(one.InterviewerId), kind, Whole(one.Candidates), SignedValue(signal.Estimate), Interval(signal.Estimate),
                P(Known(signal.HasQValue, signal.QValue)), alarm ? Name(one.Cusum.FirstAlarm) : "");
        }

        terminal.Write(table);
        ReportTables.Rest(terminal, flagged.Count - rows, "flags");
    }
}
