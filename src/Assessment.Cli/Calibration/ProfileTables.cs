using Assessment.Calibration;
using Assessment.Calibration.Impact;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Raters;
using Assessment.Calibration.Report;
using Assessment.Cli.Output;
using static Assessment.Cli.Calibration.ReportText;

namespace Assessment.Cli.Calibration;

/// <summary>Raters one by one, bias, and adverse impact.</summary>
internal sealed class ProfileTables(CalibrationReport report, Terminal terminal, int rows)
{
    public void Fit()
    {
        ReportTables.Head(terminal, "7  Rater fit, central tendency, halo");
        var fits = report.Severity.Components.SelectMany(c => c.Raters).Where(r => r.FitStatus == EstimateStatus.Ok).ToList();
        var shown = fits.OrderByDescending(r => Math.Abs(Misfit(r))).ThenBy(r => r.Rater).Take(rows).ToList();
        if (shown.Count > 0)
        {
            var table = Grid.Of("Least fitting rater", ">Ratings", ">Infit", ">Z", ">Outfit", ">Z", ">Point-measure r", ">95% interval");
            foreach (RaterSeverity rater in shown)
            {
                table.Add(
                    Name(rater.Name), Whole(rater.Fit.N), Figure(rater.Fit.Infit), Signed(rater.Fit.InfitZ), Figure(rater.Fit.Outfit), Signed(rater.Fit.OutfitZ),
                    Value(rater.PointMeasure), Interval(rater.PointMeasure));
            }

            terminal.Write(table);
            ReportTables.Rest(terminal, fits.Count - shown.Count, "raters with fit statistics");
        }
        else
        {
            terminal.Say("No rater has fit statistics.");
        }

        Signals(("central tendency", r => r.CentralTendency), ("range restriction", r => r.RangeRestriction), ("halo", r => r.Halo));
    }

    public void Drift()
    {
        ReportTables.Head(terminal, "8  Drift over periods, in scale points a period");
        if (report.Table.PeriodCount < 2)
        {
            terminal.Say("No periods: nothing to drift over.");
            return;
        }

        Signals(("drift", r => r.Drift), ("CUSUM alert", r => r.Cusum.Signal));
    }

    public void Bias()
    {
        ReportTables.Head(terminal, "9  Bias of raters towards criteria and groups, in logits; positive is lenient");
        if (report.Bias.Count == 0)
        {
            terminal.Say("None: this needs a many-facet Rasch fit.");
            return;
        }

        foreach (var facet in report.Bias.GroupBy(section => section.Facet))
        {
            var cells = facet.SelectMany(section => section.Cells.Select(cell => (section, cell))).ToList();
            var flagged = cells.Where(c => c.cell.IsFlagged).OrderByDescending(c => Math.Abs(c.cell.T)).ThenBy(c => c.cell.Rater).ToList();
            string word = facet.Key == InteractionFacet.Group ? "group" : "criterion";
            terminal.Say($"Rater x {word}: {Whole(flagged.Count)} of {Whole(cells.Count)} cells flagged at a false discovery rate of {Figure(report.Options.FalseDiscoveryRate)}; {Whole(facet.Sum(s => s.Withheld))} withheld.");
            if (flagged.Count > 0)
            {
                var table = Grid.Of("Rater", $"With {word}", ">Ratings", ">Raw", ">95% interval", ">Shrunken", ">q");
                foreach (var (section, cell) in flagged.Take(rows))
                {
                    table.Add(
                        Name(report.Table.RaterNames[cell.Rater]), Name(ProfileJson.ElementOf(report, section, cell)), Whole(cell.Bias.N),
                        SignedValue(cell.Bias), Interval(cell.Bias), SignedValue(cell.Shrunken), P(cell.AdjustedPValue));
                }

                terminal.Write(table);
                ReportTables.Rest(terminal, flagged.Count - rows, "flagged cells");
            }
        }
    }

    public void Impact()
    {
        ReportTables.Head(terminal, "10  Adverse impact");
        if (report.Impact is not ImpactReport impact)
        {
            terminal.Say("No groups.");
            return;
        }

        terminal.Say($"Basis: {impact.Basis}.");
        foreach (var (title, each) in new[] { ("By mean level", impact.Observed), ("By fair score", impact.Fair) })
        {
            var table = Grid.Of(title, ">Rated", ">Passed", ">Rate", ">Ratio", ">Katz 95%", "Four fifths", ">Fisher", "Remark");
            foreach (GroupImpact group in each.Groups.Take(4 * rows))
            {
                table.Add(
                    Name(group.Group), Hidden(group.Considered), Hidden(group.Selected), Value(group.Rate.Estimate, 3), Value(group.ImpactRatio.Estimate, 3),
                    Interval(group.ImpactRatio.Estimate), ReportTables.Words(group.FourFifths.ToString()), P(group.Fisher?.PValue ?? double.NaN),
                    string.Join(", ", Remarks(group)));
            }

            terminal.Write(table);
            ReportTables.Rest(terminal, each.Groups.Count - (4 * rows), "groups");
            terminal.Say($"All: {Hidden(each.Considered)} considered, {Hidden(each.Selected)} selected; without a label: {Hidden(each.UnknownConsidered)}; without a score: {Whole(each.WithoutScore)}.");
        }
    }

    private void Signals(params (string Kind, Func<RaterProfile, RaterSignal> Of)[] kinds)
    {
        var flagged = new List<(string Kind, RaterProfile Rater, RaterSignal Signal)>();
        foreach (var (kind, of) in kinds)
        {
            var tested = report.Raters.Where(r => !double.IsNaN(of(r).PValue)).ToList();
            var found = tested.Where(r => of(r).Flagged).ToList();
            flagged.AddRange(found.Select(r => (kind, r, of(r))));
            terminal.Say($"{char.ToUpperInvariant(kind[0])}{kind[1..]}: {Whole(found.Count)} of {Whole(tested.Count)} raters flagged.");
        }

        if (flagged.Count == 0)
        {
            return;
        }

        var table = Grid.Of("Flagged rater", "For", ">Candidates", ">Value", ">95% interval", ">q", "First alarm");
        foreach (var (kind, rater, signal) in flagged.OrderBy(f => f.Signal.QValue).ThenBy(f => f.Rater.Rater).Take(rows))
        {
            bool alarm = kind.StartsWith("CUSUM", StringComparison.Ordinal) && rater.Cusum.FirstAlarm >= 0;
            table.Add(
                Name(report.Table.RaterNames[rater.Rater]), kind, Whole(rater.Candidates), SignedValue(signal.Estimate), Interval(signal.Estimate), P(signal.QValue),
                alarm ? Name(report.Table.PeriodNames[rater.Cusum.FirstAlarm]) : "");
        }

        terminal.Write(table);
        ReportTables.Rest(terminal, flagged.Count - rows, "flags");
    }

    private static double Misfit(RaterSeverity rater) => double.IsNaN(rater.Fit.InfitZ) ? 0 : rater.Fit.InfitZ;

    private static string Hidden(long? count) => count is long shown ? Whole(shown) : "hidden";

    private static IEnumerable<string> Remarks(GroupImpact group)
    {
        if (group.Suppression != SuppressionReason.None)
        {
            yield return group.Suppression == SuppressionReason.SmallCell ? "small" : "protecting";
        }

        if (group.IsFragile)
        {
            yield return "fragile";
        }

        if (group.IsUnderMinimumShare)
        {
            yield return "tiny share";
        }
    }
}
