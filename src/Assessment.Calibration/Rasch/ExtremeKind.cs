namespace Assessment.Calibration.Rasch;

/// <summary>Whether an element's ratings all lie at an end of the scale, so that its maximum-likelihood measure is infinite.</summary>
public enum ExtremeKind
{
    /// <summary>Ratings lie inside the scale; the measure is finite.</summary>
    None = 0,

    /// <summary>All ratings are the lowest level in use.</summary>
    Lowest,

    /// <summary>All ratings are the highest level in use.</summary>
    Highest,

    /// <summary>Only one level is in use where this element was rated: nothing varies.</summary>
    NoVariation,
}
