using Assessment.QuestionBanks;
using Assessment.Scoring;
using Assessment.Server.Catalog;
using Assessment.Server.Names;
using Interview = Assessment.Storage.Interview;

namespace Assessment.Server.Candidates;

/// <summary>The verdict of a combined result and what stands behind it, as the contract shows them.</summary>
internal static class VerdictReply
{
    public static void AddTo(V1.CandidateAssessment reply, AssessedCandidate candidate)
    {
        var (rules, evidence, verdict) = (candidate.Rules, candidate.Evidence, candidate.Verdict);
        var (scores, rubric) = (candidate.CompetencyScores, candidate.Result.Rubric);
        var gaps = rules.Role.GapsOf(scores);
        reply.Verdict = VerdictOf(verdict);
        reply.EvidenceFlag = EvidenceFlagOf(candidate.Advice);
        reply.AskAbout.Add(candidate.Advice.AskAbout);
        reply.Redirections.Add(rules.Redirections(scores).Select(role => RoleProfileOf(role.Profile)));
        reply.Standings.Add(gaps.Select(gap => StandingOf(gap, evidence[gap.Competency], rubric)));
        if (verdict == Verdict.HireAndTrain)
        {
            reply.TrainingPlan.Add(gaps.Where(gap => gap.Points > 0).OrderByDescending(gap => gap.Points * gap.WeeksPerLevel).Select(gap => new V1.TrainingStep
            {
                Competency = rubric.CompetencyIds[gap.Competency],
                GapHundredths = gap.Levels,
                LearningTime = (V1.LearningTime)((int)gap.LearningTime + 1),
                Weeks = gap.Weeks,
            }));
        }

        AddRoles(reply, candidate.Interview, candidate.Rubric, scores);
        reply.Robustness.Add(Robustness.Of(rules, candidate.Scores, candidate.Fair?.Shifts).Select(check => new V1.RobustnessCheck
        {
            Change = (V1.RobustnessCheck.Types.Change)check.Change,
            Subject = SubjectOf(check, candidate),
            Verdict = VerdictOf(check.Verdict),
            Changed = check.Verdict != verdict,
        }));
    }

    private static void AddRoles(V1.CandidateAssessment reply, Interview interview, InterviewRubric rubric, int[] scores)
    {
        var level = WireNames.FindRoleLevel(interview.Level)!.Value;
        RoleRules[] roles = [.. rubric.Profiles.Roles.Select(role => rubric.Profiles.RulesOf(rubric.Rubric, role.Id, level)!)];
        var shape = Shape.Of(scores, [.. roles.Select(role => role.Profile)], rubric.Profiles.Shape);
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

    private static string SubjectOf(RobustnessCheck check, AssessedCandidate candidate) =>
        check.Change switch
        {
            RobustnessChange.WithoutInterviewer => candidate.Cards[check.Subject].Card.InterviewerId,
            RobustnessChange.WithoutCompetency => candidate.Result.Rubric.CompetencyIds[check.Subject],
            _ => "",
        };

    private static string RoleProfileOf(BoundProfile profile) => ResourceNames.RoleProfile(profile.Profile.Role, profile.Profile.Level);

    public static V1.EvidenceFlag EvidenceFlagOf(EvidenceAdvice advice) => (V1.EvidenceFlag)((int)advice.State + 1);

    public static V1.Verdict VerdictOf(Verdict verdict) => verdict switch
    {
        Verdict.Hire => V1.Verdict.Hire,
        Verdict.HireAndTrain => V1.Verdict.HireAndTrain,
        Verdict.Redirect => V1.Verdict.Redirect,
        Verdict.Decline => V1.Verdict.Decline,
        _ => V1.Verdict.NotGiven,
    };
}
