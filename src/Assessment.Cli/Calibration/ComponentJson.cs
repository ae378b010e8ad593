using Assessment.Calibration;
using Assessment.Calibration.Criteria;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;

namespace Assessment.Cli.Calibration;

/// <summary>What lives in components: severities, fair scores, difficulties.</summary>
internal static class ComponentJson
{
    public static void WriteSeverity(CalibrationReport report, JsonSink json) => json.Object("severity", () =>
    {
        json.Text("unit", report.Severity.Unit);
        json.Text("reason", report.Severity.Reason);
        json.List("components", report.Severity.Components, component => json.Object(null, () =>
        {
            Name(component, json);
            json.Text("method", component.Method);
            json.Text("errorMethod", component.ErrorMethod);
            json.Text("status", component.Status);
            json.Text("reason", component.Reason);
            Model(component.Model, json);
            json.List("raters", component.Raters, rater => Rater(rater, json));
        }));
        json.List("unplacedRaters", report.Severity.UnplacedRaters, unplaced => json.Object(null, () =>
        {
            json.Text("rater", report.Table.RaterNames[unplaced.Rater]);
            json.Text("extreme", unplaced.Extreme.ToString());
        }));
    });

    public static void WriteFairScores(CalibrationReport report, JsonSink json) => json.Object("fairScores", () =>
    {
        json.List("components", report.Severity.Components, component => json.Object(null, () =>
        {
            Name(component, json);
            json.Text("method", component.Method);
            json.Text("cutRule", component.CutRule);
            json.Figure("observedCut", component.ObservedCut);
            json.Figure("fairCut", component.FairCut);
            json.List("candidates", component.Candidates, candidate => Candidate(candidate, json));
        }));
        json.List("unplacedCandidates", report.Severity.UnplacedCandidates, unplaced => json.Object(null, () =>
        {
            json.Text("candidate", report.Table.CandidateNames[unplaced.Candidate]);
            json.Text("extreme", unplaced.Extreme.ToString());
        }));
    });

    public static void WriteCriteria(CalibrationReport report, JsonSink json) => json.Object("criteria", () =>
    {
        json.List("classical", report.Criteria, criterion => json.Object(null, () =>
        {
            json.Text("criterion", report.Table.CriterionNames[criterion.Criterion]);
            json.Count("ratings", criterion.Ratings);
            json.Count("candidates", criterion.Candidates);
            json.Statistic("difficulty", criterion.Difficulty);
            json.Statistic("discrimination", criterion.Discrimination);
            json.Counts("levelCounts", criterion.LevelCounts);
            json.Figure("floor", criterion.Floor);
            json.Figure("ceiling", criterion.Ceiling);
            json.Texts("concerns", ConcernsOf(criterion));
        }));
        json.List("components", report.Severity.Components.Where(c => c.Model is { HasMeasures: true }), component => json.Object(null, () =>
        {
            Name(component, json);
            json.Text("method", component.Method);
            json.List("criteria", component.Model!.Criteria, criterion => json.Object(null, () =>
            {
                json.Text("criterion", criterion.Name);
                json.Estimate("difficultyLogits", criterion.Difficulty);
                json.Figure("informationError", criterion.InformationError);
                json.Figure("observedAverage", criterion.ObservedAverage);
                json.Figure("fairAverage", criterion.FairAverage);
                EstimateStatus fit = criterion.Fit.N == 0 ? EstimateStatus.NotEstimated
                    : criterion.Fit.N < report.Options.MinimumFitRatings ? EstimateStatus.Suppressed
                    : double.IsNaN(criterion.Fit.Infit) ? EstimateStatus.NoVariation : EstimateStatus.Ok;
                json.Fit(fit == EstimateStatus.Ok ? criterion.Fit : new FitStatistics(criterion.Fit.N, double.NaN, double.NaN, double.NaN, double.NaN), fit);
                json.Text("extreme", criterion.Extreme.ToString());
            }));
            json.List("thresholds", component.Model!.Thresholds, threshold => json.Object(null, () =>
            {
                json.Text("criterion", threshold.Criterion < 0 ? null : report.Table.CriterionNames[threshold.Criterion]);
                json.Count("fromLevel", threshold.FromLevel);
                json.Count("toLevel", threshold.ToLevel);
                json.Estimate("threshold", threshold.Value);
                json.Count("ratingsAtLevel", threshold.RatingsAtLevel);
                json.Flag("disordered", threshold.IsDisordered);
            }));
        }));
    });

