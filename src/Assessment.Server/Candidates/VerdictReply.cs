using Assessment.QuestionBanks;
using Assessment.Scoring;
using Assessment.Server.Catalog;
using Assessment.Server.Names;
using Interview = Assessment.Storage.Interview;
using Scorecard = Assessment.Storage.Scorecard;

namespace Assessment.Server.Candidates;

/// <summary>The verdict of a combined result and what stands behind it, as the contract shows them.</summary>
internal static class VerdictReply
{
    private static readonly ShapeThresholds ShapeThresholds = new();

    public static void AddTo(
        V1.CandidateAssessment reply,
        Interview interview,
        InterviewRubric rubric,
        CandidateScore result,
        IReadOnlyList<(Scorecard Card, ScorecardScore Score)> cards)
    {
        int[] scores = result.CompetencyScores();
        var rules = rubric.VerdictRulesOf(interview);
        var verdict = rules.Decide(scores, result.Coverage);
        ScorecardScore[] scored = [.. cards.Select(card => card.Score)];
        var evidence = new PanelEvidence(result.Rubric, scored);
        var advice = EvidenceAdvice.Of(rules, scores, result.Coverage, evidence);
        var gaps = rules.Role.GapsOf(scores);
        reply.Verdict = VerdictOf(verdict);
        reply.EvidenceFlag = (V1.EvidenceFlag)((int)advice.State + 1);
        reply.AskAbout.Add(advice.AskAbout);
        reply.Redirections.Add(rules.Redirections(scores).Select(role => RoleProfileOf(role.Profile)));
        reply.Standings.Add(gaps.Select(gap => StandingOf(gap, evidence[gap.Competency], result.Rubric)));
        if (verdict == Verdict.HireAndTrain)
        {
            reply.TrainingPlan.Add(gaps.Where(gap => gap.Points > 0).OrderByDescending(gap => gap.Points * gap.WeeksPerLevel).Select(gap => new V1.TrainingStep
            {
                Competency = result.Rubric.CompetencyIds[gap.Competency],
                GapHundredths = gap.Levels,
                LearningTime = (V1.LearningTime)((int)gap.LearningTime + 1),
                Weeks = gap.Weeks,
            }));
        }

        AddRoles(reply, interview, rubric, scores);
        reply.Robustness.Add(Robustness.Of(rules, scored, severities: null).Select(check => new V1.RobustnessCheck
        {
            Change = (V1.RobustnessCheck.Types.Change)check.Change,
            Subject = SubjectOf(check, cards, result.Rubric),
            Verdict = VerdictOf(check.Verdict),
            Changed = check.Verdict != verdict,
        }));
    }

    private static void AddRoles(V1.CandidateAssessment reply, Interview interview, InterviewRubric rubric, int[] scores)
    {
        var level = WireNames.FindRoleLevel(interview.Level)!.Value;
        RoleRules[] roles = [.. rubric.Profiles.Roles.Select(role => rubric.Profiles.RulesOf(rubric.Rubric, role.Id, level)!)];
        var shape = Shape.Of(scores, [.. roles.Select(role => role.Profile)], ShapeThresholds);
        reply.ShapeReason = (V1.ShapeReason)shape.Reason;
        for (int i = 0; i < roles.Length; i++)
        {
            var standing = new V1.RoleStanding { RoleProfile = RoleProfileOf(roles[i].Profile), Shape = shape.Role == i };
            if (roles[i].LevelOf(scores) is { } height)
            {
                standing.LevelHundredths = height;
            }

            if (shape.Correlations[i] is { } correlation)
            {
                standing.ShapeCorrelation = correlation;
            }

            reply.Roles.Add(standing);
        }
    }

    private static V1.CompetencyStanding StandingOf(CompetencyGap gap, CompetencyEvidence evidence, Rubric rubric)
    {
        var standing = new V1.CompetencyStanding
        {
            Competency = rubric.CompetencyIds[gap.Competency],
            Critical = gap.IsCritical,
            BarHundredths = gap.Bar,
            Cards = evidence.Cards,
            Disagreement = (V1.Disagreement)evidence.Disagreement,
        };
        if (gap.Score is not null)
        {
            standing.GapHundredths = gap.Levels;
        }

        if (evidence.Cards > 0)
        {
            standing.LowestHundredths = evidence.Lowest;
            standing.HighestHundredths = evidence.Highest;
            standing.StandardErrorHundredths = evidence.StandardError;
        }

        return standing;
    }

    private static string SubjectOf(RobustnessCheck check, IReadOnlyList<(Scorecard Card, ScorecardScore Score)> cards, Rubric rubric) =>
        check.Change switch
        {
            RobustnessChange.WithoutInterviewer => cards[check.Subject].Card.InterviewerId,
            RobustnessChange.WithoutCompetency => rubric.CompetencyIds[check.Subject],
            _ => "",
        };

    private static string RoleProfileOf(BoundProfile profile) => ResourceNames.RoleProfile(profile.Profile.Role, profile.Profile.Level);

    private static V1.Verdict VerdictOf(Verdict verdict) => verdict switch
    {
        Verdict.Hire => V1.Verdict.Hire,
        Verdict.HireAndTrain => V1.Verdict.HireAndTrain,
        Verdict.Redirect => V1.Verdict.Redirect,
        Verdict.Decline => V1.Verdict.Decline,
        _ => V1.Verdict.NotGiven,
    };
}
