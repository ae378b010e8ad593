using Assessment.Calibration.Connectivity;

namespace Assessment.Calibration.Variance;

/// <summary>A linear mixed model of the ratings, fitted by REML: components, fixed effects and predictions.</summary>
/// <remarks>
/// y = μ [+ trend · period] + Σ Z_i u_i + e, u_i ~ N(0, σ²_i), levels independent. Ratings count as interval-scaled.
/// Where the design has several components, the fit joins them by the assumption that raters and candidates were assigned at
/// random (<see cref="AssumesRandomAssignment"/>); predictions of candidates and raters stay scoped to their component all the same.
/// </remarks>
public sealed class MixedModelFit
{
    private readonly RatingTable _table;
    private readonly RemlEstimate _estimate;
    private DesignGraph? _graph;

    internal MixedModelFit(RatingTable table, RemlEstimate estimate)
    {
        _table = table;
        _estimate = estimate;
    }

    /// <summary>The REML components, labelled so.</summary>
    public VarianceComponents Components => _estimate.Components;

    /// <summary>Henderson's method I on the same table: the start of the iteration, labelled so.</summary>
    public HendersonOne Start => _estimate.Start;

    /// <summary>How the fit ended.</summary>
    public RemlStatus Status => _estimate.Status;

    /// <summary>Average-information steps taken, ≥ 0; refits without a component that ended at 0 count too.</summary>
    public int Iterations => _estimate.Steps;

    /// <summary>Most conjugate-gradient iterations of a solve; 0 on the exact path.</summary>
    public int SolverIterations => _estimate.SolverIterations;

    /// <summary>Whether all traces and standard errors are exact; otherwise they rest on seeded random probes.</summary>
    public bool IsExact => _estimate.IsExact;

    /// <summary>
    /// −2 log restricted likelihood, with lme4's constant; by stochastic Lanczos quadrature where not <see cref="IsExact"/>; NaN
    /// when there was nothing to fit.
    /// </summary>
    public double RemlCriterion => _estimate.Criterion;

    /// <summary>log restricted likelihood, −½ <see cref="RemlCriterion"/>.</summary>
    public double LogLikelihood => -0.5 * _estimate.Criterion;

    /// <summary>The generalised least-squares mean, in scale points.</summary>
    public Estimate Mean => Fixed(0, _estimate.Design?.Mean ?? 0);

    /// <summary>The common linear trend, in scale points per period; none unless the model has drift.</summary>
    public Estimate Trend => _estimate.Design is { HasTrend: true } ? Fixed(1, 0) : Estimate.None(EstimateStatus.NotEstimated);

    /// <summary>The design's graph; found when first asked for.</summary>
    public DesignGraph Graph => _graph ??= DesignGraph.Of(_table);

    /// <summary>Whether the design is disconnected, so that the components rest on random assignment to its parts.</summary>
    public bool AssumesRandomAssignment => !Graph.IsConnected;

    /// <summary>A candidate's effect, comparable within its component only.</summary>
    /// <param name="candidate">In [0, candidates).</param>
    public ComponentScoped<Prediction> Candidate(int candidate) =>
        Graph.OfCandidate(candidate, CandidatePrediction(candidate));

    /// <summary>A rater's leniency (minus severity), comparable within its component only.</summary>
    /// <param name="rater">In [0, raters).</param>
    public ComponentScoped<Prediction> Rater(int rater) => Graph.OfRater(rater, RaterPrediction(VarianceTerm.Rater, rater));

    /// <summary>A rater's drift beyond the common trend, in scale points per period, comparable within its component only.</summary>
    /// <param name="rater">In [0, raters).</param>
    public ComponentScoped<Prediction> RaterDrift(int rater) =>
        Graph.OfRater(rater, RaterPrediction(VarianceTerm.RaterDrift, rater));

    /// <summary>A criterion's easiness.</summary>
    /// <param name="criterion">In [0, criteria).</param>
    public Prediction Criterion(int criterion) =>
        At(VarianceTerm.Criterion, criterion, CountOf(_table.ByCriterion, criterion));

