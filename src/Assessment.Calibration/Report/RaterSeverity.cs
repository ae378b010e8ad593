using Assessment.Calibration.Rasch;

namespace Assessment.Calibration.Report;

/// <summary>A rater's severity as a committee may see it: withheld below the policy's minima.</summary>
/// <param name="Rater">The rater's index.</param>
/// <param name="Name">The rater's name.</param>
/// <param name="Links">Ratings, candidates and linked candidates.</param>
/// <param name="ComparableSet">Raters with equal numbers may be compared.</param>
/// <param name="Severity">Raw; in the report's unit, positive is severe. The mixed model has none (NotEstimated).</param>
/// <param name="Shrunken">Empirical Bayes, or the mixed model's prediction with the sign reversed.</param>
/// <param name="Kept">Share of the raw deviation that shrinkage keeps, in [0, 1]; NaN where unknown or withheld.</param>
/// <param name="InformationError">The raw severity's standard error with all else held fixed; too small; NaN where there is none.</param>
/// <param name="ObservedAverage">Mean level given.</param>
/// <param name="FairAverage">Expected level for a mean candidate; NaN where there is none or withheld.</param>
/// <param name="FairShift">The same less that of a mean rater, in scale points; negative is severe.</param>
/// <param name="Fit">Residual statistics; see <paramref name="FitStatus"/>.</param>
/// <param name="FitStatus">Ok, or why there are no residual statistics.</param>
/// <param name="PointMeasure">Correlation of the rater's levels with the candidates' measures; n is ratings, Fisher's z interval.</param>
/// <param name="Extreme">Whether all of the rater's ratings lie at an end of the scale.</param>
public sealed record RaterSeverity(
    int Rater, string Name, RaterLinks Links, int ComparableSet, Estimate Severity, Estimate Shrunken, double Kept, double InformationError,
    double ObservedAverage, double FairAverage, double FairShift, FitStatistics Fit, EstimateStatus FitStatus, Estimate PointMeasure,
    ExtremeKind Extreme)
{
    /// <summary>Whether policy withholds the severity.</summary>
    public bool IsSuppressed => Shrunken.Status == EstimateStatus.Suppressed;

    internal static readonly FitStatistics NoFit = new(0, double.NaN, double.NaN, double.NaN, double.NaN);

    internal static RaterSeverity Of(RaterMeasure measure, RaterLinks links, Estimate pointMeasure, CalibrationOptions options)
    {
        bool hidden = Hides(links, options);
        Estimate none = Estimate.None(EstimateStatus.Suppressed, links.Ratings);
        EstimateStatus fit = FitStatusOf(measure.Fit, options);
        return new RaterSeverity(
            measure.Rater, measure.Name, links, measure.ComparableSet, hidden ? none : measure.Severity, hidden ? none : measure.Shrunken,
            hidden ? double.NaN : measure.Kept, hidden ? double.NaN : measure.InformationError, measure.ObservedAverage,
            hidden ? double.NaN : measure.FairAverage, hidden ? double.NaN : measure.FairShift,
            fit == EstimateStatus.Ok ? measure.Fit : NoFit with { N = measure.Fit.N }, fit, pointMeasure, measure.Extreme);
    }

    internal static bool Hides(RaterLinks links, CalibrationOptions options) =>
        links.Ratings < options.MinimumRatings || links.LinkedCandidates < options.MinimumLinkedCandidates;

    internal static EstimateStatus FitStatusOf(FitStatistics fit, CalibrationOptions options) =>
        fit.N == 0 ? EstimateStatus.NotEstimated
        : fit.N < options.MinimumFitRatings ? EstimateStatus.Suppressed
        : double.IsNaN(fit.Infit) ? EstimateStatus.NoVariation : EstimateStatus.Ok;
}

/// <summary>A candidate's fair score beside the mean level received.</summary>
/// <param name="Candidate">The candidate's index.</param>
/// <param name="Name">The candidate's name.</param>
/// <param name="ObservedAverage">Mean level received.</param>
/// <param name="Ability">In logits; NotEstimated under the mixed model.</param>
/// <param name="Posterior">Posterior mean of ability in logits; the mixed model's prediction in scale points.</param>
/// <param name="FairScore">Expected level from a rater of mean severity, with its interval.</param>
/// <param name="FairAverage">The same at <paramref name="Ability"/>, not shrunken (FACETS' fair average); NaN under the mixed model.</param>
/// <param name="Fit">Residual statistics; see <paramref name="FitStatus"/>.</param>
/// <param name="FitStatus">Ok, or why there are none.</param>
/// <param name="Extreme">Whether all ratings lie at an end of the scale.</param>
/// <param name="PassesObserved">Whether the mean level passes the cut.</param>
/// <param name="PassesFair">Whether the fair score does; null without one.</param>
public readonly record struct CandidateFairScore(
    int Candidate, string Name, double ObservedAverage, Estimate Ability, Estimate Posterior, Estimate FairScore, double FairAverage,
    FitStatistics Fit, EstimateStatus FitStatus, ExtremeKind Extreme, bool PassesObserved, bool? PassesFair)
{
    /// <summary>Fair score less mean level, in scale points; NaN without a fair score.</summary>
    public double Change => FairScore.Value - ObservedAverage;

    /// <summary>Whether the fair score decides otherwise than the mean level.</summary>
    public bool Flips => PassesFair is bool fair && fair != PassesObserved;
}
