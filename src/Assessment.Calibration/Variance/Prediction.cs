namespace Assessment.Calibration.Variance;

/// <summary>A best linear unbiased prediction of one level's effect, in scale points (per period for drift).</summary>
/// <param name="Value">The prediction, shrunken towards 0; 0 where the component is 0; NaN where the term has none.</param>
/// <param name="StandardError">
/// √ of the prediction error variance with the fixed effects unknown (Henderson 1975), given the variance components; NaN without.
/// </param>
/// <param name="ConditionalStandardError">The same given the fixed effects too: what lme4 calls the conditional standard deviation.</param>
/// <param name="Ratings">Ratings of that level, ≥ 0; 0 means that Value is the population mean, 0.</param>
/// <param name="Status">Ok; Boundary when the component is 0; NoUncertainty when standard errors were not asked for; else why there is none.</param>
public readonly record struct Prediction(
    double Value, double StandardError, double ConditionalStandardError, long Ratings, EstimateStatus Status)
{
    /// <summary>As an estimate with the 95 % interval Value ± 1.96 standard errors.</summary>
    public Estimate ToEstimate() => double.IsNaN(Value) || Status == EstimateStatus.NotEstimated
        ? Estimate.None(Status, Ratings)
        : Estimate.Normal(Value, StandardError, Ratings, Status);
}
