namespace Assessment.Calibration.Variance;

/// <summary>Reliability of a candidate's mean over a panel, from variance components: a decision (D) study.</summary>
/// <remarks>
/// Crossed design p × R × K with n_r raters and n_k criteria a candidate. Criteria random (the default):
/// relative error σ²_δ = σ²_cr / n_r + σ²_ck / n_k + σ²_e / (n_r n_k); absolute error σ²_Δ = σ²_δ + σ²_r / n_r + σ²_k / n_k + σ²_rk / (n_r n_k);
/// Eρ² = σ²_c / (σ²_c + σ²_δ), Φ = σ²_c / (σ²_c + σ²_Δ). Criteria fixed: σ²_ck / n_k joins the universe score, and σ²_k falls out.
/// ICC(A,1) is Φ at one rater and the given criteria, ICC(A,k) is Φ at k. Components that the data cannot show count 0: they are
/// contained in others. Sources: Brennan (2001), Generalizability Theory, ch. 4; McGraw and Wong (1996) for the ICC names.
/// Standard errors by the delta method from the components' covariance (REML only).
/// </remarks>
public sealed class DecisionStudy
{
    private readonly VarianceComponents _components;
    private readonly VarianceTerm[] _terms;
    private readonly double[,] _covariance;
    private readonly long _candidates;
    private readonly bool _criteriaFixed;

    private DecisionStudy(
        VarianceComponents components, VarianceTerm[] terms, double[,] covariance, PanelSizes panel, long candidates, bool criteriaFixed)
    {
        _components = components;
        _terms = covariance.Length == 0 ? [] : terms;
        _covariance = covariance;
        Panel = panel;
        _candidates = candidates;
        _criteriaFixed = criteriaFixed;
    }

    /// <summary>The actual panels: harmonic means over candidates.</summary>
    public PanelSizes Panel { get; }

    /// <summary>The estimator of the components, e.g. 'REML (average information, exact)'.</summary>
    public string Method => _components.Method;

