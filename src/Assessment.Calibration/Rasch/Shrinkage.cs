namespace Assessment.Calibration.Rasch;

/// <summary>Empirical-Bayes shrinkage of estimates with known standard errors towards their common mean.</summary>
/// <remarks>
/// The variance between elements τ² solves Σ(y − ȳ_w)²/(s² + τ²) = n − 1, ȳ_w the mean with weights 1/(s² + τ²) (Paule and Mandel 1982);
/// then B = τ²/(τ² + s²), shrunken = ȳ_w + B(y − ȳ_w), with posterior variance B·s² + (1 − B)²·Var ȳ_w (Morris 1983, without his
/// small-sample factor).
/// </remarks>
internal sealed class Shrinkage
{
    private Shrinkage(double mean, double variance, double meanVariance)
    {
        (Mean, Variance, _meanVariance) = (mean, variance, meanVariance);
    }

    private readonly double _meanVariance;

    /// <summary>Weighted mean.</summary>
    public double Mean { get; }

    /// <summary>Variance between elements, ≥ 0.</summary>
    public double Variance { get; }

    /// <summary>Elements whose standard error is not finite and positive are left out. Null when fewer than two remain.</summary>
    /// <param name="values">Estimates.</param>
    /// <param name="errors">Their standard errors.</param>
    /// <param name="fixedMean">The mean, where it is known; NaN where it is to be estimated.</param>
    public static Shrinkage? Of(IReadOnlyList<double> values, IReadOnlyList<double> errors, double fixedMean = double.NaN)
    {
        int[] used = [.. Enumerable.Range(0, values.Count).Where(i => double.IsFinite(values[i]) && double.IsFinite(errors[i]) && errors[i] > 0)];
        if (used.Length < 2)
        {
            return null;
        }

        double freedom = used.Length - (double.IsNaN(fixedMean) ? 1 : 0), low = 0, high = 1;
        if (Excess(values, errors, used, 0, fixedMean, freedom, out double mean, out double weight) <= 0)
        {
            return new Shrinkage(mean, 0, double.IsNaN(fixedMean) ? 1 / weight : 0);
        }

        while (Excess(values, errors, used, high, fixedMean, freedom, out mean, out weight) > 0 && high < 1e12)
        {
            high *= 4;
        }

        for (int i = 0; i < 100 && high - low > 1e-12 * high; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = Excess(values, errors, used, middle, fixedMean, freedom, out mean, out weight) > 0 ? (middle, high) : (low, middle);
        }

        return new Shrinkage(mean, 0.5 * (low + high), double.IsNaN(fixedMean) ? 1 / weight : 0);
    }

    /// <summary>How much of an element's deviation is kept; in [0, 1].</summary>
    public double Kept(double error) => Variance / (Variance + (error * error));

    /// <summary>The shrunken value with its posterior standard deviation.</summary>
    public Estimate Apply(double value, double error, long n)
    {
        if (!double.IsFinite(value) || !double.IsFinite(error))
        {
            return Estimate.None(EstimateStatus.TooFew, n);
        }

        double kept = Kept(error), posterior = (kept * error * error) + ((1 - kept) * (1 - kept) * _meanVariance);
        return Estimate.Normal(Mean + (kept * (value - Mean)), Math.Sqrt(posterior), n, Variance > 0 ? EstimateStatus.Ok : EstimateStatus.Boundary);
    }

    private static double Excess(
        IReadOnlyList<double> values, IReadOnlyList<double> errors, int[] used, double between, double fixedMean, double freedom, out double mean, out double weight)
    {
        double sum = 0;
        weight = 0;
        foreach (int i in used)
        {
            double w = 1 / ((errors[i] * errors[i]) + between);
            weight += w;
            sum += w * values[i];
        }

        mean = double.IsNaN(fixedMean) ? sum / weight : fixedMean;
        double squares = 0;
        foreach (int i in used)
        {
            squares += (values[i] - mean) * (values[i] - mean) / ((errors[i] * errors[i]) + between);
        }

        return squares - freedom;
    }
}
