namespace Assessment.Calibration.Impact;

/// <summary>One group against the reference. Everything that would give a hidden count away is withheld.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Suppression">Whether and why the numbers are hidden.</param>
/// <param name="Considered">Null when hidden.</param>
/// <param name="Selected">Null when hidden.</param>
/// <param name="Rate">Selected over considered, Wilson interval.</param>
/// <param name="ImpactRatio">The rate over the reference's, Katz interval; 1 for the reference.</param>
/// <param name="FourFifths">Also given for a group whose outcome counts are hidden; not assessed when too few were considered.</param>
/// <param name="Fisher">Against the reference; null when hidden, for the reference itself, and without one.</param>
/// <param name="TwoProportionZ">Reference less group, pooled; NaN when hidden or undefined. Positive: the group fares worse.</param>
/// <param name="IsFragile">
/// Whether the four-fifths verdict changes when one more, or one fewer, of the group is selected, or one selection moves from the reference
/// to the group or back (Questions and Answers on the Uniform Guidelines, 1979, question 21). False when not assessed.
/// </param>
/// <param name="IsUnderMinimumShare">Whether the group is under 2 % of the labelled: the rule asks no comparison of it.</param>
public sealed record GroupImpact(
    string Group, SuppressionReason Suppression, long? Considered, long? Selected, Statistic Rate, Statistic ImpactRatio,
    FourFifthsResult FourFifths, FisherExact? Fisher, double TwoProportionZ, bool IsFragile, bool IsUnderMinimumShare);

/// <summary>Adverse impact by group: selection or scoring rates, impact ratios, tests, in aggregate only.</summary>
/// <param name="Reference">
/// The group with the highest rate among those of at least the minimum cell and the minimum share; null when there is none. When its own
/// counts are hidden, no ratio or test against it is shown.
/// </param>
/// <param name="Groups">In the order of the input.</param>
/// <param name="Considered">Of all, the unknown included; null when hidden.</param>
/// <param name="Selected">Of all, the unknown included; null when hidden.</param>
/// <param name="UnknownConsidered">Candidates without a label; null when hidden, because small or to protect another row.</param>
/// <param name="UnknownSelected">Likewise.</param>
/// <param name="WithoutScore">Candidates left out for want of a score.</param>
public sealed record AdverseImpact(
    string? Reference, IReadOnlyList<GroupImpact> Groups, long? Considered, long? Selected, long? UnknownConsidered, long? UnknownSelected,
    long WithoutScore)
{
    /// <summary>The analysis of outcomes; rates are compared as integers throughout.</summary>
    public static AdverseImpact Of(GroupOutcomes outcomes, ImpactOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        options ??= ImpactOptions.Default;
        var groups = outcomes.Groups;
        Int128 labelled = groups.Aggregate((Int128)0, (sum, g) => sum + g.Considered);
        bool[] under = [.. groups.Select(g => (Int128)100 * g.Considered < options.MinimumSharePercent * labelled)];
        int reference = FindReference(groups, under, options.MinimumCell);
        var unknown = new GroupOutcome("", outcomes.UnknownSelected, outcomes.UnknownConsidered);
        var (reasons, hideTotals) = Suppression.Of([.. groups, unknown], reference, options.MinimumCell);
        bool hideUnknown = reasons[^1] != SuppressionReason.None;
        GroupOutcome? best = reference < 0 ? null : groups[reference];
        return new AdverseImpact(
            best?.Group,
            [.. groups.Select((group, i) => Describe(group, best, reasons[i], under[i], best is not null && reasons[reference] == SuppressionReason.None, options))],
            hideTotals ? null : (long)labelled + unknown.Considered,
            hideTotals ? null : groups.Sum(g => g.Selected) + unknown.Selected,
            hideUnknown ? null : unknown.Considered,
            hideUnknown ? null : unknown.Selected,
            outcomes.WithoutScore);
    }

    /// <summary>The highest rate among groups large enough to be shown and to be compared with; ties go to the larger, then the earlier.</summary>
    private static int FindReference(IReadOnlyList<GroupOutcome> groups, bool[] under, int minimumCell)
    {
        int best = -1;
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i].Considered < Math.Max(1, minimumCell) || under[i])
            {
                continue;
            }

            int compared = best < 0 ? 1 : Impact.FourFifths.CompareRates(groups[i], groups[best]);
            if (compared > 0 || (compared == 0 && groups[i].Considered > groups[best].Considered))
            {
                best = i;
            }
        }

        return best;
    }

    private static GroupImpact Describe(
        GroupOutcome group, GroupOutcome? best, SuppressionReason reason, bool under, bool showReference, ImpactOptions options)
    {
        bool hidden = reason != SuppressionReason.None;
        bool isReference = ReferenceEquals(group, best);
        // A ratio or test against a hidden reference would tell the reference's rate.
        bool compare = !hidden && !isReference && best is not null && showReference && group.Considered > 0;
        bool assess = best is { Selected: > 0 } && group.Considered >= Math.Max(1, options.MinimumCell);
        Estimate withheld = Estimate.None(hidden || !showReference ? EstimateStatus.Suppressed : EstimateStatus.Empty);
        return new GroupImpact(
            group.Group, reason, hidden ? null : group.Considered, hidden ? null : group.Selected,
            new Statistic("Selection rate", "selected / considered", "Wilson interval", hidden ? Estimate.None(EstimateStatus.Suppressed) : Proportions.Rate(group)),
            new Statistic(
                "Impact ratio", "rate / highest rate", "Katz log interval",
                compare ? Proportions.Ratio(group, best!)
                    : isReference && !hidden ? Estimate.Bare(1, group.Considered) : withheld),
            !assess ? FourFifthsResult.NotAssessed
                : isReference ? FourFifthsResult.Reference
                : Impact.FourFifths.IsBelow(group, best!) ? FourFifthsResult.Flagged : FourFifthsResult.NotFlagged,
            compare ? FisherExact.Of(group, best!) : null,
            compare ? Proportions.TwoProportionZ(best!, group) : double.NaN,
            assess && !isReference && IsFragile(group, best!),
            under);
    }

    private static bool IsFragile(GroupOutcome group, GroupOutcome reference)
    {
        bool flagged = Impact.FourFifths.IsBelow(group, reference);
        return new[] { (1, 0), (-1, 0), (1, -1), (-1, 1) }
            .Select(change => (
                Group: group with { Selected = group.Selected + change.Item1 },
                Reference: reference with { Selected = reference.Selected + change.Item2 }))
            .Where(moved => IsPossible(moved.Group) && IsPossible(moved.Reference))
            .Any(moved => Impact.FourFifths.IsBelow(moved.Group, moved.Reference) != flagged);
    }

    private static bool IsPossible(GroupOutcome outcome) => outcome.Selected >= 0 && outcome.Selected <= outcome.Considered;
}
