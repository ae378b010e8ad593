using Assessment.Scoring;
using Assessment.Server.Banks;
using Assessment.Server.Catalog;
using Assessment.Server.Names;
using Assessment.Server.Scores;
using Interview = Assessment.Storage.Interview;
using Scorecard = Assessment.Storage.Scorecard;

namespace Assessment.Server.Candidates;

/// <summary>A combined result as the contract shows it.</summary>
internal static class AssessmentReply
{
    /// <param name="cards">The combined cards with their scores, ordered by id.</param>
    public static V1.CandidateAssessment Of(
        Interview interview, InterviewRubric rubric, CandidateScore result, IReadOnlyList<(Scorecard Card, ScorecardScore Score)> cards)
    {
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
            Criteria = { CriteriaOf(result, cards) },
            Explanation = { ScoreReply.ExplanationOf(result, rubric.Profile) },
            Scorecards = { cards.Select(c => ResourceNames.Scorecard(interview.Id, c.Card.Id)) },
            OutstandingInterviewerIds =
            {
                interview.Panel.Select(m => m.InterviewerId).Where(id => cards.All(c => c.Card.InterviewerId != id)),
            },
        };
        ScoreReply.AddCompetencies(result, rubric.Profile, reply.Competencies);
        ScoreReply.AddTracks(result, reply.Tracks);
        if (result.Composite is int composite)
        {
            reply.CompositeHundredths = composite;
        }

        if (result.EqualWeights is int equalWeights)
        {
            reply.EqualWeightsHundredths = equalWeights;
        }

        VerdictReply.AddTo(reply, interview, rubric, result, cards);
        return reply;
    }

    private static IEnumerable<V1.CombinedCriterion> CriteriaOf(
        CandidateScore result, IReadOnlyList<(Scorecard Card, ScorecardScore Score)> cards) =>
        from criterion in Enumerable.Range(0, result.CriterionValues.Length)
        where result.CriterionValues[criterion] != Scale.Absent
        select new V1.CombinedCriterion
        {
            Criterion = result.Rubric.CriterionIds[criterion],
            Hundredths = result.CriterionValues[criterion],
            Cards =
            {
                from card in cards
                where card.Score.CappedValue(criterion) is not null
                select new V1.CardValue
                {
                    InterviewerId = card.Card.InterviewerId,
                    Scorecard = ResourceNames.Scorecard(card.Card.InterviewId, card.Card.Id),
                    RawHundredths = card.Score.RawValue(criterion)!.Value,
                    CappedHundredths = card.Score.CappedValue(criterion)!.Value,
                    CappedBy = { card.Score.CappedBy(criterion).Select(flag => result.Rubric.RedFlagIds[flag]) },
                },
            },
        };

    private static V1.Band BandOf(Band band) => band switch
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
