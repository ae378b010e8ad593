namespace Assessment.Calibration.Impact;

/// <summary>Fisher's exact test of two groups' outcomes, with the conditional odds ratio.</summary>
/// <param name="PValue">Two-sided, in (0, 1]; NaN when undefined.</param>
/// <param name="OddsRatio">
/// Odds of selection in the first group over those in the second: conditional maximum likelihood, with the exact 95 % interval, in
/// [0, ∞]. Its standard error is NaN: the interval is not symmetric. 0 or ∞ has status Boundary. n is both groups' considered.
/// </param>
public sealed record FisherExact(double PValue, Estimate OddsRatio)
{
    private const double Limit = 700; // |log odds ratio| beyond which e^x is no double

    /// <summary>The test of a 2 × 2 table.</summary>
    /// <remarks>
    /// Source: Fisher (1935); p sums the tables that are no likelier than the observed one (Freeman and Halton 1951, Biometrika 38,
    /// 141–149). The odds ratio solves E(x) = observed; the interval's ends solve P(X ≥ x) = .025 and P(X ≤ x) = .025 (Cornfield 1956).
    /// Where a margin is zero nothing can be learnt: p is 1 and the odds ratio has status NoVariation.
    /// </remarks>
    public static FisherExact Of(GroupOutcome first, GroupOutcome second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        long n = first.Considered + second.Considered;
        if (n == 0)
        {
            return new FisherExact(double.NaN, Estimate.None(EstimateStatus.Empty));
        }

        var distribution = new NoncentralHypergeometric(first.Considered, second.Considered, first.Selected + second.Selected);
        if (distribution.Lowest == distribution.Highest)
        {
            return new FisherExact(1, Estimate.None(EstimateStatus.NoVariation, n));
        }

        long x = first.Selected;
        double value =
            x == distribution.Lowest ? 0
            : x == distribution.Highest ? double.PositiveInfinity
            : Math.Exp(Root(log => distribution.At(log, x).Mean - x));
        double lower = x == distribution.Lowest ? 0 : Math.Exp(Root(log => distribution.At(log, x).AtLeast - 0.025));
        double upper = x == distribution.Highest ? double.PositiveInfinity : Math.Exp(Root(log => 0.025 - distribution.At(log, x).AtMost));
        bool boundary = x == distribution.Lowest || x == distribution.Highest;
        return new FisherExact(
            distribution.TwoSided(x),
            new Estimate(value, double.NaN, lower, upper, n, boundary ? EstimateStatus.Boundary : EstimateStatus.Ok));
    }

    /// <summary>The zero of an increasing function: brackets by doubling from 0, then halves 100 times.</summary>
    private static double Root(Func<double, double> increasing)
    {
        double sign = increasing(0) < 0 ? 1 : -1;
        double near = 0;
        double far = sign;
        while (sign * increasing(far) < 0 && Math.Abs(far) < Limit)
        {
            near = far;
            far = Math.Clamp(2 * far, -Limit, Limit);
        }

        for (int i = 0; i < 100 && near != far; i++)
        {
            double middle = (near + far) / 2;
            if (sign * increasing(middle) < 0)
            {
                near = middle;
            }
            else
            {
                far = middle;
            }
        }

        return (near + far) / 2;
    }
}
