using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Report;

/// <summary>Variance components twice, each under its method's name, and what panels of other sizes would achieve.</summary>
/// <param name="Reml">Candidate, rater, criterion and the residual by REML; the two-way terms up to <see cref="CalibrationOptions.TwoWayRemlLimit"/>, beyond
/// which they have the status <see cref="VarianceStatus.TooManyRatings"/>.</param>
/// <param name="Henderson">All terms by Henderson's method I.</param>
/// <param name="Status">How REML ended.</param>
/// <param name="Iterations">Its steps.</param>
/// <param name="IsExact">Whether traces are exact; else by seeded probes.</param>
/// <param name="LogLikelihood">Restricted; NaN when nothing was fitted.</param>
/// <param name="AssumesRandomAssignment">Whether the design is disconnected, so that the components rest on random assignment to its parts.</param>
/// <param name="Mean">The mean level, in scale points.</param>
/// <param name="Study">
/// The decision study: of the REML components where they have the two-way terms, else of Henderson's (without standard errors); its
/// <see cref="DecisionStudy.Method"/> says which, its <see cref="DecisionStudy.Panel"/> has the actual k.
/// </param>
/// <param name="Panels">Φ and Eρ² by number of raters, at the actual number of criteria (harmonic mean).</param>
/// <param name="Needed">Raters needed for the target Φ; null without candidates.</param>
public sealed record VarianceReport(
    VarianceComponents Reml, VarianceComponents Henderson, RemlStatus Status, int Iterations, bool IsExact, double LogLikelihood,
    bool AssumesRandomAssignment, Estimate Mean, DecisionStudy Study, IReadOnlyList<PanelForecast> Panels, RatersNeeded? Needed)
{
    private static readonly int[] PanelSizes = [1, 2, 3, 4, 5, 6, 8, 10];

    /// <summary>The report, and the fit for whoever needs its predictions.</summary>
    internal static VarianceReport Of(RatingTable table, CalibrationOptions options, CancellationToken cancellation, out MixedModelFit fit)
    {
        bool twoWay = table.Count <= options.TwoWayRemlLimit;
        fit = Variance.Reml.Fit(table, twoWay ? VarianceModel.TwoWay : VarianceModel.Main, new RemlOptions
        {
            Seed = options.Seed,
            StandardErrors = options.Method == CalibrationMethod.MixedModel,
        }, cancellation);
        cancellation.ThrowIfCancellationRequested();
        HendersonOne henderson = twoWay ? fit.Start : HendersonOne.Estimate(table, VarianceModel.TwoWay);
        DecisionStudy study = twoWay ? DecisionStudy.Of(fit, table) : DecisionStudy.Of(henderson, table);
        double criteria = study.Panel.Criteria;
        bool any = study.Panel.Candidates > 0;
        return new VarianceReport(
            twoWay ? fit.Components : fit.Components.Completed(henderson.Components, VarianceStatus.TooManyRatings), henderson.Components, fit.Status, fit.Iterations, fit.IsExact, fit.LogLikelihood, fit.AssumesRandomAssignment,
            fit.Mean, study,
            any ? [.. PanelSizes.Select(n => new PanelForecast(n, criteria, study.Phi(n, criteria), study.Generalizability(n, criteria)))] : [],
            any ? study.RatersFor(options.TargetDependability, criteria) : null);
    }
}

/// <summary>What a panel of some size would achieve.</summary>
/// <param name="Raters">Raters a candidate.</param>
/// <param name="Criteria">Criteria a rater.</param>
/// <param name="Phi">Φ, absolute decisions; at one rater this is ICC(A,1).</param>
/// <param name="Generalizability">Eρ², relative decisions.</param>
public readonly record struct PanelForecast(int Raters, double Criteria, Estimate Phi, Estimate Generalizability);
