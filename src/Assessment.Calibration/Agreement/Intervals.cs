using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Agreement;

/// <summary>Intervals of coefficients that cannot exceed 1.</summary>
internal static class Intervals
{
    /// <summary>value ± t(0.975, df) · standard error, the upper end cut at 1; n as given.</summary>
    public static Estimate StudentT(double value, double standardError, double degreesOfFreedom, long n)
    {
        if (double.IsNaN(value))
        {
            return Estimate.None(EstimateStatus.NoVariation, n);
        }

        if (!double.IsFinite(standardError) || !(degreesOfFreedom >= 1))
        {
            return Estimate.Bare(value, n);
        }

        double half = Quantile(degreesOfFreedom) * standardError;
        return new Estimate(value, standardError, value - half, Math.Min(1, value + half), n, EstimateStatus.Ok);
    }

    private static double Quantile(double degreesOfFreedom) =>
        degreesOfFreedom > 1e6 ? Estimate.Z975 : StudentTQuantile(degreesOfFreedom);

    private static double StudentTQuantile(double degreesOfFreedom) => StudentTDistribution(degreesOfFreedom).InverseCumulativeDistribution(0.975);

    private static StudentT StudentTDistribution(double degreesOfFreedom) => new(0, 1, degreesOfFreedom);
}
