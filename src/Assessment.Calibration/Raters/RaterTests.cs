using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Raters;

/// <summary>A value with its standard error, degrees of freedom and p-value, before adjustment over raters.</summary>
internal readonly record struct RawSignal(double Value, double StandardError, double Statistic, double PValue, long N, EstimateStatus Status)
{
    public static RawSignal None(EstimateStatus reason, long n) => new(double.NaN, double.NaN, double.NaN, double.NaN, n, reason);

    public RaterSignal Adjusted(double q, double rate) => double.IsNaN(PValue)
        ? RaterSignal.None(Status, N)
        : new RaterSignal(Estimate.Normal(Value, StandardError, N), Statistic, PValue, q, q <= rate);
}

/// <summary>The tests behind a rater's profile; each takes one rater's cells.</summary>
internal static class RaterTests
{
    /// <summary>Weighted regression of the deviations on the period; the dispersion is the rater's own; t with n − 2 degrees of freedom.</summary>
    public static RawSignal Drift(IReadOnlyList<RaterCell> cells)
    {
        double weights = 0, time = 0, value = 0;
        int n = 0;
        foreach (RaterCell cell in Timed(cells))
        {
            double w = 1 / cell.Variance;
            (weights, time, value, n) = (weights + w, time + (w * cell.Period), value + (w * cell.Deviation), n + 1);
        }

        (double meanTime, double mean) = (time / weights, value / weights);
        double xx = 0, xy = 0;
        foreach (RaterCell cell in Timed(cells))
        {
            double w = 1 / cell.Variance, x = cell.Period - meanTime;
            xx += w * x * x;
            xy += w * x * (cell.Deviation - mean);
        }

        if (n < 4 || !(xx > 1e-9 * weights))
        {
            return RawSignal.None(EstimateStatus.TooFew, n);
        }

        double slope = xy / xx, rest = 0;
        foreach (RaterCell cell in Timed(cells))
        {
            double e = cell.Deviation - mean - (slope * (cell.Period - meanTime));
            rest += e * e / cell.Variance;
        }

        double error = Math.Sqrt(rest / (n - 2) / xx);
        return error > 0
            ? TwoSided(slope, error, n - 2, n)
            : RawSignal.None(EstimateStatus.NoVariation, n);
    }

    /// <summary>Own candidate × rater variance: one unbiased term a candidate; null below four candidates of two ratings or more.</summary>
    public static double[]? ImpressionTerms(IReadOnlyList<RaterCell> cells)
    {
        var used = cells.Where(c => c.Count > 1).ToList();
        if (used.Count < 4)
        {
            return null;
        }

        double[] rest = Detrended(used, out int parameters);
        double spread = used.Count / (double)(used.Count - parameters);
        return [.. used.Select((c, i) => (spread * Square(rest[i])) - c.OthersVariance - (c.Within / c.Count))];
    }

    /// <summary>Mean of the terms less the reference, one-sided (too large), skewness taken out.</summary>
    /// <remarks>
    /// Terms are squares, and their mean is large together with its error: t has too short an upper tail. Hall's (1992), Journal of the Royal
    /// Statistical Society B 54, 221–228, transformation t + γ(2t² + 1)/(6√n) + γ²t³/(27n), γ the terms' skewness, makes up for that.
    /// </remarks>
    public static RawSignal Halo(double[] terms, double reference)
    {
        RawSignal signal = OneSided([.. terms.Select(t => t - reference)], upper: true);
        if (double.IsNaN(signal.PValue))
        {
            return signal;
        }

        int n = terms.Length;
        double mean = terms.Average(), second = terms.Average(t => Square(t - mean)), third = terms.Average(t => Square(t - mean) * (t - mean));
        double skew = third / Math.Pow(second, 1.5), t0 = signal.Statistic;
        double t1 = t0 + (skew * ((2 * t0 * t0) + 1) / (6 * Math.Sqrt(n))) + (skew * skew * t0 * t0 * t0 / (27 * n));
        return signal with { Statistic = t1, PValue = Math.Clamp(1 - StudentT.CDF(0, 1, n - 1, t1), 0, 1) };
    }

