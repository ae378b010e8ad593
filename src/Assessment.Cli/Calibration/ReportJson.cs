using Assessment.Calibration;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;
using Assessment.Calibration.Variance;

namespace Assessment.Cli.Calibration;

/// <summary>A calibration report as JSON; docs/calibrate-report.schema.json describes it.</summary>
internal static class ReportJson
{
    public const string Format = "assess-calibrate/1";

    public static void Write(CalibrationReport report, IReadOnlyList<string> notes, TextWriter output)
    {
        using (var json = new JsonSink(output))
        {
            json.Object(null, () =>
            {
                json.Text("format", Format);
                json.Texts("notes", notes);
                Input(report, json);
                json.Object("definitions", () =>
                {
                    foreach (Definition definition in Definition.All(report.Severity.Unit))
                    {
                        json.Object(definition.Key, () =>
                        {
                            json.Text("name", definition.Name);
                            json.Text("variant", definition.Variant);
                            json.Text("method", definition.Method);
                            json.Text("unit", definition.Unit);
                        });
                    }
                });
                Design(report, json);
                json.Object("agreement", () =>
                {
                    json.Count("units", report.Agreement.Units);
                    json.Count("unitsWithPairs", report.Agreement.UnitsWithPairs);
                    json.Figure("ratersPerCandidate", report.Agreement.RatersPerCandidate);
                    json.List("statistics", report.Agreement.Statistics.Append(report.Severity.ExpectedAgreement), s => json.Statistic(null, s));
                });
                Variance(report.Variance, report.Options, json);
                ComponentJson.WriteSeverity(report, json);
                ComponentJson.WriteFairScores(report, json);
                ComponentJson.WriteCriteria(report, json);
                ProfileJson.WriteRaters(report, json);
                ProfileJson.WriteBias(report, json);
                ProfileJson.WriteImpact(report.Impact, json);
                json.Object("suppression", () =>
                {
                    json.Count("severities", report.Suppression.Severities);
                    json.Count("raterFits", report.Suppression.RaterFits);
                    json.Count("raterProfiles", report.Suppression.RaterProfiles);
                    json.Count("biasCells", report.Suppression.BiasCells);
                });
            });
        }

        output.WriteLine();
    }

