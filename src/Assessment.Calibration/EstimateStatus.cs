namespace Assessment.Calibration;

/// <summary>Why an <see cref="Estimate"/> has its value, or has none.</summary>
public enum EstimateStatus
{
    /// <summary>Nothing was estimated: the state of <c>default(Estimate)</c>. The value is NaN-free zero and means nothing.</summary>
    NotEstimated = 0,

    /// <summary>The value is finite, and so is its standard error or interval.</summary>
    Ok,

    /// <summary>The value is finite, but no standard error or interval could be had; those are NaN.</summary>
    NoUncertainty,

    /// <summary>The table holds no rating that takes part.</summary>
    Empty,

    /// <summary>Only one rater rated; agreement needs two.</summary>
    OneRater,

    /// <summary>Only one candidate was rated; the statistic needs two.</summary>
    OneCandidate,

    /// <summary>No unit was rated twice, so nothing can be compared.</summary>
    NoPairs,

    /// <summary>All the levels are equal: what was expected by chance is certain, and 0/0 is no coefficient.</summary>
    NoVariation,

    /// <summary>Too few observations for the statistic to exist at all.</summary>
    TooFew,

    /// <summary>A value exists, but policy withholds it below a minimum n. The value is NaN.</summary>
    Suppressed,

    /// <summary>The design has parts that share no rater and no candidate, so the comparison has no meaning.</summary>
    Disconnected,

    /// <summary>All of the element's ratings are at an end of the scale; its maximum-likelihood value is infinite.</summary>
    Extreme,

    /// <summary>The iteration stopped at its limit before it converged; the value is the last iterate.</summary>
    NotConverged,

    /// <summary>The estimator needs a complete (rectangular, or fully crossed) table, and this one has gaps.</summary>
    Incomplete,

    /// <summary>The value lies on the boundary of its space (a variance of zero, an odds ratio of zero or infinity).</summary>
    Boundary,
}
