namespace Assessment.Calibration.Variance;

/// <summary>How REML iterates. The defaults suit tables from a dozen to ten million ratings.</summary>
public sealed record RemlOptions
{
    /// <summary>Most average-information steps, ≥ 1.</summary>
    public int MaxIterations { get; init; } = 60;

    /// <summary>
    /// Up to this many common effects (raters, criteria, rater × criterion, fixed) the equations are solved exactly; beyond, by
    /// conjugate gradients with random probes for the traces. ≥ 0; 0 = always iteratively.
    /// </summary>
    public int ExactOrder { get; init; } = 800;

    /// <summary>Random probes of the iterative path, rounded up to a multiple of 4; ≥ 1.</summary>
    public int Probes { get; init; } = 8;

    /// <summary>Seed of the probes.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether standard errors of the predictions are found; they cost about one more step.</summary>
    public bool StandardErrors { get; init; } = true;
}
