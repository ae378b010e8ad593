namespace Assessment.Calibration.Rasch;

/// <summary>How the estimation of one subset ended.</summary>
public enum RaschStatus
{
    /// <summary>The last step was below the tolerance.</summary>
    Converged = 0,

    /// <summary>The limit of iterations was reached first; measures are the last iterate's.</summary>
    IterationLimit,

    /// <summary>No fraction of Newton's step raised the likelihood, far from a maximum; measures are the last iterate's.</summary>
    NoProgress,

    /// <summary>Measures run to infinity: some raters' levels lie all on one side of the others' (separated data).</summary>
    Separated,

    /// <summary>Nothing varies once extreme elements are set aside, so nothing can be estimated.</summary>
    NoVariation,

    /// <summary>Candidates have a single rating each, so that severity and ability cannot be told apart.</summary>
    SingleRatings,

    /// <summary>More parameters of thresholds than the method has room for; see the reason.</summary>
    TooLarge,
}
