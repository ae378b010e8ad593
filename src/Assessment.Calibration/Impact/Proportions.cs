namespace Assessment.Calibration.Impact;

/// <summary>Rates, their ratio and their difference.</summary>
public static class Proportions
{
    /// <summary>Selected over considered, in [0, 1], with Wilson's interval; n is the considered.</summary>
    /// <remarks>Source: Wilson (1927), Journal of the American Statistical Association 22(158), 209–212. Standard error √(p (1 − p) / n).</remarks>
    public static Estimate Rate(GroupOutcome group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group.Considered == 0)
        {
            return Estimate.None(EstimateStatus.Empty);
        }

        double n = group.Considered;
        double p = group.Selected / n;
        double z2 = Estimate.Z975 * Estimate.Z975;
        double middle = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        double half = Estimate.Z975 * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n))) / (1 + (z2 / n));
        return new Estimate(
            p, Math.Sqrt(p * (1 - p) / n), Math.Max(0, middle - half), Math.Min(1, middle + half), group.Considered, EstimateStatus.Ok);
    }

    /// <summary>The group's rate over the reference's, ≥ 0, with Katz' interval; n is both groups' considered.</summary>
    /// <remarks>
    /// Source: Katz, Baptista, Azen and Pike (1978), Biometrics 34(3), 469–474, method C: log ratio ± 1.96 √((1 − p₁)/x₁ + (1 − p₂)/x₂).
    /// The standard error is the ratio's by the delta method. A group of whom nobody was selected has ratio 0, no interval and status
    /// Boundary; a reference of whom nobody was selected gives no ratio.
    /// </remarks>
    public static Estimate Ratio(GroupOutcome group, GroupOutcome reference)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(reference);
        long n = group.Considered + reference.Considered;
        if (group.Considered == 0 || reference.Considered == 0)
        {
            return Estimate.None(EstimateStatus.Empty, n);
        }

        if (reference.Selected == 0)
        {
            return Estimate.None(EstimateStatus.NoVariation, n);
        }

        double ratio = group.Selected / (double)group.Considered / (reference.Selected / (double)reference.Considered);
        if (group.Selected == 0)
        {
            return Estimate.Bare(0, n, EstimateStatus.Boundary);
        }

        // (1 − p) / x = (considered − selected) / (considered · selected)
        double error = Math.Sqrt(
            (group.Rejected / ((double)group.Considered * group.Selected))
            + (reference.Rejected / ((double)reference.Considered * reference.Selected)));
        double factor = Math.Exp(Estimate.Z975 * error);
        return new Estimate(ratio, ratio * error, ratio / factor, ratio * factor, n, EstimateStatus.Ok);
    }

    /// <summary>z of the difference first − second of two rates, pooled standard error, no continuity correction; NaN without variation.</summary>
    public static double TwoProportionZ(GroupOutcome first, GroupOutcome second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        double n1 = first.Considered;
        double n2 = second.Considered;
        double pooled = (first.Selected + second.Selected) / (n1 + n2);
        return ((first.Selected / n1) - (second.Selected / n2)) / Math.Sqrt(pooled * (1 - pooled) * ((1 / n1) + (1 / n2)));
    }
}