    /// <summary>A study from a REML fit, with standard errors.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="table">The table that was fitted.</param>
    /// <param name="criteriaFixed">Whether the criteria are the universe, not a sample from it.</param>
    public static DecisionStudy Of(MixedModelFit fit, RatingTable table, bool criteriaFixed = false)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(table);
        PanelSizes panel = PanelSizes.Of(table);
        return new DecisionStudy(fit.Components, fit.Inner.CovarianceTerms, fit.Inner.Covariance, panel, panel.Candidates, criteriaFixed);
    }

    /// <summary>A study from Henderson's method I, without standard errors.</summary>
    /// <param name="henderson">The components.</param>
    /// <param name="table">The table that they are of.</param>
    /// <param name="criteriaFixed">Whether the criteria are the universe, not a sample from it.</param>
    public static DecisionStudy Of(HendersonOne henderson, RatingTable table, bool criteriaFixed = false)
    {
        ArgumentNullException.ThrowIfNull(henderson);
        ArgumentNullException.ThrowIfNull(table);
        PanelSizes panel = PanelSizes.Of(table);
        return new DecisionStudy(henderson.Components, [], new double[0, 0], panel, panel.Candidates, criteriaFixed);
    }

    /// <summary>Φ, the index of dependability, for panels of the given size; in [0, 1]; n is candidates.</summary>
    /// <param name="raters">Raters a candidate, &gt; 0; need not be whole.</param>
    /// <param name="criteria">Criteria a rater, &gt; 0.</param>
    public Estimate Phi(double raters, double criteria) => Coefficient(Sizes(raters, criteria), absolute: true);

    /// <summary>Eρ², the generalizability coefficient, for panels of the given size; in [0, 1]; n is candidates.</summary>
    /// <param name="raters">Raters a candidate, &gt; 0; need not be whole.</param>
    /// <param name="criteria">Criteria a rater, &gt; 0.</param>
    public Estimate Generalizability(double raters, double criteria) => Coefficient(Sizes(raters, criteria), absolute: false);

    /// <summary>Φ with the harmonic means of the actual raters and criteria.</summary>
    public Estimate ActualPhi => Phi(Panel.Raters, Panel.Criteria);

    /// <summary>Eρ² with the harmonic means of the actual raters and criteria.</summary>
    public Estimate ActualGeneralizability => Generalizability(Panel.Raters, Panel.Criteria);

    /// <summary>ICC(A,1): agreement of one rater's mean over the actual criteria (harmonic mean).</summary>
    public Estimate SingleRater => Phi(1, Panel.Criteria);

    /// <summary>ICC(A,k) with k the harmonic mean of the actual raters per candidate: <see cref="ActualPhi"/> by its other name.</summary>
    public Estimate ActualRaters => ActualPhi;

    /// <summary>σ²_δ, the relative error variance, squared scale points.</summary>
    public double RelativeErrorVariance(double raters, double criteria) => Errors(Sizes(raters, criteria), absolute: false);

    /// <summary>σ²_Δ, the absolute error variance, squared scale points.</summary>
    public double AbsoluteErrorVariance(double raters, double criteria) => Errors(Sizes(raters, criteria), absolute: true);

    /// <summary>The fewest whole raters a candidate for which Φ reaches the target.</summary>
    /// <param name="target">In (0, 1).</param>
    /// <param name="criteria">Criteria a rater, &gt; 0.</param>
    public RatersNeeded RatersFor(double target, double criteria)
    {
        if (!(target > 0 && target < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(target), target, "In (0, 1).");
        }

        var one = Sizes(1, criteria);
        double universe = Universe(one);
        if (!(universe > 0))
        {
            return new RatersNeeded(target, criteria, null, 0, "Candidates do not differ: no panel is reliable.");
        }

        // What more raters cannot average away.
        double lasting = _criteriaFixed ? 0 : (Of(VarianceTerm.CandidateCriterion) + Of(VarianceTerm.Criterion)) / criteria;
        double ceiling = universe / (universe + lasting);
        double perRater = Errors(one, absolute: true) - lasting, allowed = (universe * ((1 / target) - 1)) - lasting;
        if (!(allowed > 0) || perRater / allowed > int.MaxValue / 2)
        {
            return new RatersNeeded(target, criteria, null, ceiling, "Differences between criteria keep it out of reach: more criteria are needed.");
        }

        // The quotient may sit a rounding error above a whole number.
        int raters = Math.Max(1, (int)Math.Ceiling((perRater / allowed) - 1e-9));
        return new RatersNeeded(target, criteria, raters, ceiling, "");
    }

    private static (double Raters, double Criteria) Sizes(double raters, double criteria)
    {
        if (!(raters > 0) || !(criteria > 0))
        {
            if (double.IsNaN(raters) || double.IsNaN(criteria))
            {
                return (double.NaN, double.NaN);
            }

            throw new ArgumentOutOfRangeException(nameof(raters), $"({raters}, {criteria}): both must be positive.");
        }

        return (raters, criteria);
    }

    private double Of(VarianceTerm term) => _components.Of(term);

    private double Universe((double Raters, double Criteria) n) =>
        Of(VarianceTerm.Candidate) + (_criteriaFixed ? Of(VarianceTerm.CandidateCriterion) / n.Criteria : 0);

    private double Errors((double Raters, double Criteria) n, bool absolute) =>
        Enum.GetValues<VarianceTerm>().Sum(term => Weights(term, n, absolute).Error * Of(term));

    /// <summary>What a unit of each component adds to the universe score's variance and to the error's.</summary>
    private (double Universe, double Error) Weights(VarianceTerm term, (double Raters, double Criteria) n, bool absolute) => term switch
    {
        VarianceTerm.Candidate => (1, 0),
        VarianceTerm.CandidateRater => (0, 1 / n.Raters),
        VarianceTerm.CandidateCriterion => _criteriaFixed ? (1 / n.Criteria, 0) : (0, 1 / n.Criteria),
        VarianceTerm.Residual => (0, 1 / (n.Raters * n.Criteria)),
        VarianceTerm.Rater => (0, absolute ? 1 / n.Raters : 0),
        VarianceTerm.Criterion => (0, absolute && !_criteriaFixed ? 1 / n.Criteria : 0),
        VarianceTerm.RaterCriterion => (0, absolute ? 1 / (n.Raters * n.Criteria) : 0),
        _ => (0, 0),
    };

    private Estimate Coefficient((double Raters, double Criteria) n, bool absolute)
    {
        if (_candidates == 0 || double.IsNaN(n.Raters))
        {
            return Estimate.None(EstimateStatus.Empty);
        }

        VarianceComponent candidate = _components[VarianceTerm.Candidate];
        if (candidate.Status is not (VarianceStatus.Estimated or VarianceStatus.ClippedAtZero))
        {
            return Estimate.None(ReasonOf(candidate.Status), _candidates);
        }

        double universe = Universe(n), error = Errors(n, absolute), total = universe + error;
        if (!(total > 0))
        {
            return Estimate.None(EstimateStatus.NoVariation, _candidates);
        }

        double value = universe / total;
        if (candidate.Status == VarianceStatus.ClippedAtZero || _terms.Length == 0)
        {
            return Estimate.Bare(value, _candidates, value == 0 ? EstimateStatus.Boundary : EstimateStatus.NoUncertainty);
        }

        double[] gradient = [.. _terms.Select(term =>
        {
            (double u, double e) = Weights(term, n, absolute);
            return ((u * error) - (e * universe)) / (total * total);
        })];
        double variance = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            for (int j = 0; j < gradient.Length; j++)
            {
                variance += gradient[i] * _covariance[i, j] * gradient[j];
            }
        }

        Estimate plain = Estimate.Normal(value, Math.Sqrt(Math.Max(variance, 0)), _candidates);
        return plain with { Lower = Math.Max(plain.Lower, 0), Upper = Math.Min(plain.Upper, 1) };
    }

    private static EstimateStatus ReasonOf(VarianceStatus status) => status switch
    {
        VarianceStatus.NoVariation => EstimateStatus.NoVariation,
        VarianceStatus.OneLevelOnly => EstimateStatus.OneCandidate,
        VarianceStatus.ConfoundedWithResidual => EstimateStatus.NoPairs,
        VarianceStatus.ConfoundedWithAnotherTerm => EstimateStatus.OneRater,
        VarianceStatus.NotInModel => EstimateStatus.NotEstimated,
        _ => EstimateStatus.TooFew,
    };
}
