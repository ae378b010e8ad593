using Assessment.Scoring;

namespace Assessment.QuestionBanks;

/// <summary>The canonical form of role profiles: the keys of their file in its order; competencies by letter and number.</summary>
internal static class CanonicalProfiles
{
    public const string Kind = "role-profiles";

    public static ReadOnlyMemory<byte> Write(RoleProfileSet profiles)
    {
        var json = new CanonicalJson();
        json.Object(() => json
            .Text("kind", Kind)
            .Text("id", profiles.Id)
            .Text("version", profiles.Version)
            .Text("title", profiles.Title)
            .Text("rationale", profiles.Rationale)
            .Text("provenance", profiles.Provenance)
            .Text("combination", profiles.CombinationRule.WireName())
            .Number("minimum_coverage", profiles.MinimumCoverage / 100)
            .Object("cut_scores", () =>
            {
                foreach (var (key, score) in KnownKeys.CutScores.Required.Zip(profiles.CutScores))
                {
                    json.Number(key, score / 100);
                }
            })
            .Object("verdict", () => WriteVerdict(json, profiles.Verdict))
            .Object("learning_times", () =>
            {
                foreach (var (competency, time) in profiles.LearningTimes.OrderBy(t => t.Key, CompetencyOrder.Instance))
                {
                    json.Text(competency, time.WireName());
                }
            })
            .List("roles", profiles.Roles, r => WriteRole(json, r))
            .ObjectUnless(profiles.Shape == new ShapeThresholds(), "shape", () => WriteShape(json, profiles.Shape)));
        return json.ToUtf8();
    }

    private static void WriteShape(CanonicalJson json, ShapeThresholds shape) => json
        .Number("minimum_competencies", shape.MinimumCompetencies)
        .Hundredths("minimum_deviation", shape.MinimumDeviation)
        .Hundredths("minimum_margin", shape.MinimumMargin);

    private static void WriteVerdict(CanonicalJson json, VerdictThresholds verdict) => json
        .Number("critical_weight", verdict.CriticalWeight)
        .Hundredths("hire_mean_gap", verdict.HireMeanGap)
        .Hundredths("hire_gap_limit", verdict.HireGapLimit)
        .Hundredths("train_gap_limit", verdict.TrainGapLimit)
        .Hundredths("train_slow_gap_limit", verdict.TrainSlowGapLimit)
        .Number("training_budget_weeks", verdict.TrainingBudgetWeeks)
        .Object("weeks_per_level", () => json
            .Number("quick", verdict.QuickWeeksPerLevel)
            .Number("quarter", verdict.QuarterWeeksPerLevel)
            .Number("slow", verdict.SlowWeeksPerLevel));

    private static void WriteRole(CanonicalJson json, Role role) => json.Object(() => json
        .Text("id", role.Id)
        .Text("title", role.Title)
        .Text("rationale", role.Rationale)
        .Object("competencies", () =>
        {
            foreach (var competency in role.Competencies)
            {
                json.Object(competency.CompetencyId, () => WriteCompetency(json, competency));
            }
        }));

    private static void WriteCompetency(CanonicalJson json, RoleCompetency competency) => json
        .Number("weight", competency.Weight)
        .Object("bars", () =>
        {
            foreach (var (key, bar) in KnownKeys.Bars.Required.Zip(competency.Bars))
            {
                json.Number(key, bar);
            }
        })
        .Truth("required", competency.Required);
}
