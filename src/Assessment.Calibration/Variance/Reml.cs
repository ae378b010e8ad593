namespace Assessment.Calibration.Variance;

/// <summary>Restricted maximum likelihood for crossed random effects of candidates, raters and criteria with two-way terms.</summary>
/// <remarks>
/// Average-information steps (Gilmour, Thompson and Cullis 1995) from a Henderson I start, on Henderson's mixed-model equations
/// with the candidates' own effects eliminated one candidate at a time. What remains is solved exactly by a dense Cholesky
/// factor where it fits (<see cref="RemlOptions.ExactOrder"/>), otherwise by preconditioned conjugate gradients with traces from
/// seeded random probes. Deterministic: the same table and options give the same bits on any number of processors.
/// Kernel memory: about 10 bytes a rating without interactions.
/// </remarks>
public static class Reml
{
    /// <summary>Fits a model.</summary>
    /// <param name="table">Ratings.</param>
    /// <param name="model">Terms; by default <see cref="VarianceModel.TwoWay"/>.</param>
    /// <param name="options">Iteration; by default <see cref="RemlOptions"/>'s defaults.</param>
    /// <param name="cancellation">Looked at before each pass over the ratings.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static MixedModelFit Fit(
        RatingTable table, VarianceModel? model = null, RemlOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new RemlOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxIterations, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.ExactOrder, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Probes, 1, nameof(options));
        return new MixedModelFit(table, RemlEstimate.Fit(ColumnView.Of(table), model ?? VarianceModel.TwoWay, options, cancellation: cancellation));
    }
}
