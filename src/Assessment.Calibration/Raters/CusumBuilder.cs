using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Raters;

/// <summary>A rater's self-starting CUSUM: each period's mean against the mean of all earlier ones.</summary>
/// <remarks>
/// Under no change these recursive deviations are independent with mean 0 (Brown, Durbin and Evans 1975; Hawkins 1987), so that
/// estimating the base line costs no false alarms. The dispersion is the rater's own, within periods; a t deviate is
/// turned into a normal one of the same tail.
/// </remarks>
internal static class CusumBuilder
{
    private const double AlarmChance = 0.05;
    private const double Extreme = 8;

    /// <summary>The rater's periods, or null when there are too few of them.</summary>
    public static CusumPath? Path(IReadOnlyList<RaterCell> cells, double allowance)
    {
        var periods = cells.Where(c => !double.IsNaN(c.Period)).GroupBy(c => (int)Math.Round(c.Period)).OrderBy(g => g.Key).ToList();
        if (periods.Count < 2)
        {
            return null;
        }

        double rest = 0;
        int degrees = 0;
        var means = new List<(double Weight, double Mean)>();
        foreach (var period in periods)
        {
            double weight = period.Sum(c => 1 / c.Variance), mean = period.Sum(c => c.Deviation / c.Variance) / weight;
            rest += period.Sum(c => (c.Deviation - mean) * (c.Deviation - mean) / c.Variance);
            degrees += period.Count() - 1;
            means.Add((weight, mean));
        }

        if (degrees < 3 || !(rest > 0))
        {
            return null;
        }

        return Accumulate(periods.Select(p => p.Key), means, Math.Sqrt(rest / degrees), degrees, allowance);
    }

    public static CusumChart Chart(CusumPath path, CusumLaw law, RaterSignal signal)
    {
        double limit = law.LimitFor(AlarmChance, path.Deviations.Count);
        int alarm = -1;
        for (int i = 0; i < path.Deviations.Count && alarm < 0; i++)
        {
            alarm = Math.Max(path.Upper[i], path.Lower[i]) >= limit ? path.Periods[i] : -1;
        }

        return new CusumChart(path.Periods, path.Deviations, path.Upper, path.Lower, limit, alarm, signal);
    }

    private static CusumPath Accumulate(
        IEnumerable<int> periods, List<(double Weight, double Mean)> means, double dispersion, int degrees, double allowance)
    {
        var path = new CusumPath([.. periods.Skip(1)], [], [], []);
        (double weight, double mean) = means[0];
        double upper = 0, lower = 0;
        foreach ((double w, double m) in means.Skip(1))
        {
            double t = (m - mean) / (dispersion * Math.Sqrt((1 / w) + (1 / weight)));
            double tail = StudentT.CDF(0, 1, degrees, -Math.Abs(t));
            double z = tail > 0 ? Math.Sign(t) * Math.Min(Extreme, -Normal.InvCDF(0, 1, tail)) : Math.Sign(t) * Extreme;
            upper = Math.Max(0, upper + z - allowance);
            lower = Math.Max(0, lower - z - allowance);
            path.Deviations.Add(z);
            path.Upper.Add(upper);
            path.Lower.Add(lower);
            mean = ((mean * weight) + (m * w)) / (weight + w);
            weight += w;
        }

        return path;
    }
}

/// <summary>The points of a chart.</summary>
internal sealed record CusumPath(List<int> Periods, List<double> Deviations, List<double> Upper, List<double> Lower)
{
    public double Maximum => Math.Max(Upper.Max(), Lower.Max());
}
