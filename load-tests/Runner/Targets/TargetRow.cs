namespace Assessment.LoadTests.Targets;

/// <summary>What was measured beside its limit, in the same run.</summary>
/// <param name="What">What.</param>
/// <param name="LimitName">What it is measured against.</param>
/// <param name="Unit">Of both figures.</param>
/// <param name="Limit">The limit's figure, the median of the rounds.</param>
/// <param name="Ours">Ours, the median of the rounds.</param>
/// <param name="Ratio">Ours by the limit's, the median of the rounds' own.</param>
/// <param name="Least">The least of the rounds' ratios.</param>
/// <param name="Most">The greatest of them.</param>
/// <param name="Target">What was aimed at, in words; empty when nothing was.</param>
/// <param name="IsMet">Whether it was reached; null when nothing was aimed at.</param>
internal sealed record TargetRow(
    string What, string LimitName, string Unit, double Limit, double Ours, double Ratio, double Least, double Most, string Target, bool? IsMet)
{
    /// <summary>A ratio that is to be high.</summary>
    public static TargetRow AtLeast(string what, string limitName, string unit, IReadOnlyList<double> limit, IReadOnlyList<double> ours, double least) =>
        Of(what, limitName, unit, limit, ours) is var row ? row with { Target = $"≥ {least:0.##}", IsMet = row.Ratio >= least } : row;

    /// <summary>A ratio that is to be low.</summary>
    public static TargetRow AtMost(string what, string limitName, string unit, IReadOnlyList<double> limit, IReadOnlyList<double> ours, double most) =>
        Of(what, limitName, unit, limit, ours) is var row ? row with { Target = $"≤ {most:0.##}", IsMet = row.Ratio <= most } : row;

    /// <summary>A ratio that nothing is aimed at with.</summary>
    /// <param name="limit">The limit's figures, one a round; none is 0.</param>
    /// <param name="ours">Ours, in the same rounds.</param>
    public static TargetRow Of(string what, string limitName, string unit, IReadOnlyList<double> limit, IReadOnlyList<double> ours)
    {
        double[] ratios = [.. ours.Zip(limit, (mine, its) => mine / its)];
        return new(what, limitName, unit, Median(limit), Median(ours), Median(ratios), ratios.Min(), ratios.Max(), "", null);
    }

    private static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
