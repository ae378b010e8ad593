namespace Assessment.Calibration.Rasch;

/// <summary>
/// The measures of one connected subset of the ratings. Two components share no origin: their severities, difficulties, abilities and fair
/// scores must not be compared, and no member of this library does.
/// </summary>
public sealed class RaschComponent
{
    private readonly InteractionAnalysis? _interactions;

    internal RaschComponent(int index, RaschStatus status, string reason, InteractionAnalysis? interactions)
    {
        (Index, Status, Reason, _interactions) = (index, status, reason, interactions);
    }

    /// <summary>Number of the component within the fit, by its first candidate.</summary>
    public int Index { get; }

    /// <summary>How the estimation ended.</summary>
    public RaschStatus Status { get; }

    /// <summary>Why, in a sentence; never empty.</summary>
    public string Reason { get; }

    /// <summary>Whether measures exist, converged or not.</summary>
    public bool HasMeasures => _interactions is not null;

    /// <summary>Newton steps taken.</summary>
    public int Iterations { get; internal init; }

    /// <summary>The last step's largest move, in logits; NaN when nothing was fitted.</summary>
    public double LastStep { get; internal init; } = double.NaN;

    /// <summary>
    /// Log-likelihood of the ratings in the fit; joint: at the uncorrected maximum, abilities included; marginal: abilities integrated out.
    /// NaN when nothing was fitted.
    /// </summary>
    public double LogLikelihood { get; internal init; } = double.NaN;

    /// <summary>The estimator's name with its correction, and the scale's.</summary>
    public string Method { get; internal init; } = "";

    /// <summary>What all measures were multiplied by: (L − 1)/L for the corrected joint method, else 1.</summary>
    public double Correction { get; internal init; } = 1;

    /// <summary>How standard errors were found.</summary>
    public string ErrorMethod { get; internal init; } = "";

    /// <summary>Ratings in the fit; those of extreme elements set aside are not.</summary>
    public long RatingCount { get; internal init; }

    /// <summary>Raters, in the table's order; extreme ones flagged.</summary>
    public IReadOnlyList<RaterMeasure> Raters { get; internal init; } = [];

    /// <summary>Candidates, in the table's order; extreme ones flagged. Null when nothing was fitted.</summary>
    public CandidateMeasures? Candidates { get; internal init; }

    /// <summary>Criteria, in the table's order; extreme ones flagged.</summary>
    public IReadOnlyList<CriterionMeasure> Criteria { get; internal init; } = [];

    /// <summary>Thresholds, by criterion and level.</summary>
    public IReadOnlyList<ThresholdMeasure> Thresholds { get; internal init; } = [];

    /// <summary>Separation of raters with Schur-complement errors, and with information errors as FACETS prints.</summary>
    public SeparationSummary RaterSeparation { get; internal init; }

    /// <inheritdoc cref="RaterSeparation"/>
    public SeparationSummary RaterInformationSeparation { get; internal init; }

    /// <summary>Separation of candidates with their full errors, and with information errors as FACETS prints (joint fits).</summary>
    public SeparationSummary CandidateSeparation { get; internal init; }

    /// <inheritdoc cref="CandidateSeparation"/>
    public SeparationSummary CandidateInformationSeparation { get; internal init; }

    /// <summary>Separation of criteria with Schur-complement errors.</summary>
    public SeparationSummary CriterionSeparation { get; internal init; }

    /// <summary>Mean and standard deviation of ability in this component's frame, in logits: marginal fits estimate them, joint fits by moments.</summary>
    public double AbilityMean { get; internal init; } = double.NaN;

    /// <inheritdoc cref="AbilityMean"/>
    public double AbilityStandardDeviation { get; internal init; } = double.NaN;

    /// <summary>Variance of posterior means over itself plus the mean posterior variance (EAP reliability), in [0, 1].</summary>
    public double PosteriorReliability { get; internal init; } = double.NaN;

    /// <summary>Variance of true severities between raters, in logits² (Paule–Mandel); NaN below two raters.</summary>
    public double SeverityVariance { get; internal init; } = double.NaN;

    /// <summary>Mean severity of the raters in the fit, in this frame: 0 unless <see cref="RaschCentre.Candidates"/>.</summary>
    public double MeanSeverity { get; internal init; }

    /// <summary>Expected level of a candidate of mean ability from a rater of mean severity.</summary>
    public double MeanFairAverage { get; internal init; } = double.NaN;

    /// <summary>Pairs of ratings of one candidate on one criterion by different raters.</summary>
    public double AgreementOpportunities { get; internal init; }

    /// <summary>How many of them are equal.</summary>
    public double ExactAgreements { get; internal init; }

    /// <summary>How many the model expects to be equal (at the uncorrected maximum).</summary>
    public double ExpectedExactAgreements { get; internal init; }

    /// <summary>
    /// 1 when severities of all raters can be compared. More: raters and criteria are confounded (no rater or candidate ties some of the
    /// criteria to the others); compare raters of equal <see cref="RaterMeasure.ComparableSet"/> only.
    /// </summary>
    public int ComparableSets { get; internal init; } = 1;

    /// <summary>
    /// Bias of raters: for each rater and element of another facet, how much more lenient the rater is to that element than to
    /// the others (Linacre 1989, chapter 8, with severity eliminated), beside FACETS' shift with all other parameters held.
    /// </summary>
    /// <param name="facet">The other facet.</param>
    /// <param name="options">Cut-offs; null for the defaults.</param>
    /// <returns>Empty, with its reason, when nothing was fitted or the facet has no labels.</returns>
    public InteractionReport Interactions(InteractionFacet facet, InteractionOptions? options = null) =>
        _interactions?.Run(facet, options ?? new InteractionOptions())
        ?? new InteractionReport(facet, [], double.NaN, double.NaN, "no measures: " + Reason);
}
