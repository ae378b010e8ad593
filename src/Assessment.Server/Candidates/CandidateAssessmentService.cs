using System.Text;
using Assessment.Reports;
using Assessment.Server.Access;
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
    Assessments assessments, Submissions submissions, DecisionStore decisions, IndependentRating independence, RequestIds requestIds, Limits limits,
    TimeProvider clock)
    : V1.CandidateAssessmentService.CandidateAssessmentServiceBase
{
    public override async Task<CandidateAssessment> GetCandidateAssessment(GetCandidateAssessmentRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseCandidateAssessment(violations, "name", request.Name);
        violations.ThrowIfAny();
        return AssessmentReply.Of(await assessments.LoadAsync(context.Caller, id, context.CancellationToken));
    }

    public override async Task<BatchGetCandidateAssessmentsResponse> BatchGetCandidateAssessments(
        BatchGetCandidateAssessmentsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        violations.Count("names", request.Names.Count, 1, violations.Limits.ComparedCandidates);
        Guid[] ids = [.. request.Names.Select((name, i) => ResourceNames.ParseCandidateAssessment(violations, $"names[{i}]", name))];
        violations.Distinct("names", request.Names);
        violations.ThrowIfAny();
        var response = new BatchGetCandidateAssessmentsResponse();
        foreach (var id in ids)
        {
            response.CandidateAssessments.Add(AssessmentReply.Of(await assessments.LoadAsync(context.Caller, id, context.CancellationToken)));
        }

        return response;
    }

    public override async Task<HttpBody> RenderCandidateAssessment(RenderCandidateAssessmentRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseCandidateAssessment(violations, "name", request.Name);
        violations.ThrowIfAny();
        using var page = new StringWriter();
        AssessmentPage.Write(AssessmentReply.Of(await assessments.LoadAsync(context.Caller, id, context.CancellationToken)), page);
        return new HttpBody { ContentType = "text/html; charset=utf-8", Data = ByteString.CopyFrom(page.ToString(), Encoding.UTF8) };
    }

    public override async Task<RankCandidatesResponse> RankCandidates(RankCandidatesRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        violations.Count("interviews", request.Interviews.Count, 2, violations.Limits.RankedCandidates);
        Guid[] ids = [.. request.Interviews.Select((name, i) => ResourceNames.ParseInterview(violations, $"interviews[{i}]", name))];
        violations.Distinct("interviews", request.Interviews);
        violations.Defined("basis", request.Basis);
        violations.ThrowIfAny();
        var candidates = new List<AssessedCandidate>();
        foreach (var id in ids)
        {
            candidates.Add(await assessments.LoadAsync(context.Caller, id, context.CancellationToken));
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
        var violations = new FieldViolations(limits);
        var interviewId = ResourceNames.ParseInterview(violations, "parent", request.Parent);
        var requestId = violations.OptionalUuid("request_id", request.RequestId);
        DecisionRequest.Check(request.Decision, violations);
        violations.ThrowIfAny();
        context.Caller.RequireOwn(request.Decision.DecidedBy, Roles.Tool);
        return await requestIds.OnceAsync<Decision>(
            request,
            requestId,
            context,
            async answered =>
            {
                var candidate = await assessments.LoadAsync(context.Caller, interviewId, context.CancellationToken);
                CardRules.RequireNotErased(candidate.Interview);
                var decision = DecisionRequest.Decide(request.Decision, candidate, limits, clock.GetMicroseconds());
                var reply = DecisionReply.Of(decision);
                await decisions.RecordAsync(context.Caller.Tenant, decision, answered(reply), context.CancellationToken);
                return reply;
            });
    }

    public override async Task<ListDecisionsResponse> ListDecisions(ListDecisionsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var id = ResourceNames.ParseInterview(violations, "parent", request.Parent);
        violations.ThrowIfAny();
        var (interview, _) = await submissions.LoadAsync(context.Caller.Tenant, id, context.CancellationToken);
        await independence.RequireSubmittedAsync(context.Caller, interview, context.CancellationToken);
        var stored = await decisions.ListAsync(context.Caller.Tenant, id, context.CancellationToken);
        return new ListDecisionsResponse { Decisions = { stored.Select(DecisionReply.Of) } };
    }

    private static bool IsComparable(Storage.Interview first, Storage.Interview other) =>
        (first.Role, first.Level, first.ProfilesId, first.ProfilesVersion) == (other.Role, other.Level, other.ProfilesId, other.ProfilesVersion)
        && first.Banks.SequenceEqual(other.Banks);
}
