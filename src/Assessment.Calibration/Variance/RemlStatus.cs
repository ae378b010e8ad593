namespace Assessment.Calibration.Variance;

/// <summary>How a REML fit ended.</summary>
public enum RemlStatus
{
    /// <summary>The score is zero, or points out of the parameter space where a component is 0.</summary>
    Converged,

    /// <summary>The step limit came first; the values are the last iterate.</summary>
    NotConverged,

    /// <summary>The residual variance went to 0: the model reproduces every rating, and the likelihood has no maximum.</summary>
    ResidualAtZero,

    /// <summary>The equations became numerically singular; the values are the last iterate.</summary>
    Singular,

    /// <summary>Every rating has the same level.</summary>
    NoVariation,

    /// <summary>Too few ratings for a residual.</summary>
    TooFewRatings,
}
