using Assessment.Calibration.Rasch;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Report;

/// <summary>Severities and fair scores as the mixed model's predictions, in scale points, component by component.</summary>
/// <remarks>
/// A rater's severity is the leniency's prediction with the sign reversed; a candidate's fair score is the mean plus the candidate's
/// prediction, which takes raters and criteria at their means. Errors are those of the prediction, given the variance components.
/// </remarks>
internal static class MixedSeverities
{
    public static SeverityReport Of(RatingTable table, DesignHealth design, MixedModelFit fit, CalibrationOptions options)
    {
        double mean = fit.Mean.Value;
        var observed = new double[table.CandidateCount];
        var fair = new Estimate[table.CandidateCount];
        for (int candidate = 0; candidate < observed.Length; candidate++)
        {
            int from = table.CandidateStarts[candidate], to = table.CandidateStarts[candidate + 1];
            double sum = 0;
            for (int row = from; row < to; row++)
            {
                sum += table.Levels[row];
            }

            observed[candidate] = sum / (to - from);
            fair[candidate] = fit.CandidatePrediction(candidate).ToEstimate();
        }

        Estimate Shift(Estimate e) => e.HasValue ? e with { Value = e.Value + mean, Lower = e.Lower + mean, Upper = e.Upper + mean } : e;
        string[] names = [.. table.CandidateNames];
        return new SeverityReport(
            "scale points",
            [.. design.Components.Select(component => new SeverityComponent(
                component.Number, component.Number, options.Cut,
                () => component.Candidates.Select(c => new CandidateFairScore(
                    c, names[c], observed[c], Estimate.None(EstimateStatus.NotEstimated), fair[c], Shift(fair[c]), double.NaN,
                    RaterSeverity.NoFit, EstimateStatus.NotEstimated, ExtremeKind.None, false, null)),
                component.Candidates.Count)
            {
                Method = fit.Components.Method,
                ErrorMethod = "prediction error variance, variance components held",
                Status = fit.Status.ToString(),
                Reason = fit.AssumesRandomAssignment
                    ? "mixed model; assumes that raters and candidates were assigned to the components at random"
                    : "mixed model of " + string.Join(", ", fit.Components.Components.Select(c => c.Term)),
                Raters = [.. component.Raters.Select(rater => Severity(table, rater, design.Links[rater], fit, options))],
            })],
            [], [],
            new Statistic("Expected exact agreement", "share of pairs", "not part of the mixed model", Estimate.None(EstimateStatus.NotEstimated)),
            $"mixed model, {fit.Status}");
    }

    private static RaterSeverity Severity(RatingTable table, int rater, RaterLinks links, MixedModelFit fit, CalibrationOptions options)
    {
        Estimate leniency = fit.RaterPrediction(VarianceTerm.Rater, rater).ToEstimate();
        Estimate severity = RaterSeverity.Hides(links, options) ? Estimate.None(EstimateStatus.Suppressed, links.Ratings)
            : leniency.HasValue ? leniency with { Value = -leniency.Value, Lower = -leniency.Upper, Upper = -leniency.Lower } : leniency;
        double sum = 0;
        foreach (int row in table.ByRater.RowsOf(rater))
        {
            sum += table.Levels[row];
        }

        double variance = fit.Components[VarianceTerm.Rater].Value, error = severity.StandardError;
        return new RaterSeverity(
            rater, table.RaterNames[rater], links, 0,
            Estimate.None(severity.Status == EstimateStatus.Suppressed ? EstimateStatus.Suppressed : EstimateStatus.NotEstimated, links.Ratings),
            severity, variance > 0 && severity.HasValue ? Math.Max(0, 1 - (error * error / variance)) : double.NaN, double.NaN,
            sum / links.Ratings, severity.HasValue ? fit.Mean.Value - severity.Value : double.NaN, severity.HasValue ? -severity.Value : double.NaN,
            RaterSeverity.NoFit, EstimateStatus.NotEstimated, Estimate.None(EstimateStatus.NotEstimated), ExtremeKind.None);
    }
}
