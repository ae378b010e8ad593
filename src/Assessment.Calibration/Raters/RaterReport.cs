using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Raters;

/// <summary>The rater analysis of a table.</summary>
/// <param name="Raters">By rater index.</param>
/// <param name="Fit">The mixed model behind it: candidate, rater, criterion, candidate × rater and, with periods, drift.</param>
public sealed record RaterReport(IReadOnlyList<RaterProfile> Raters, MixedModelFit Fit);
