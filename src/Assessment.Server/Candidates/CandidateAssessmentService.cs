using Assessment.Scoring;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Server.Scorecards;
using Assessment.Storage;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Candidates;

/// <summary>Combined results over gRPC.</summary>
internal sealed class CandidateAssessmentService(Submissions submissions, ScorecardStore scorecards)
    : V1.CandidateAssessmentService.CandidateAssessmentServiceBase
{
    public override async Task<CandidateAssessment> GetCandidateAssessment(GetCandidateAssessmentRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var id = ResourceNames.ParseCandidateAssessment(violations, "name", request.Name);
        violations.ThrowIfAny();
        var (interview, rubric) = await submissions.LoadAsync(id, context.CancellationToken);
        var stored = await scorecards.ListCountingAsync(Tenants.Default, id, ScorecardLayer.First, context.CancellationToken);
        var cards = stored.Select(card => (Card: card, Score: StoredCards.Score(card, rubric))).ToList();
        var result = CandidateScore.Combine(rubric.Profile, [.. cards.Select(card => card.Score)]);
        return AssessmentReply.Of(interview, rubric, result, cards);
    }
}