    /// <summary>A rater's extra leniency on a criterion; 0 with the component's standard deviation where the pair never met.</summary>
    /// <param name="rater">In [0, raters).</param>
    /// <param name="criterion">In [0, criteria).</param>
    public Prediction RaterByCriterion(int rater, int criterion)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rater, (uint)_table.RaterCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)criterion, (uint)_table.CriterionCount);
        long met = 0;
        foreach (int row in _table.ByRater.RowsOf(rater))
        {
            met += _table.Criteria[row] == criterion ? 1 : 0;
        }

        int level = met == 0 || _estimate.Design?.Pairs is null ? -1 : _estimate.Design.Pairs.Of(rater, criterion);
        return At(VarianceTerm.RaterCriterion, level, met);
    }

    internal RemlEstimate Inner => _estimate;

    internal Prediction CandidatePrediction(int candidate) => At(
        VarianceTerm.Candidate, candidate, _table.CandidateStarts[candidate + 1] - _table.CandidateStarts[candidate]);

    internal Prediction RaterPrediction(VarianceTerm term, int rater) => At(term, rater, CountOf(_table.ByRater, rater));

    private static int CountOf(FacetIndex index, int element) => index.Starts[element + 1] - index.Starts[element];

    private Estimate Fixed(int which, double shift)
    {
        if (_estimate.Design is not { } design || _estimate.Solution is not { } solution)
        {
            return _estimate.Status == RemlStatus.NoVariation
                ? Estimate.Bare(_table.Levels[0], _table.Count, EstimateStatus.NoVariation)
                : Estimate.None(_table.Count == 0 ? EstimateStatus.Empty : EstimateStatus.TooFew, _table.Count);
        }

        int at = design.Intercept + which;
        double variance = _estimate.Diagonal is null ? double.NaN : _estimate.Diagonal.Total.Small[at] * _estimate.ResidualVariance;
        return Estimate.Normal(solution.Small[at] + shift, Math.Sqrt(variance), _table.Count, StatusNow);
    }

    private EstimateStatus StatusNow => _estimate.Status is RemlStatus.NotConverged or RemlStatus.Singular ? EstimateStatus.NotConverged : EstimateStatus.Ok;

    private Prediction At(VarianceTerm term, int level, long ratings)
    {
        VarianceStatus status = Components[term].Status;
        if (status is VarianceStatus.ClippedAtZero or VarianceStatus.NoVariation)
        {
            return new Prediction(0, 0, 0, ratings, status == VarianceStatus.NoVariation ? EstimateStatus.NoVariation : EstimateStatus.Boundary);
        }

        if (status != VarianceStatus.Estimated || _estimate.Design is not { } design || _estimate.Solution is not { } solution)
        {
            return new Prediction(double.NaN, double.NaN, double.NaN, ratings, ReasonOf(status));
        }

        DesignTerm placed = Array.Find(design.Terms, t => t.Term == term)!;
        if (ratings == 0 || level < 0)
        {
            double deviation = Math.Sqrt(Components[term].Value);
            return new Prediction(0, deviation, deviation, 0, StatusNow);
        }

        double value = solution.EffectsOf(placed)[level];
        if (_estimate.Diagonal is not { } diagonal)
        {
            return new Prediction(value, double.NaN, double.NaN, ratings, EstimateStatus.NoUncertainty);
        }

        return new Prediction(
            value,
            Math.Sqrt(diagonal.Total.EffectsOf(placed)[level] * _estimate.ResidualVariance),
            Math.Sqrt(diagonal.Conditional.EffectsOf(placed)[level] * _estimate.ResidualVariance), ratings, StatusNow);
    }

    private EstimateStatus ReasonOf(VarianceStatus status) => status switch
    {
        VarianceStatus.TooFewRatings => _table.Count == 0 ? EstimateStatus.Empty : EstimateStatus.TooFew,
        VarianceStatus.NotInModel => EstimateStatus.NotEstimated,
        _ => EstimateStatus.TooFew,
    };
}
