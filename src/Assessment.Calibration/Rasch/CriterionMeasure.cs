namespace Assessment.Calibration.Rasch;

/// <summary>A criterion's difficulty within one component of one fit.</summary>
/// <param name="Criterion">Index into <see cref="RatingTable.CriterionNames"/>.</param>
/// <param name="Name">The criterion's name.</param>
/// <param name="Difficulty">
/// In logits; difficulties have mean zero (within each confounded group). Under partial credit the mean of the criterion's thresholds.
/// <see cref="EstimateStatus.Extreme"/>: see <see cref="RaterMeasure.Severity"/>. <see cref="EstimateStatus.NoUncertainty"/>: it cannot be
/// told from other parameters, and was held.
/// </param>
/// <param name="InformationError">Standard error with all else held fixed, in logits; NaN where there is none.</param>
/// <param name="ObservedAverage">Mean level, over the ratings in the fit.</param>
/// <param name="FairAverage">Expected level for a candidate of mean ability from a rater of mean severity.</param>
/// <param name="Fit">Residual statistics; empty for extreme criteria.</param>
/// <param name="Extreme">Whether all of the criterion's ratings lie at an end of the scale.</param>
public sealed record CriterionMeasure(
    int Criterion, string Name, Estimate Difficulty, double InformationError, double ObservedAverage, double FairAverage,
    FitStatistics Fit, ExtremeKind Extreme);

/// <summary>A threshold: where two neighbouring levels are equally likely, relative to the criterion's difficulty.</summary>
/// <param name="Criterion">Index into <see cref="RatingTable.CriterionNames"/>; −1 when all criteria share it (rating scale).</param>
/// <param name="FromLevel">The lower level.</param>
/// <param name="ToLevel">The next level that anybody used; more than one above when levels between were never used.</param>
/// <param name="Value">In logits; a set's thresholds, weighted by the levels they span, have mean zero.</param>
/// <param name="RatingsAtLevel">Ratings at <paramref name="ToLevel"/>.</param>
/// <param name="IsDisordered">Whether it lies below the threshold before it, so that the lower level is nowhere the most likely.</param>
public sealed record ThresholdMeasure(int Criterion, int FromLevel, int ToLevel, Estimate Value, long RatingsAtLevel, bool IsDisordered);
