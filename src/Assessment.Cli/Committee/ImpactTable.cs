using Assessment.Cli.Calibration;
using Assessment.Cli.Output;
using Assessment.V1;
using static Assessment.Cli.Calibration.ReportText;
using static Assessment.Cli.Committee.EstimateText;

namespace Assessment.Cli.Committee;

/// <summary>Adverse impact as a table.</summary>
internal static class ImpactTable
{
    public static void Write(ImpactReport report, Terminal terminal)
    {
        var impact = report.Impact;
        terminal.Say($"{report.Name}, by {string.Join(" and ", report.Categories)}");
        terminal.Say($"Selected: {report.Basis}.");
        var table = Grid.Of("Group", ">Rated", ">Selected", ">Rate", ">Ratio", ">Katz 95%", "Four fifths", ">Fisher", "Remark");
        foreach (var group in impact.Groups)
        {
            table.Add(
                Name(group.Group), Hidden(group.HasConsidered, group.Considered), Hidden(group.HasSelected, group.Selected),
                Value(group.Rate.Estimate, 3), Value(group.ImpactRatio.Estimate, 3), Interval(group.ImpactRatio.Estimate),
                EnumWords.Phrase(group.FourFifths), P(Known(group.Fisher is { HasPValue: true }, group.Fisher?.PValue ?? 0)),
                string.Join(", ", Remarks(group)));
        }

        terminal.Write(table);
        terminal.Say(
            $"All: {Hidden(impact.HasConsidered, impact.Considered)} considered, {Hidden(impact.HasSelected, impact.Selected)} selected; "
            + $"without a label: {Hidden(impact.HasUnknownConsidered, impact.UnknownConsidered)}; without a score: {Whole(impact.WithoutScore)}.");
        terminal.Say($"Groups with fewer than {report.MinimumCell} candidates are hidden, and others with them where the totals would give them away.");
    }

    private static string Hidden(bool has, long count) => has ? Whole(count) : "hidden";

    private static IEnumerable<string> Remarks(ImpactGroup group)
    {
        if (group.Suppression is SuppressionReason.SmallCell or SuppressionReason.Complementary)
        {
            yield return group.Suppression == SuppressionReason.SmallCell ? "small" : "protecting";
        }

        if (group.Fragile)
        {
            yield return "fragile";
        }

        if (group.UnderMinimumShare)
        {
            yield return "tiny share";
        }
    }
}
