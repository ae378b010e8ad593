namespace Assessment.Calibration.Raters;

/// <summary>How a rater uses the scale; plain counts, whatever the candidates were like.</summary>
/// <param name="Mean">Mean level; NaN without ratings.</param>
/// <param name="StandardDeviation">Of the levels, divisor n − 1; NaN below two ratings.</param>
/// <param name="LowestShare">Share of ratings at the scale's lowest level, in [0, 1]; NaN without ratings.</param>
/// <param name="MiddleShare">Share at the middle level (the middle two of an even scale), in [0, 1]; NaN without ratings.</param>
/// <param name="HighestShare">Share at the scale's highest level, in [0, 1]; NaN without ratings.</param>
/// <param name="LevelsUsed">Distinct levels used.</param>
public sealed record ScaleUse(
    double Mean, double StandardDeviation, double LowestShare, double MiddleShare, double HighestShare, int LevelsUsed);
