namespace Assessment.Calibration.Rasch;

/// <summary>How the levels' thresholds are modelled.</summary>
public enum RaschScale
{
    /// <summary>All criteria share one set of thresholds (Andrich 1978).</summary>
    RatingScale,

    /// <summary>Each criterion has thresholds of its own (Masters 1982).</summary>
    PartialCredit,
}

/// <summary>How parameters are estimated.</summary>
public enum RaschMethod
{
    /// <summary>Marginal where candidates have fewer than ten ratings on average, corrected joint elsewhere; decided once for the whole table.</summary>
    Automatic,

    /// <summary>Joint maximum likelihood, all measures times (L − 1)/L with L the mean ratings per candidate (Wright and Douglas 1977).</summary>
    CorrectedJoint,

    /// <summary>Joint maximum likelihood as it comes; at L ratings per candidate its scale is too wide by about L/(L − 1).</summary>
    Joint,

    /// <summary>Marginal maximum likelihood: abilities are normal, and integrated out by adaptive Gauss–Hermite quadrature per candidate.</summary>
    Marginal,
}

/// <summary>Which facet, beside the criteria, has a mean of zero. Only the origin of the scale depends on it.</summary>
public enum RaschCentre
{
    /// <summary>Severities have mean zero; candidates float.</summary>
    Raters,

    /// <summary>Abilities have mean zero; raters float (FACETS: noncenter = raters).</summary>
    Candidates,
}

/// <summary>How the covariance of severities is found, candidates, criteria and thresholds eliminated.</summary>
public enum RaschErrorMethod
{
    /// <summary>Dense up to <see cref="RaschOptions.DenseRaterLimit"/> raters, probes beyond.</summary>
    Automatic,

    /// <summary>Cholesky factor and inverse of the raters × raters Schur complement: exact; cost grows with the cube of the raters.</summary>
    Dense,

    /// <summary>Conjugate gradients and seeded Hutchinson probes (Hutchinson 1990; Bekas, Kokiopoulou and Saad 2007): cost is linear in ratings.</summary>
    Probes,
}

/// <summary>Choices for <see cref="ManyFacetRasch"/>. <c>new()</c> is right for most tables.</summary>
public sealed record RaschOptions
{
    /// <summary>Thresholds shared by all criteria, or of each criterion's own.</summary>
    public RaschScale Scale { get; init; } = RaschScale.RatingScale;

    /// <summary>The estimator.</summary>
    public RaschMethod Method { get; init; } = RaschMethod.Automatic;

    /// <summary>Which facet has mean zero, beside the criteria.</summary>
    public RaschCentre Centre { get; init; } = RaschCentre.Raters;

    /// <summary>How standard errors of severities are found.</summary>
    public RaschErrorMethod Errors { get; init; } = RaschErrorMethod.Automatic;

    /// <summary>Up to how many raters <see cref="RaschErrorMethod.Automatic"/> works densely; 8 bytes × raters² of memory.</summary>
    public int DenseRaterLimit { get; init; } = 1_500;

    /// <summary>Hutchinson probes, rounded up to a multiple of 8; at least 8. 64 put a standard error within about 1 %.</summary>
    public int Probes { get; init; } = 64;

    /// <summary>Seed of the probes.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Newton steps before the fit gives up with <see cref="RaschStatus.IterationLimit"/>; at least 1.</summary>
    public int MaximumIterations { get; init; } = 100;

    /// <summary>The fit has converged when no severity, difficulty or threshold moves by more than this, in logits; positive.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Gauss–Hermite nodes per candidate; in [3, 64].</summary>
    public int QuadratureNodes { get; init; } = 11;

    /// <summary>An extreme total is moved this many score points towards the middle before its measure is found (FACETS: Xtreme = 0.3); in (0, 0.5].</summary>
    public double ExtremeAdjustment { get; init; } = 0.3;

    /// <summary>Throws for an option outside its range.</summary>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(DenseRaterLimit, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(Probes, 8);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumIterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(QuadratureNodes, 3);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(QuadratureNodes, 64);
        if (!(Tolerance > 0 && ExtremeAdjustment > 0 && ExtremeAdjustment <= 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(Tolerance), "Tolerance must be positive, ExtremeAdjustment in (0, 0.5].");
        }
    }
}