    private static void Input(CalibrationReport report, JsonSink json)
    {
        RatingTable table = report.Table;
        json.Object("input", () =>
        {
            json.Count("ratings", table.Count);
            json.Count("candidates", table.CandidateCount);
            json.Count("raters", table.RaterCount);
            json.Count("criteria", table.CriterionCount);
            json.Count("lowestLevel", table.LowestLevel);
            json.Count("highestLevel", table.HighestLevel);
            json.Texts("periods", table.PeriodNames);
            json.Texts("groups", table.GroupNames);
        });
        CalibrationOptions options = report.Options;
        json.Object("options", () =>
        {
            json.Text("model", options.Scale == RaschScale.PartialCredit ? "pcm" : "rsm");
            json.Text("method", options.Method switch
            {
                CalibrationMethod.Joint => "jml",
                CalibrationMethod.Marginal => "mml",
                CalibrationMethod.MixedModel => "reml",
                _ => "automatic",
            });
            json.Text("seed", options.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)); // a double would lose digits of it
            json.Count("minimumRatings", options.MinimumRatings);
            json.Count("minimumLinkedCandidates", options.MinimumLinkedCandidates);
            json.Count("minimumFitRatings", options.MinimumFitRatings);
            json.Count("minimumCell", options.MinimumCell);
            json.Count("minimumSharePercent", options.MinimumSharePercent);
            json.Figure("falseDiscoveryRate", options.FalseDiscoveryRate);
            json.Figure("targetDependability", options.TargetDependability);
            json.Figure("cut", options.Cut ?? double.NaN);
        });
    }

    private static void Design(CalibrationReport report, JsonSink json)
    {
        DesignHealth design = report.Design;
        RatingTable table = report.Table;
        json.Object("design", () =>
        {
            json.Flag("connected", design.Components.Count <= 1);
            json.List("components", design.Components, component => json.Object(null, () =>
            {
                json.Count("component", component.Number + 1);
                json.Count("ratings", component.RatingCount);
                json.Count("candidates", component.Candidates.Count);
                json.Count("raters", component.Raters.Count);
            }));
            json.List("bridgeRaters", design.BridgeRaters, bridge => json.Object(null, () =>
            {
                json.Text("rater", table.RaterNames[bridge.Rater]);
                json.Count("component", bridge.Component.Number + 1);
                json.Count("parts", bridge.Parts);
                json.Count("smallestPartRaters", bridge.SmallestPartRaters);
            }));
            json.List("joiningPairings", design.JoiningPairings, pairing => json.Object(null, () =>
            {
                json.Text("rater", table.RaterNames[pairing.Rater]);
                json.Count("ratersComponent", pairing.RatersComponent.Number + 1);
                json.Text("candidate", table.CandidateNames[pairing.Candidate]);
                json.Count("candidatesComponent", pairing.CandidatesComponent.Number + 1);
            }));
            json.Object("sharedPairs", () =>
            {
                json.Count("count", design.SharedPairs.Count);
                json.Count("fewest", design.SharedPairs.Fewest);
                json.Count("median", design.SharedPairs.Median);
                json.Count("most", design.SharedPairs.Most);
                json.List("listed", design.SharedPairs.Listed, pair => json.Object(null, () =>
                {
                    json.Text("first", table.RaterNames[pair.First]);
                    json.Text("second", table.RaterNames[pair.Second]);
                    json.Count("sharedCandidates", pair.SharedCandidates);
                }));
            });
        });
    }

    private static void Variance(VarianceReport variance, CalibrationOptions options, JsonSink json) => json.Object("variance", () =>
    {
        json.Text("status", variance.Status.ToString());
        json.Count("iterations", variance.Iterations);
        json.Flag("exact", variance.IsExact);
        json.Figure("restrictedLogLikelihood", variance.LogLikelihood);
        json.Flag("assumesRandomAssignment", variance.AssumesRandomAssignment);
        json.Estimate("mean", variance.Mean);
        foreach (var (name, components) in new[] { ("reml", variance.Reml), ("henderson", variance.Henderson) })
        {
            json.List(name, components.Components, component => json.Object(null, () =>
            {
                json.Text("name", "Variance component");
                json.Text("variant", component.Term.ToString());
                json.Text("method", components.Method);
                json.Figure("value", component.Value);
                json.Figure("standardError", component.StandardError);
                json.Figure("unclipped", component.Unclipped);
                json.Count("n", component.Levels);
                json.Text("status", component.Status.ToString());
                json.Text("reason", ReportText.Reason(component.Status, options.TwoWayRemlLimit));
            }));
        }

        DecisionStudy study = variance.Study;
        json.Figure("ratersPerCandidate", study.Panel.Raters);
        json.Figure("criteriaPerCandidate", study.Panel.Criteria);
        Statistic Named(string name, string variant, Estimate estimate) => new(name, variant, $"{study.Method}; standard errors by the delta method, under REML only", estimate);
        json.List(
            "dependability",
            [
                Named("Phi", "actual raters and criteria (harmonic means); also ICC(A,k)", study.ActualPhi),
                Named("E rho squared", "actual raters and criteria (harmonic means)", study.ActualGeneralizability),
                Named("ICC(A,1)", "one rater, actual criteria; from the variance components", study.SingleRater),
            ],
            statistic => json.Statistic(null, statistic));
        json.List("decisionStudy", variance.Panels, panel => json.Object(null, () =>
        {
            json.Count("raters", panel.Raters);
            json.Figure("criteria", panel.Criteria);
            json.Estimate("phi", panel.Phi);
            json.Estimate("generalizability", panel.Generalizability);
        }));
        json.Object("ratersNeeded", () =>
        {
            json.Figure("target", variance.Needed?.Target ?? double.NaN);
            json.Count("raters", variance.Needed?.Raters);
            json.Figure("ceiling", variance.Needed?.Ceiling ?? double.NaN);
            json.Text("reason", variance.Needed?.Reason ?? "no candidates");
        });
    });
}
