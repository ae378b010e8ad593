namespace Assessment.Calibration.Impact;

/// <summary>
/// Fisher's noncentral hypergeometric distribution: how many of the k selected come from the first of two groups, when the odds ratio of
/// selection is ψ (Fisher 1935, Journal of the Royal Statistical Society 98(1), 39–82). ψ = 1 is the plain hypergeometric.
/// </summary>
/// <remarks>
/// Weights are built from the mode outwards by their ratio
/// w(x + 1) / w(x) = ψ (n₁ − x)(k − x) / ((x + 1)(n₂ − k + x + 1)), which falls with x, and end when they no longer change a sum. There
/// are no factorials, hence neither overflow nor cancellation; the cost is some dozens of standard deviations.
/// </remarks>
internal sealed class NoncentralHypergeometric(long first, long second, long selected)
{
    private const double Negligible = 1e-25;

    public long Lowest => Math.Max(0, selected - second);

    public long Highest => Math.Min(selected, first);

    /// <summary>The mean, and the chances of at most and at least x, at log odds ratio.</summary>
    public (double Mean, double AtMost, double AtLeast) At(double logOddsRatio, long x)
    {
        double total = 0;
        double moment = 0;
        double atMost = 0;
        double atLeast = 0;
        Walk(logOddsRatio, x, (value, weight) =>
        {
            total += weight;
            moment += weight * (value - x);
            atMost += value <= x ? weight : 0;
            atLeast += value >= x ? weight : 0;
        });
        return (x + (moment / total), atMost / total, atLeast / total);
    }

    /// <summary>Two-sided: the chance of all x that are no likelier than the observed one, with a relative margin of 1e-7 for rounding.</summary>
    public double TwoSided(long observed)
    {
        double total = 0;
        double own = 0;
        Walk(0, observed, (value, weight) =>
        {
            total += weight;
            own = value == observed ? weight : own;
        });
        double unlikely = 0;
        Walk(0, observed, (_, weight) => unlikely += weight <= own * (1 + 1e-7) ? weight : 0);
        return Math.Min(1, unlikely / total);
    }

    private void Walk(double logOddsRatio, long mustReach, Action<long, double> visit)
    {
        double odds = Math.Exp(logOddsRatio);
        long mode = Mode(odds);
        visit(mode, 1);
        double weight = 1;
        for (long x = mode; x < Highest && (weight > Negligible || x < mustReach); x++)
        {
            weight *= Ratio(x, odds);
            visit(x + 1, weight);
        }

        weight = 1;
        for (long x = mode; x > Lowest && (weight > Negligible || x > mustReach); x--)
        {
            weight /= Ratio(x - 1, odds);
            visit(x - 1, weight);
        }
    }

    /// <summary>The first x whose next weight is no larger.</summary>
    private long Mode(double odds)
    {
        long low = Lowest;
        long high = Highest;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (Ratio(middle, odds) > 1)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private double Ratio(long x, double odds) =>
        odds * ((double)(first - x) / (x + 1)) * ((double)(selected - x) / (second - selected + x + 1));
}
