using System.Text;
using Assessment.Reports;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Server.Requests;
using Assessment.Server.Scorecards;
using Assessment.Storage;
using Assessment.V1;
using Google.Api;
using Google.Protobuf;
using Grpc.Core;
using Basis = Assessment.V1.RankCandidatesRequest.Types.Basis;
using Decision = Assessment.V1.Decision;

namespace Assessment.Server.Candidates;

/// <summary>Combined results over gRPC.</summary>
internal sealed class CandidateAssessmentService(
    Assessments assessments, Submissions submissions, DecisionStore decisions, RequestIds requestIds, TimeProvider clock)
    : V1.CandidateAssessmentService.CandidateAssessmentServiceBase
{
    public override async Task<CandidateAssessment> GetCandidateAssessment(GetCandidateAssessmentRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var id = ResourceNames.ParseCandidateAssessment(violations, "name", request.Name);
        violations.ThrowIfAny();
        return AssessmentReply.Of(await assessments.LoadAsync(id, context.CancellationToken));
    }

    public override async Task<BatchGetCandidateAssessmentsResponse> BatchGetCandidateAssessments(
        BatchGetCandidateAssessmentsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        violations.Count("names", request.Names.Count, 1, Limits.ComparedCandidates);
        Guid[] ids = [.. request.Names.Select((name, i) => ResourceNames.ParseCandidateAssessment(violations, $"names[{i}]", name))];
        violations.Distinct("names", request.Names);
        violations.ThrowIfAny();
        var response = new BatchGetCandidateAssessmentsResponse();
        foreach (var id in ids)
        {
            response.CandidateAssessments.Add(AssessmentReply.Of(await assessments.LoadAsync(id, context.CancellationToken)));
        }

        return response;
    }

    public override async Task<HttpBody> RenderCandidateAssessment(RenderCandidateAssessmentRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var id = ResourceNames.ParseCandidateAssessment(violations, "name", request.Name);
        violations.ThrowIfAny();
        using var page = new StringWriter();
        AssessmentPage.Write(AssessmentReply.Of(await assessments.LoadAsync(id, context.CancellationToken)), page);
        return new HttpBody { ContentType = "text/html; charset=utf-8", Data = ByteString.CopyFrom(page.ToString(), Encoding.UTF8) };
    }

    public override async Task<RankCandidatesResponse> RankCandidates(RankCandidatesRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        violations.Count("interviews", request.Interviews.Count, 2, Limits.RankedCandidates);
        Guid[] ids = [.. request.Interviews.Select((name, i) => ResourceNames.ParseInterview(violations, $"interviews[{i}]", name))];
        violations.Distinct("interviews", request.Interviews);
        violations.Defined("basis", request.Basis);
        violations.ThrowIfAny();
        var candidates = new List<AssessedCandidate>();
        foreach (var id in ids)
        {
            candidates.Add(await assessments.LoadAsync(id, context.CancellationToken));
            if (!IsComparable(candidates[0].Interview, candidates[^1].Interview))
            {
                violations.Add(
                    $"interviews[{candidates.Count - 1}]", "is for another role profile, version or banks than the first: scores can't be compared.");
            }
        }

        violations.ThrowIfAny();
        return RankingReply.Of(candidates, request.Basis == Basis.Unspecified ? Basis.Observed : request.Basis);
    }

    public override async Task<Decision> RecordDecision(RecordDecisionRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var interviewId = ResourceNames.ParseInterview(violations, "parent", request.Parent);
        var requestId = violations.OptionalUuid("request_id", request.RequestId);
        DecisionRequest.Check(request.Decision, violations);
        violations.ThrowIfAny();
        return await requestIds.OnceAsync<Decision>(
            request,
            requestId,
            context.Method,
            async answered =>
            {
                var candidate = await assessments.LoadAsync(interviewId, context.CancellationToken);
                CardRules.RequireNotErased(candidate.Interview);
                var decision = DecisionRequest.Decide(request.Decision, candidate, clock.GetMicroseconds());
                var reply = DecisionReply.Of(decision);
                await decisions.RecordAsync(Tenants.Default, decision, answered(reply), context.CancellationToken);
                return reply;
            },
            context.CancellationToken);
    }

    public override async Task<ListDecisionsResponse> ListDecisions(ListDecisionsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations();
        var id = ResourceNames.ParseInterview(violations, "parent", request.Parent);
        violations.ThrowIfAny();
        await submissions.LoadAsync(id, context.CancellationToken);
        var stored = await decisions.ListAsync(Tenants.Default, id, context.CancellationToken);
        return new ListDecisionsResponse { Decisions = { stored.Select(DecisionReply.Of) } };
    }

    private static bool IsComparable(Storage.Interview first, Storage.Interview other) =>
        (first.Role, first.Level, first.ProfilesId, first.ProfilesVersion) == (other.Role, other.Level, other.ProfilesId, other.ProfilesVersion)
        && first.Banks.SequenceEqual(other.Banks);
}
