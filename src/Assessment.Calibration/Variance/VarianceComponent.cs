namespace Assessment.Calibration.Variance;

/// <summary>One variance component, in squared scale points.</summary>
/// <param name="Term">The term.</param>
/// <param name="Value">The variance, ≥ 0; NaN when <paramref name="Status"/> says that the data cannot show it.</param>
/// <param name="StandardError">
/// Asymptotic, from the inverse average information (REML only); NaN for Henderson I, at the boundary and where Value is NaN.
/// </param>
/// <param name="Unclipped">Henderson I: the solution before clipping at 0, possibly negative. REML: the same as Value.</param>
/// <param name="Levels">Levels of the term that have ratings (for the residual: ratings); ≥ 0.</param>
/// <param name="Status">Why the value is what it is.</param>
public sealed record VarianceComponent(
    VarianceTerm Term, double Value, double StandardError, double Unclipped, long Levels, VarianceStatus Status)
{
    /// <summary>The value where there is one, otherwise 0: a component that the data cannot show adds nothing.</summary>
    internal double OrZero => double.IsNaN(Value) ? 0 : Value;
}
