using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Raters;

/// <summary>What is known about one rater beyond severity. All comparisons are of the rater with itself or with the fitted model.</summary>
/// <param name="Rater">Index of the rater.</param>
/// <param name="Ratings">Ratings given.</param>
/// <param name="Candidates">Candidates rated.</param>
/// <param name="Use">Use of the scale.</param>
/// <param name="CentralTendency">
/// Share of middle levels beyond what a rater of the same leniency with the common spread would give, in [−1, 1]; tested
/// one-sided (too many). Clustered by candidate.
/// </param>
/// <param name="RangeRestriction">
/// log of the rater's variance of candidates' mean ratings over the model's, 0 as expected, negative when restricted; tested one-sided
/// (too small) by the jackknife over candidates.
/// </param>
/// <param name="Halo">
/// The rater's candidate × rater variance beyond the raters' median, in squared scale points: what an impression of a candidate
/// adds to all of its criteria alike; tested one-sided (too large), the terms' skewness taken out.
/// </param>
/// <param name="Drift">Linear change of leniency in scale points per period, unshrunken; two-sided.</param>
/// <param name="ShrunkenDrift">The random slope's prediction from the mixed model, beyond the common trend.</param>
/// <param name="Cusum">The chart over periods.</param>
public sealed record RaterProfile(
    int Rater, int Ratings, int Candidates, ScaleUse Use, RaterSignal CentralTendency, RaterSignal RangeRestriction,
    RaterSignal Halo, RaterSignal Drift, Prediction ShrunkenDrift, CusumChart Cusum);
