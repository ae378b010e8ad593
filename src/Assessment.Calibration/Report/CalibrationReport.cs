using Assessment.Calibration.Agreement;
using Assessment.Calibration.Criteria;
using Assessment.Calibration.Raters;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Report;

/// <summary>Everything that a committee is told about its ratings, in the order in which it should read it; policy applied.</summary>
/// <param name="Table">The ratings.</param>
/// <param name="Options">The choices made.</param>
/// <param name="Design">Whether comparisons are possible at all.</param>
/// <param name="Agreement">Coefficients of agreement.</param>
/// <param name="Variance">Variance components and decision study.</param>
/// <param name="Severity">Severities and fair scores by component.</param>
/// <param name="Criteria">Classical statistics by criterion; difficulties in logits are in <see cref="SeverityComponent.Model"/>.</param>
/// <param name="Raters">Tendencies, halo and drift by rater.</param>
/// <param name="Bias">Bias towards criteria and groups, by component; empty under the mixed model.</param>
/// <param name="Impact">Adverse impact; null without groups.</param>
/// <param name="Suppression">What policy withheld.</param>
public sealed record CalibrationReport(
    RatingTable Table, CalibrationOptions Options, DesignHealth Design, AgreementReport Agreement, VarianceReport Variance,
    SeverityReport Severity, IReadOnlyList<CriterionStatistics> Criteria, IReadOnlyList<RaterProfile> Raters, IReadOnlyList<BiasReport> Bias,
    ImpactReport? Impact, SuppressionSummary Suppression)
{
    /// <summary>Makes the whole report.</summary>
    /// <param name="table">The ratings; every degenerate table gets a report that says why.</param>
    /// <param name="options">Choices and policy; null for the defaults.</param>
    /// <param name="started">Called on this thread as each phase begins.</param>
    /// <param name="cancellation">Looked at between phases, and before each pass over the ratings within the longer ones.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CalibrationReport Of(
        RatingTable table, CalibrationOptions? options = null, Action<CalibrationPhase>? started = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new CalibrationOptions();
        options.Validate();
        void Begin(CalibrationPhase phase)
        {
            cancellation.ThrowIfCancellationRequested();
            started?.Invoke(phase);
        }

        Begin(CalibrationPhase.Design);
        var design = DesignHealth.Of(table, options);
        Begin(CalibrationPhase.Agreement);
        var agreement = AgreementReport.Of(table, new AgreementOptions { Seed = options.Seed }, cancellation);
        Begin(CalibrationPhase.Variance);
        (VarianceReport variance, MixedModelFit? fit) = Components(table, options, cancellation);
        Begin(CalibrationPhase.Severity);
        SeverityReport severity = fit is null ? RaschSeverities.Of(table, design, options, cancellation) : MixedSeverities.Of(table, design, fit, options);
        Begin(CalibrationPhase.Criteria);
        var criteria = CriterionAnalysis.Of(table, new CriterionOptions { MinimumRatings = options.MinimumFitRatings });
        Begin(CalibrationPhase.Raters);
        IReadOnlyList<RaterProfile> raters = RaterAnalysis.Of(table, new RaterOptions
        {
            MinimumRatings = options.MinimumFitRatings,
            FalseDiscoveryRate = options.FalseDiscoveryRate,
            Seed = options.Seed,
        }, cancellation).Raters;
        Begin(CalibrationPhase.Bias);
        var bias = BiasReport.Of(table, severity, options);
        Begin(CalibrationPhase.Impact);
        return new CalibrationReport(
            table, options, design, agreement, variance, severity, criteria, raters, bias, ImpactReport.Of(table, severity, options),
            SuppressionSummary.Of(severity, raters, bias));
    }

    /// <summary>The fit itself is kept only where severities come from it: it holds several bytes a rating.</summary>
    private static (VarianceReport Report, MixedModelFit? Fit) Components(RatingTable table, CalibrationOptions options, CancellationToken cancellation)
    {
        var report = VarianceReport.Of(table, options, cancellation, out MixedModelFit fit);
        return (report, options.Method == CalibrationMethod.MixedModel ? fit : null);
    }
}

/// <summary>How much policy withheld.</summary>
/// <param name="Severities">Raters whose severity is withheld.</param>
/// <param name="RaterFits">Raters whose residual statistics are withheld.</param>
/// <param name="RaterProfiles">Raters whose tendencies and drift are withheld.</param>
/// <param name="BiasCells">Cells of bias that are withheld.</param>
public sealed record SuppressionSummary(int Severities, int RaterFits, int RaterProfiles, int BiasCells)
{
    internal static SuppressionSummary Of(SeverityReport severity, IReadOnlyList<RaterProfile> raters, IReadOnlyList<BiasReport> bias) => new(
        severity.Components.Sum(component => component.Raters.Count(rater => rater.IsSuppressed)),
        severity.Components.Sum(component => component.Raters.Count(rater => rater.FitStatus == EstimateStatus.Suppressed)),
        raters.Count(rater => rater.CentralTendency.Estimate.Status == EstimateStatus.Suppressed),
        bias.Sum(section => section.Withheld));
}
