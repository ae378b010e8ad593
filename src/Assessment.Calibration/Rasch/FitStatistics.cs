namespace Assessment.Calibration.Rasch;

/// <summary>How well an element's ratings follow the model: mean squares near 1 are expected.</summary>
/// <param name="N">Ratings that the statistics rest on.</param>
/// <param name="Infit">Information-weighted mean square: Σ(x − E)² / ΣV. ≥ 0; NaN when <paramref name="N"/> is 0.</param>
/// <param name="Outfit">Unweighted mean square: mean of (x − E)²/V. ≥ 0; NaN when <paramref name="N"/> is 0.</param>
/// <param name="InfitZ"><paramref name="Infit"/> as a standard normal, by Wilson–Hilferty; NaN where the mean square has no variance.</param>
/// <param name="OutfitZ"><paramref name="Outfit"/> as a standard normal, by Wilson–Hilferty; NaN where the mean square has no variance.</param>
/// <remarks>
/// Wright and Masters (1982), Rating Scale Analysis, chapter 5: with C the fourth central moment of a rating, the infit's variance is
/// q² = Σ(C − V²)/(ΣV)², the outfit's Σ(C/V²)/N² − 1/N; z = (MS^(1/3) − 1)·3/q + q/3. q is not capped (programs differ here).
/// Joint fits take residuals at the uncorrected maximum, marginal fits at the posterior mean of ability.
/// </remarks>
public readonly record struct FitStatistics(long N, double Infit, double Outfit, double InfitZ, double OutfitZ);

/// <summary>Sums from which <see cref="FitStatistics"/> are made.</summary>
internal struct FitSums
{
    public long Count;
    public double Observed;
    public double Expected;
    public double Variance;
    public double SquaredResidual;
    public double SquaredStandardised;
    public double FourthExcess;
    public double FourthRatio;

    public void Add(double observed, double expected, double variance, double fourth)
    {
        double safe = Math.Max(variance, 1e-9), residual = observed - expected, squared = residual * residual;
        Count++;
        Observed += observed;
        Expected += expected;
        Variance += variance;
        SquaredResidual += squared;
        SquaredStandardised += squared / safe;
        FourthExcess += fourth - (variance * variance);
        FourthRatio += fourth / (safe * safe);
    }

    public void Add(in FitSums other)
    {
        Count += other.Count;
        Observed += other.Observed;
        Expected += other.Expected;
        Variance += other.Variance;
        SquaredResidual += other.SquaredResidual;
        SquaredStandardised += other.SquaredStandardised;
        FourthExcess += other.FourthExcess;
        FourthRatio += other.FourthRatio;
    }

    public readonly FitStatistics ToStatistics()
    {
        if (Count == 0 || !(Variance > 0))
        {
            return new FitStatistics(Count, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        double infit = SquaredResidual / Variance, outfit = SquaredStandardised / Count;
        return new FitStatistics(
            Count, infit, outfit,
            WilsonHilferty(infit, FourthExcess / (Variance * Variance)),
            WilsonHilferty(outfit, (FourthRatio / ((double)Count * Count)) - (1.0 / Count)));
    }

    private static double WilsonHilferty(double meanSquare, double variance)
    {
        double q = Math.Sqrt(variance);
        return q > 0 ? ((Math.Cbrt(meanSquare) - 1) * 3 / q) + (q / 3) : double.NaN;
    }
}
