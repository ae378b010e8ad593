namespace Assessment.Calibration.Raters;

/// <summary>One tested property of a rater.</summary>
/// <param name="Estimate">The value in the unit that the property documents, with its interval; n is the rater's candidates.</param>
/// <param name="Statistic">The test statistic (t, or the CUSUM's maximum); NaN where there is no estimate.</param>
/// <param name="PValue">In [0, 1]; NaN where there is no test.</param>
/// <param name="QValue">Adjusted over all five tests of all tested raters by <see cref="BenjaminiHochberg"/>; NaN where there is no test.</param>
/// <param name="Flagged">Whether QValue is at or below the false discovery rate.</param>
public sealed record RaterSignal(Estimate Estimate, double Statistic, double PValue, double QValue, bool Flagged)
{
    internal static RaterSignal None(EstimateStatus reason, long n) => new(Estimate.None(reason, n), double.NaN, double.NaN, double.NaN, false);
}
