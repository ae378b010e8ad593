using static Assessment.Reports.Sheet;

namespace Assessment.Reports;

/// <summary>Tables of selection rates by group.</summary>
internal static class ImpactSheets
{
    /// <summary>No rows without groups.</summary>
    public static Sheet Of(V1.CalibrationReport report, bool fair)
    {
        IReadOnlyCollection<V1.ImpactGroup> groups = (fair ? report.AdverseImpact?.Fair : report.AdverseImpact?.Observed)?.Groups ?? [];
        return Sheet.Of(
            fair ? "impact_by_fair_score" : "impact_by_mean_level", fair ? "Selection rates by fair score" : "Selection rates by mean level", groups,
            Text<V1.ImpactGroup>("group", "Group", "The group.", row => row.Group),
            Count<V1.ImpactGroup>("considered", "Considered", "Empty when hidden.", row => row.HasConsidered ? row.Considered : null),
            Count<V1.ImpactGroup>("selected", "Selected", "Empty when hidden.", row => row.HasSelected ? row.Selected : null),
            Estimate<V1.ImpactGroup>("rate", "Rate, 95 % interval", "Selected over considered.", row => row.Rate.Estimate, 3),
            Estimate<V1.ImpactGroup>("impact_ratio", "Ratio to the highest", "The rate over the reference's.", row => row.ImpactRatio.Estimate, 3),
            Text<V1.ImpactGroup>("four_fifths", "Four fifths", "The four-fifths rule, compared in integers.", row => Words.Of(row.FourFifths)),
            Chance<V1.ImpactGroup>("fisher_p_value", "Fisher's p", "Two-sided.", row => row.Fisher is { HasPValue: true } fisher ? fisher.PValue : null),
            Estimate<V1.ImpactGroup>("odds_ratio", "", "Conditional maximum likelihood.", row => row.Fisher?.OddsRatio),
            Number<V1.ImpactGroup>("two_proportion_z", "", "Positive: the group fares worse.", row => row.HasTwoProportionZ ? row.TwoProportionZ : null),
            Text<V1.ImpactGroup>("remark", "Remark", "Whether it is hidden, fragile, or tiny.", Remark));
    }

    private static string Remark(V1.ImpactGroup group) => string.Join(", ", new[]
    {
        Words.Of(group.Suppression), group.Fragile ? "one selection more or fewer changes the result" : "",
        group.UnderMinimumShare ? "too small a share to compare" : "",
    }.Where(text => text.Length > 0));
}
