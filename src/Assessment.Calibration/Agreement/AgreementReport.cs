namespace Assessment.Calibration.Agreement;

/// <summary>Every coefficient of agreement of a table, in the order in which a committee should read them.</summary>
/// <param name="Statistics">Alpha (four metrics), AC2 and the other quadratic coefficients, exact and adjacent per cent, the unweighted
/// coefficients, the intraclass correlations, Kendall's W. Per cents are shares, in [0, 1].</param>
/// <param name="Units">Candidate-criterion units.</param>
/// <param name="UnitsWithPairs">Those with two ratings or more: what observed agreement rests on.</param>
/// <param name="RatersPerCandidate">Harmonic mean of raters per candidate; NaN for an empty table.</param>
public sealed record AgreementReport(IReadOnlyList<Statistic> Statistics, long Units, long UnitsWithPairs, double RatersPerCandidate)
{
    /// <summary>Computes them all.</summary>
    /// <param name="table">The ratings; a candidate's criterion is a unit.</param>
    /// <param name="options">Uncertainty and categories; null for the defaults.</param>
    /// <param name="cancellation">Looked at before each coefficient's passes, and between replicates.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static AgreementReport Of(RatingTable table, AgreementOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= AgreementOptions.Default;
        IReadOnlyList<AgreementResult> quadratic = ChanceCorrected.OfAll(table, AgreementWeights.Quadratic, options, cancellation);
        IReadOnlyList<AgreementResult> identity = ChanceCorrected.OfAll(table, AgreementWeights.Identity, options, cancellation);
        AgreementResult adjacent = ChanceCorrected.Of(table, AgreementCoefficient.PercentAgreement, AgreementWeights.Adjacent, options, cancellation);
        IccResult icc = IntraclassCorrelation.Of(table);
        CoincidenceMatrix coincidences = CoincidenceMatrix.Of(table);
        return new AgreementReport(
            [
                .. KrippendorffAlpha.OfAll(table, options, cancellation),
                .. quadratic.Skip(1).Reverse().Select(result => result.Statistic), // AC2, Fleiss, Brennan–Prediger
                ChanceCorrected.Of(table, AgreementCoefficient.CongerKappa, AgreementWeights.Quadratic, options, cancellation).Statistic,
                identity[0].Statistic,
                adjacent.Statistic,
                .. identity.Skip(1).Reverse().Select(result => result.Statistic),
                ChanceCorrected.Of(table, AgreementCoefficient.CongerKappa, AgreementWeights.Identity, options, cancellation).Statistic,
                .. icc.Statistics,
                KendallW.Of(table, cancellation).Statistic,
            ],
            identity[0].Statistic.Estimate.N, coincidences.UnitCount, icc.RatersPerCandidate);
    }
}
