using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Raters;

/// <summary>A rater's self-starting CUSUM: each period's mean against the mean of all earlier ones, in units of the dispersion so far.</summary>
/// <remarks>
/// Hawkins (1987), The Statistician 36, 299–316. A period's deviation from the weighted mean of the earlier periods is independent of them
/// (a recursive residual: Brown, Durbin and Evans 1975). It is divided by the dispersion pooled from the ratings within the periods up to
/// now and from the earlier deviations, and takes no part in that dispersion itself: such t deviates are independent of each other, which
/// those with one dispersion in common would not be, and a small dispersion would raise all of them at once. A t deviate becomes the
/// normal one of the same tail, so that neither base line nor dispersion, both estimated, costs false alarms.
/// </remarks>
internal static class CusumBuilder
{
    private const int LeastDegrees = 3;
    private const double Extreme = 8;

    /// <summary>The points of a rater, or null when there are none: fewer than two periods, or too few ratings to know the dispersion.</summary>
    public static CusumPath? Path(IReadOnlyList<RaterCell> cells, double allowance)
    {
        var path = new CusumPath([], [], [], []);
        double squares = 0, weight = 0, mean = 0, upper = 0, lower = 0;
        int degrees = 0;
        foreach (var period in cells.Where(c => !double.IsNaN(c.Period)).GroupBy(c => (int)Math.Round(c.Period)).OrderBy(g => g.Key))
        {
            double own = period.Sum(c => 1 / c.Variance), ownMean = period.Sum(c => c.Deviation / c.Variance) / own;
            squares += period.Sum(c => (c.Deviation - ownMean) * (c.Deviation - ownMean) / c.Variance);
            degrees += period.Count() - 1;
            if (weight > 0)
            {
                double deviation = (ownMean - mean) / Math.Sqrt((1 / own) + (1 / weight));
                if (degrees >= LeastDegrees && squares > 0)
                {
                    double z = Normalised(deviation / Math.Sqrt(squares / degrees), degrees);
                    upper = Math.Max(0, upper + z - allowance);
                    lower = Math.Max(0, lower - z - allowance);
                    path.Add(period.Key, z, upper, lower);
                }

                squares += deviation * deviation;
                degrees++;
            }

            mean = ((mean * weight) + (ownMean * own)) / (weight + own);
            weight += own;
        }

        return path.Deviations.Count == 0 ? null : path;
    }

    /// <summary>The chart; the limit is the one that an unchanged rater passes with the given chance.</summary>
    public static CusumChart Chart(CusumPath path, CusumLaw law, double chance, RaterSignal signal)
    {
        double limit = law.LimitFor(chance, path.Deviations.Count);
        int alarm = -1;
        for (int i = 0; i < path.Deviations.Count && alarm < 0 && signal.Flagged; i++)
        {
            alarm = Math.Max(path.Upper[i], path.Lower[i]) >= limit ? path.Periods[i] : -1;
        }

        return new CusumChart(path.Periods, path.Deviations, path.Upper, path.Lower, limit, alarm, signal);
    }

    private static double Normalised(double t, int degrees)
    {
        double tail = StudentT.CDF(0, 1, degrees, -Math.Abs(t));
        return Math.Sign(t) * (tail > 0 ? Math.Min(Extreme, -Normal.InvCDF(0, 1, tail)) : Extreme);
    }
}

/// <summary>The points of a chart.</summary>
internal sealed record CusumPath(List<int> Periods, List<double> Deviations, List<double> Upper, List<double> Lower)
{
    public double Maximum => Math.Max(Upper.Max(), Lower.Max());

    public void Add(int period, double deviation, double upper, double lower)
    {
        Periods.Add(period);
        Deviations.Add(deviation);
        Upper.Add(upper);
        Lower.Add(lower);
    }
}
