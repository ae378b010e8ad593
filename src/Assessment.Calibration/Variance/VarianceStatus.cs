namespace Assessment.Calibration.Variance;

/// <summary>Why a variance component has the value that it has.</summary>
public enum VarianceStatus
{
    /// <summary>Estimated, and inside the parameter space.</summary>
    Estimated,

    /// <summary>The estimate fell to the boundary: 0. <see cref="VarianceComponent.Unclipped"/> has Henderson's negative solution.</summary>
    ClippedAtZero,

    /// <summary>The facet has a single level in these data, so its variance cannot be seen.</summary>
    OneLevelOnly,

    /// <summary>Each rating is a level of its own: the term is inseparable from the residual, and is contained in it.</summary>
    ConfoundedWithResidual,

    /// <summary>The term divides the ratings exactly as an earlier term does; that one contains it.</summary>
    ConfoundedWithAnotherTerm,

    /// <summary>Not asked for.</summary>
    NotInModel,

    /// <summary>The table has no ratings, or so few that nothing is left for the residual.</summary>
    TooFewRatings,

    /// <summary>
    /// The table has more ratings than the report's REML takes two-way terms up to; Henderson I has the term. See
    /// <see cref="Report.CalibrationOptions.TwoWayRemlLimit"/>.
    /// </summary>
    TooManyRatings,

    /// <summary>Every rating has the same level: there is no variance to divide, and every component is 0.</summary>
    NoVariation,
}