    /// <summary>log of the mean square of candidates' means over its expectation, by jackknife over candidates.</summary>
    public static RawSignal RangeRestriction(IReadOnlyList<RaterCell> cells, double candidateVariance, double impressionVariance, double residualVariance)
    {
        int n = cells.Count;
        if (n < 4)
        {
            return RawSignal.None(EstimateStatus.TooFew, n);
        }

        double sum = 0, squares = 0, expected = 0;
        foreach (RaterCell cell in cells)
        {
            sum += cell.Mean;
            squares += cell.Mean * cell.Mean;
            expected += Expected(cell);
        }

        double Expected(RaterCell cell) => candidateVariance + impressionVariance + (residualVariance / cell.Count);
        static double Log(double sum, double squares, double expected, int n) =>
            Math.Log((squares - (sum * sum / n)) / (n - 1) / (expected / n));
        double all = Log(sum, squares, expected, n);
        double[] pseudo = [.. cells.Select(c =>
            (n * all) - ((n - 1) * Log(sum - c.Mean, squares - (c.Mean * c.Mean), expected - Expected(c), n - 1)))];
        if (!pseudo.All(double.IsFinite))
        {
            return RawSignal.None(EstimateStatus.NoVariation, n);
        }

        // A small variance comes with a small jackknife error, which makes the lower tail too heavy; normal theory's error bounds it.
        RawSignal signal = OneSided(pseudo, upper: false);
        double error = Math.Max(signal.StandardError, Math.Sqrt(2.0 / (n - 1)));
        return signal with { Value = all, StandardError = error };
    }

    /// <summary>Mean of the terms against 0: t with n − 1 degrees of freedom, one-sided.</summary>
    public static RawSignal OneSided(double[] terms, bool upper)
    {
        int n = terms.Length;
        double mean = terms.Average(), variance = terms.Sum(t => Square(t - mean)) / (n - 1), error = Math.Sqrt(variance / n);
        if (!(error > 0))
        {
            return RawSignal.None(EstimateStatus.NoVariation, n);
        }

        double t = mean / error, below = StudentT.CDF(0, 1, n - 1, t);
        return new RawSignal(mean, error, t, Math.Clamp(upper ? 1 - below : below, 0, 1), n, EstimateStatus.Ok);
    }

    private static RawSignal TwoSided(double value, double error, int degrees, int n)
    {
        double t = value / error;
        return new RawSignal(value, error, t, Math.Clamp(2 * StudentT.CDF(0, 1, degrees, -Math.Abs(t)), 0, 1), n, EstimateStatus.Ok);
    }

    /// <summary>
    /// Least squares of the deviations on the period and then on the others' prediction of the candidate, each where it varies: a
    /// rater who drifts or who uses a narrower range spreads too, but not by impressions.
    /// </summary>
    private static double[] Detrended(List<RaterCell> cells, out int parameters)
    {
        double[] rest = [.. cells.Select(c => c.Deviation)];
        parameters = 1;
        foreach (Func<RaterCell, double> regressor in (Func<RaterCell, double>[])[c => c.Period, c => c.Mean - c.Deviation])
        {
            double[] x = [.. cells.Select(regressor)];
            double meanX = x.Average(), mean = rest.Average();
            double xx = x.Sum(v => Square(v - meanX));
            double slope = xx > 0 ? x.Zip(rest, (v, d) => (v - meanX) * d).Sum() / xx : 0;
            parameters += xx > 0 ? 1 : 0;
            rest = [.. rest.Select((d, i) => d - mean - (slope == 0 ? 0 : slope * (x[i] - meanX)))];
        }

        return rest;
    }

    private static IEnumerable<RaterCell> Timed(IReadOnlyList<RaterCell> cells) => cells.Where(c => !double.IsNaN(c.Period));

    private static double Square(double x) => x * x;
}
