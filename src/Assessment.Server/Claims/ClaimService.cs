using Assessment.Server.Access;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Server.Requests;
using Assessment.Server.Scorecards;
using Assessment.Storage;
using Assessment.V1;
using Grpc.Core;
using Claim = Assessment.V1.Claim;

namespace Assessment.Server.Claims;

/// <summary>The ledger of claims over gRPC.</summary>
internal sealed class ClaimService(
    Submissions submissions, IndependentRating independence, ClaimStore claims, RequestIds requestIds, Limits limits, TimeProvider clock)
    : V1.ClaimService.ClaimServiceBase
{
    private const int Attempts = 5; // two interviewers' records of one system don't meet; one's own may

    public override async Task<Claim> RecordClaim(RecordClaimRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var interviewId = ResourceNames.ParseInterview(violations, "parent", request.Parent);
        var requestId = violations.OptionalUuid("request_id", request.RequestId);
        ClaimRequest.Check(request.Claim, violations);
        violations.ThrowIfAny();
        context.Caller.RequireMayActFor(request.Claim.InterviewerId);
        return await requestIds.OnceAsync<Claim>(
            request,
            requestId,
            context,
            answered => Retries.OnChangeAsync(Attempts, async () =>
            {
                var (interview, _) = await submissions.LoadAsync(context.Caller.Tenant, interviewId, context.CancellationToken);
                CardRules.RequireNotErased(interview);
                CardRules.RequireOnPanel(interview, request.Claim.InterviewerId);
                var known = await claims.ListAsync(context.Caller.Tenant, interviewId, context.CancellationToken);
                var earlier = known.FirstOrDefault(c => (c.InterviewerId, c.System) == (request.Claim.InterviewerId, request.Claim.System));
                var now = clock.GetMicroseconds();
                var claim = new Storage.Claim
                {
                    Id = earlier?.Id ?? TimeOrderedIds.Of(now),
                    InterviewId = interviewId,
                    InterviewerId = request.Claim.InterviewerId,
                    SubmitterId = request.Claim.InterviewerId,
                    System = request.Claim.System,
                    Facts = ClaimRequest.FactsOf(request.Claim),
                    Revision = (earlier?.Revision ?? 0) + 1,
                    RecordedAt = now,
                };
                var reply = ClaimReply.Of(claim);
                await claims.RecordAsync(context.Caller.Tenant, claim, answered(reply), context.CancellationToken);
                return reply;
            }));
    }

    public override async Task<ListClaimsResponse> ListClaims(ListClaimsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var interviewId = ResourceNames.ParseInterview(violations, "parent", request.Parent);
        violations.ThrowIfAny();
        var (interview, _) = await submissions.LoadAsync(context.Caller.Tenant, interviewId, context.CancellationToken);
        IndependentRating.RequireOnPanel(context.Caller, interview);
        var sight = await independence.OfAsync(context.Caller, interview, context.CancellationToken);
        var stored = await claims.ListAsync(context.Caller.Tenant, interviewId, context.CancellationToken);
        var seen = stored.Where(claim => sight != Sight.Own || IndependentRating.IsOwn(context.Caller, claim.InterviewerId));
        var response = new ListClaimsResponse { Claims = { seen.Select(ClaimReply.Of) } };
        response.Contradictions.Add(Contradictions.Of(response.Claims));
        return response;
    }
}
