using System.Globalization;

namespace Assessment.Calibration.Rasch;

/// <summary>Turns a finished fit of one subset into its public measures.</summary>
/// <remarks>
/// Corrected joint estimates are the raw ones times c = (L − 1)/L, and their errors the raw ones times √c: fitting an ability to L ratings
/// makes residuals too small, so that the profile information overstates by 1/c what the scale's stretch makes it miss. For L = 2 and two
/// levels this is exact: with n₁₀ and n₀₁ discordant pairs the raw estimate is 2·log(n₁₀/n₀₁), the raw squared error 2(1/n₁₀ + 1/n₀₁), and
/// the conditional estimate log(n₁₀/n₀₁) has squared error 1/n₁₀ + 1/n₀₁.
/// </remarks>
internal sealed class ComponentReport
{
    private const double SeparatedError = 30;

    private readonly RatingTable _table;
    private readonly RaschOptions _options;
    private readonly RatingPruning _pruning;
    private readonly SubsetMembers _members;
    private readonly int _subset;
    private readonly int[] _localRater;
    private readonly RaschPanel _panel;
    private readonly DesignLinks _links;
    private readonly RaschSolver _solver;
    private readonly StepLayout _layout;
    private readonly RaschState _state;
    private readonly bool _marginal;
    private readonly double _correction;
    private readonly double _errorFactor;
    private readonly RaschStatus _fitStatus;
    private readonly EstimateStatus _status;
    private readonly SeverityCovariance _covariance;
    private readonly FairScale _scale;

    public ComponentReport(
        RatingTable table, RaschOptions options, RatingPruning pruning, SubsetMembers members, int subset, int[] localRater,
        RaschPanel panel, DesignLinks links, RaschSolver solver, CancellationToken cancellation)
    {
        (_table, _options, _pruning, _members, _subset, _localRater) = (table, options, pruning, members, subset, localRater);
        (_panel, _links, _solver, _layout, _state) = (panel, links, solver, solver.Layout, solver.State);
        _marginal = solver.Marginal is not null;
        double length = panel.MeanRatingsPerCandidate;
        _correction = _marginal || options.Method == RaschMethod.Joint ? 1 : (length - 1) / length;
        _errorFactor = Math.Sqrt(_correction);
        _covariance = SeverityCovariance.Of(solver.System, panel, solver.PairWeights, solver.Sums.RaterInformation, options, cancellation);

        // An infinite measure stops where its information has vanished; what is left of it shows as an error without bounds.
        double largest = panel.Raters.Length > 1 ? _covariance.Variances.Max() : 0;
        _fitStatus = largest > SeparatedError * SeparatedError ? RaschStatus.Separated : solver.Status;
        _status = _fitStatus == RaschStatus.Converged ? EstimateStatus.Ok : EstimateStatus.NotConverged;
        _scale = new FairScale(panel, _layout, _state, _correction);
    }

    /// <param name="cancellation">Looked at before each pass.</param>
    public RaschComponent Build(CancellationToken cancellation)
    {
        var placement = new ExtremePlacement(_panel, _layout, _state, _options.ExtremeAdjustment);
        cancellation.ThrowIfCancellationRequested();
        var abilities = new AbilityReport(_table, _options, _pruning, _panel, _solver, _covariance, _correction, _errorFactor);
        abilities.Find(_members.ExtremeCandidates[_subset], _subset, _localRater, placement, cancellation);
        double shift = _options.Centre == RaschCentre.Candidates ? -abilities.Mean : 0;
        cancellation.ThrowIfCancellationRequested();
        var fit = new FitPass(_panel, _layout, _state, abilities.Residual);
        fit.Run();
        var facets = new FacetReport(_table, _options, _panel, _links, _solver, _covariance, _scale, _correction, _errorFactor, _status, fit);
        List<RaterMeasure> raters = facets.Raters(abilities.Mean, shift);
        facets.AddExtremeRaters(raters, _members.ExtremeRaters[_subset], _pruning, placement, abilities.Mean, shift);
        List<CriterionMeasure> criteria = facets.Criteria(abilities.Mean);
        facets.AddExtremeCriteria(criteria, _subset, _pruning, placement, abilities.Mean);
        double[] errors = [.. raters.Select(r => r.Extreme == ExtremeKind.None ? r.Severity.StandardError : double.NaN)];
        double[] severities = [.. raters.Select(r => r.Severity.Value)];
        CandidateMeasures.Columns columns = abilities.ToColumns(fit.Candidates, shift);
        double[] nonExtreme = [.. columns.Error.Select((error, i) => columns.Extreme[i] == ExtremeKind.None || _marginal ? error : double.NaN)];
        double[] information = [.. columns.InformationError.Select((error, i) => columns.Extreme[i] == ExtremeKind.None ? error : double.NaN)];
        return new RaschComponent(
            _subset, _fitStatus, ComponentFit.ReasonOf(_fitStatus, _solver, _links, _solver.System.Held.Count),
            new InteractionAnalysis(_table, _panel, _layout, _state, abilities.Residual, _correction, _errorFactor, _options.ExtremeAdjustment, _marginal ? Math.Exp(-2 * _state.LogSd) : 0))
        {
            Iterations = _solver.Iterations,
            LastStep = _solver.LastStep,
            LogLikelihood = _solver.LogLikelihood,
            Method = Method(),
            Correction = _correction,
            ErrorMethod = _covariance.IsDense ? "Schur complement, dense" : string.Create(CultureInfo.InvariantCulture, $"Schur complement, {8 * ((_options.Probes + 7) / 8)} probes"),
            RatingCount = _panel.RowCount,
            Raters = raters,
            Candidates = new CandidateMeasures(_table.CandidateNames, _scale, shift, _status, columns),
            Criteria = criteria,
            Thresholds = facets.Thresholds(),
            RaterSeparation = SeparationSummary.Of(severities, errors),
            RaterInformationSeparation = SeparationSummary.Of(severities, [.. raters.Select(r => r.Extreme == ExtremeKind.None ? r.InformationError : double.NaN)]),
            CandidateSeparation = SeparationSummary.Of(columns.Ability, nonExtreme),
            CandidateInformationSeparation = SeparationSummary.Of(columns.Ability, information),
            CriterionSeparation = SeparationSummary.Of([.. criteria.Select(c => c.Difficulty.Value)], [.. criteria.Select(c => c.Extreme == ExtremeKind.None ? c.Difficulty.StandardError : double.NaN)]),
            AbilityMean = abilities.PopulationMean + shift,
            AbilityStandardDeviation = abilities.PopulationSd,
            PosteriorReliability = abilities.Reliability,
            SeverityVariance = facets.SeverityVariance,
            MeanSeverity = shift,
            MeanFairAverage = _scale.Average(abilities.Mean),
            AgreementOpportunities = fit.Opportunities,
            ExactAgreements = fit.Agreements,
            ExpectedExactAgreements = fit.ExpectedAgreements,
            ComparableSets = _links.RaterSetCount,
        };
    }

    private string Method()
    {
        string scale = _options.Scale == RaschScale.RatingScale ? "rating scale" : "partial credit";
        string method = _marginal
            ? string.Create(CultureInfo.InvariantCulture, $"marginal maximum likelihood, {_options.QuadratureNodes} adaptive Gauss-Hermite nodes")
            : _correction == 1 ? "joint maximum likelihood" : string.Create(CultureInfo.InvariantCulture, $"joint maximum likelihood, times (L - 1)/L = {_correction:0.0000}");
        return $"{method}; {scale}";
    }
}
