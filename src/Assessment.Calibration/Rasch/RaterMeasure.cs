namespace Assessment.Calibration.Rasch;

/// <summary>A rater's severity, raw beside shrunken, within one component of one fit.</summary>
/// <param name="Rater">Index into <see cref="RatingTable.RaterNames"/>.</param>
/// <param name="Name">The rater's name.</param>
/// <param name="Severity">
/// How much lower than the mean rater this one rates, all else equal, in logits; standard error from the Schur complement, 95 % interval.
/// <see cref="EstimateStatus.Extreme"/>: the value belongs to a total moved by <see cref="RaschOptions.ExtremeAdjustment"/>; without
/// criteria or candidates to place it, NaN. <see cref="EstimateStatus.OneRater"/>: 0 by definition, no error.
/// </param>
/// <param name="InformationError">Standard error with all else held fixed, as FACETS prints; logits; too small. NaN where there is none.</param>
/// <param name="Shrunken">Empirical-Bayes severity and its posterior standard deviation, in logits.</param>
/// <param name="Kept">Share of the raw deviation that shrinkage keeps; in [0, 1], NaN where nothing was shrunken.</param>
/// <param name="ObservedAverage">Mean level given, on the scale of the table; over the ratings in the fit (an extreme rater's: over the component's).</param>
/// <param name="FairAverage">Expected level for a candidate of mean ability on a mean criterion, on the scale of the table.</param>
/// <param name="FairShift"><paramref name="FairAverage"/> minus that of a rater of mean severity, in scale points: negative is severe.</param>
/// <param name="Fit">Residual statistics; empty for extreme raters.</param>
/// <param name="Extreme">Whether all ratings lie at an end of the scale.</param>
/// <param name="ComparableSet">Raters with equal numbers may be compared; all 0 unless criteria and raters are confounded.</param>
public sealed record RaterMeasure(
    int Rater, string Name, Estimate Severity, double InformationError, Estimate Shrunken, double Kept,
    double ObservedAverage, double FairAverage, double FairShift, FitStatistics Fit, ExtremeKind Extreme, int ComparableSet);
