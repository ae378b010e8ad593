namespace Assessment.Calibration.Impact;

/// <summary>Why a row is not shown.</summary>
public enum SuppressionReason
{
    /// <summary>It is shown.</summary>
    None = 0,

    /// <summary>One of its counts is below the minimum.</summary>
    SmallCell,

    /// <summary>Its counts are large enough, but with the totals they would give a hidden row away.</summary>
    Complementary,
}

/// <summary>Chooses the rows to hide, so that totals less the shown rows give no small count away.</summary>
/// <remarks>
/// Source: Hundepool et al. (2012), Statistical Disclosure Control, chapter 4. Subtracting the shown rows from the totals gives the sum of the
/// hidden ones: so at least two are hidden, and each count of their sum reaches the minimum. Rows are added smallest first, the reference
/// last. When even all rows are hidden and the totals are too small, the totals are hidden as well.
/// </remarks>
internal static class Suppression
{
    /// <summary>The reason for each row (no rows of nobody), and whether the totals are hidden.</summary>
    public static (SuppressionReason[] Rows, bool Totals) Of(IReadOnlyList<GroupOutcome> rows, int reference, int minimum)
    {
        var reasons = new SuppressionReason[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            reasons[i] = rows[i].Considered > 0 && IsSmall(rows[i], minimum) ? SuppressionReason.SmallCell : SuppressionReason.None;
        }

        while (GivesAway(rows, reasons, minimum))
        {
            int next = Enumerable.Range(0, rows.Count)
                .Where(i => reasons[i] == SuppressionReason.None && rows[i].Considered > 0)
                .OrderBy(i => i == reference).ThenBy(i => rows[i].Considered).ThenBy(i => i)
                .FirstOrDefault(-1);
            if (next < 0)
            {
                return (reasons, true);
            }

            reasons[next] = SuppressionReason.Complementary;
        }

        return (reasons, false);
    }

    private static bool GivesAway(IReadOnlyList<GroupOutcome> rows, SuppressionReason[] reasons, int minimum)
    {
        GroupOutcome[] hidden = [.. rows.Where((_, i) => reasons[i] != SuppressionReason.None)];
        return hidden.Length == 1
            || (hidden.Length > 1 && IsSmall(new GroupOutcome("", hidden.Sum(r => r.Selected), hidden.Sum(r => r.Considered)), minimum));
    }

    private static bool IsSmall(GroupOutcome row, int minimum) => row.Selected < minimum || row.Rejected < minimum;
}