    public static IEnumerable<string> ConcernsOf(CriterionStatistics criterion) =>
        Enum.GetValues<CriterionConcerns>().Where(c => c != CriterionConcerns.None && criterion.Concerns.HasFlag(c)).Select(c => c.ToString());

    public static void Name(SeverityComponent component, JsonSink json)
    {
        json.Count("component", component.Component + 1);
        json.Count("subset", component.Subset + 1);
    }

    private static void Model(RaschComponent? model, JsonSink json)
    {
        if (model is null)
        {
            json.Text("model", null);
            return;
        }

        json.Object("model", () =>
        {
            json.Count("iterations", model.Iterations);
            json.Figure("lastStep", model.LastStep);
            json.Figure("logLikelihood", model.LogLikelihood);
            json.Figure("correction", model.Correction);
            json.Count("ratings", model.RatingCount);
            json.Figure("abilityMean", model.AbilityMean);
            json.Figure("abilityStandardDeviation", model.AbilityStandardDeviation);
            json.Figure("posteriorReliability", model.PosteriorReliability);
            json.Figure("severityVariance", model.SeverityVariance);
            json.Figure("meanSeverity", model.MeanSeverity);
            json.Figure("meanFairAverage", model.MeanFairAverage);
            json.Figure("agreementOpportunities", model.AgreementOpportunities);
            json.Figure("exactAgreements", model.ExactAgreements);
            json.Figure("expectedExactAgreements", model.ExpectedExactAgreements);
            json.Count("comparableSets", model.ComparableSets);
            Separation("raterSeparation", model.RaterSeparation, json);
            Separation("raterInformationSeparation", model.RaterInformationSeparation, json);
            Separation("candidateSeparation", model.CandidateSeparation, json);
            Separation("candidateInformationSeparation", model.CandidateInformationSeparation, json);
            Separation("criterionSeparation", model.CriterionSeparation, json);
        });
    }

    private static void Separation(string name, SeparationSummary summary, JsonSink json) => json.Object(name, () =>
    {
        json.Count("count", summary.Count);
        json.Figure("standardDeviation", summary.StandardDeviation);
        json.Figure("rootMeanSquareError", summary.RootMeanSquareError);
        json.Figure("separation", summary.Separation);
        json.Figure("strata", summary.Strata);
        json.Figure("reliability", summary.Reliability);
        json.Figure("chiSquare", summary.ChiSquare);
        json.Count("degreesOfFreedom", summary.DegreesOfFreedom);
    });

    private static void Rater(RaterSeverity rater, JsonSink json) => json.Object(null, () =>
    {
        json.Text("rater", rater.Name);
        json.Count("ratings", rater.Links.Ratings);
        json.Count("candidates", rater.Links.Candidates);
        json.Count("linkedCandidates", rater.Links.LinkedCandidates);
        json.Count("comparableSet", rater.ComparableSet);
        json.Text("extreme", rater.Extreme.ToString());
        json.Estimate("severity", rater.Severity);
        json.Estimate("shrunken", rater.Shrunken);
        json.Figure("kept", rater.Kept);
        json.Figure("informationError", rater.InformationError);
        json.Figure("observedAverage", rater.ObservedAverage);
        json.Figure("fairAverage", rater.FairAverage);
        json.Figure("fairShift", rater.FairShift);
        json.Fit(rater.Fit, rater.FitStatus);
        json.Estimate("pointMeasure", rater.PointMeasure);
    });

    private static void Candidate(CandidateFairScore candidate, JsonSink json) => json.Object(null, () =>
    {
        json.Text("candidate", candidate.Name);
        json.Text("extreme", candidate.Extreme.ToString());
        json.Figure("observedAverage", candidate.ObservedAverage);
        json.Estimate("ability", candidate.Ability);
        json.Estimate("posterior", candidate.Posterior);
        json.Estimate("fairScore", candidate.FairScore);
        json.Figure("fairAverage", candidate.FairAverage);
        json.Figure("change", candidate.Change);
        json.Flag("passesObserved", candidate.PassesObserved);
        json.Flag("passesFair", candidate.PassesFair);
        json.Fit(candidate.Fit, candidate.FitStatus);
    });
}
