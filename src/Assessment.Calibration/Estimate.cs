namespace Assessment.Calibration;

/// <summary>A statistic with its uncertainty, the number of observations behind it, and why it is what it is.</summary>
/// <param name="Value">The estimate, in the unit that the producing member documents; NaN where <paramref name="Status"/> says why.</param>
/// <param name="StandardError">In the value's unit, ≥ 0; NaN where there is none.</param>
/// <param name="Lower">Lower end of the interval (95 % unless the producing member says otherwise); NaN where there is none.</param>
/// <param name="Upper">Upper end of the interval; NaN where there is none.</param>
/// <param name="N">What was counted (ratings, units or candidates, as the producing member documents); ≥ 0.</param>
/// <param name="Status">Never <see cref="EstimateStatus.Ok"/> when <paramref name="Value"/> is NaN.</param>
/// <remarks>
/// NaN policy: a NaN value always comes with a status other than <see cref="EstimateStatus.Ok"/> and
/// <see cref="EstimateStatus.NoUncertainty"/>. <c>default</c> is <see cref="EstimateStatus.NotEstimated"/>.
/// </remarks>
public readonly record struct Estimate(
    double Value, double StandardError, double Lower, double Upper, long N, EstimateStatus Status)
{
    /// <summary>The standard normal's 97.5 % point, 1.959964.</summary>
    internal const double Z975 = 1.959963984540054;

    /// <summary>Whether <see cref="Value"/> may be read as a number.</summary>
    public bool HasValue => Status != EstimateStatus.NotEstimated && !double.IsNaN(Value);

    /// <summary>No value, and the reason.</summary>
    public static Estimate None(EstimateStatus reason, long n = 0) =>
        new(double.NaN, double.NaN, double.NaN, double.NaN, n, reason);

    /// <summary>A value without uncertainty.</summary>
    public static Estimate Bare(double value, long n, EstimateStatus status = EstimateStatus.NoUncertainty) =>
        new(value, double.NaN, double.NaN, double.NaN, n, status);

    /// <summary>A value with the normal interval value ± 1.96 standard errors.</summary>
    /// <remarks>A NaN or infinite standard error gives <see cref="Bare"/>.</remarks>
    public static Estimate Normal(double value, double standardError, long n, EstimateStatus status = EstimateStatus.Ok) =>
        double.IsFinite(standardError)
            ? new(value, standardError, value - (Z975 * standardError), value + (Z975 * standardError), n, status)
            : Bare(value, n);
}
