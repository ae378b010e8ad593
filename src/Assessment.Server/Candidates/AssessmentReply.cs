using Assessment.Scoring;
using Assessment.Server.Banks;
using Assessment.Server.Names;
using Assessment.Server.Scores;

namespace Assessment.Server.Candidates;

/// <summary>A combined result as the contract shows it.</summary>
internal static class AssessmentReply
{
    public static V1.CandidateAssessment Of(AssessedCandidate candidate)
    {
        var (interview, rubric, result) = (candidate.Interview, candidate.Rubric, candidate.Result);
        var reply = new V1.CandidateAssessment
        {
            Name = ResourceNames.CandidateAssessment(interview.Id),
            CandidateId = interview.CandidateId,
            RoleProfile = ResourceNames.RoleProfile(interview.Role, interview.Level),
            RoleProfileVersion = interview.ProfilesVersion,
            QuestionBanks = { interview.Banks.Select(bank => ResourceNames.QuestionBank(bank.BankId, bank.Version)) },
            Combination = BankReply.CombinationOf(rubric.Profile.Profile.Combination),
            Band = BandOf(result.Band),
            Reasons = { result.Reasons.Select(r => new V1.BandReason { Kind = (V1.BandReason.Types.Kind)r.Kind, Competency = r.CompetencyId ?? "" }) },
            CoverageHundredths = result.Coverage,
            Criteria = { CriteriaOf(candidate) },
            Explanation = { ScoreReply.ExplanationOf(result, rubric.Profile) },
            Scorecards = { candidate.Cards.Select(c => ResourceNames.Scorecard(interview.Id, c.Card.Id)) },
            OutstandingInterviewerIds =
            {
                interview.Panel.Select(m => m.InterviewerId).Where(id => candidate.Cards.All(c => c.Card.InterviewerId != id)),
            },
        };
        ScoreReply.AddCompetencies(result, rubric.Profile, reply.Competencies);
        ScoreReply.AddTracks(result, reply.Tracks);
        if (result.Composite is int composite)
        {
            reply.CompositeHundredths = composite;
            reply.CompositeStandardErrorHundredths = candidate.Evidence.CompositeError(rubric.Profile);
        }

        if (result.EqualWeights is int equalWeights)
        {
            reply.EqualWeightsHundredths = equalWeights;
        }

        VerdictReply.AddTo(reply, candidate);
        LayerReply.AddTo(reply, candidate);
        if (candidate.Decision is { } decision)
        {
            reply.Decision = DecisionReply.Of(decision);
        }

        return reply;
    }

    private static IEnumerable<V1.CombinedCriterion> CriteriaOf(AssessedCandidate candidate) =>
        from criterion in Enumerable.Range(0, candidate.Result.CriterionValues.Length)
        where candidate.Result.CriterionValues[criterion] != Scale.Absent
        select new V1.CombinedCriterion
        {
            Criterion = candidate.Result.Rubric.CriterionIds[criterion],
            Hundredths = candidate.Result.CriterionValues[criterion],
            Cards =
            {
                from card in candidate.Cards
                where card.Score.CappedValue(criterion) is not null
                select new V1.CardValue
                {
                    InterviewerId = card.Card.InterviewerId,
                    Scorecard = ResourceNames.Scorecard(card.Card.InterviewId, card.Card.Id),
                    RawHundredths = card.Score.RawValue(criterion)!.Value,
                    CappedHundredths = card.Score.CappedValue(criterion)!.Value,
                    CappedBy = { card.Score.CappedBy(criterion).Select(flag => candidate.Result.Rubric.RedFlagIds[flag]) },
                },
            },
        };

    public static V1.Band BandOf(Band band) => band switch
    {
        Band.StrongNo => V1.Band.StrongNo,
        Band.No => V1.Band.No,
        Band.LeanNo => V1.Band.LeanNo,
        Band.LeanYes => V1.Band.LeanYes,
        Band.Yes => V1.Band.Yes,
        Band.StrongYes => V1.Band.StrongYes,
        _ => V1.Band.InsufficientEvidence,
    };
}
