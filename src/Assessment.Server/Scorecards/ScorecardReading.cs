using Assessment.Server.Access;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Server.Paging;
using Assessment.Storage;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Scorecards;

/// <summary>Reads scorecards for callers, as far as they may see them.</summary>
internal sealed class ScorecardReading(
    Submissions submissions, ScorecardStore scorecards, IndependentRating independence, PageTokens tokens, Limits limits)
{
    /// <summary>One card, or an earlier revision of it.</summary>
    /// <exception cref="RequestException">There is none, or the caller may not see it yet.</exception>
    public async Task<V1.Scorecard> GetAsync(GetScorecardRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var (interviewId, id) = ResourceNames.ParseScorecard(violations, "name", request.Name);
        if (request.Revision < 0)
        {
            violations.Add("revision", "can't be negative.");
        }

        violations.ThrowIfAny();
        var card = await scorecards.FindAsync(
            context.Caller.Tenant, interviewId, id, request.Revision == 0 ? null : request.Revision, context.CancellationToken)
            ?? throw RequestException.NotFound(request.Revision == 0 ? request.Name : $"{request.Name} at revision {request.Revision}");
        var (interview, rubric) = await submissions.LoadAsync(context.Caller.Tenant, interviewId, context.CancellationToken);
        if (!IndependentRating.IsOwn(context.Caller, card.InterviewerId))
        {
            IndependentRating.RequireOnPanel(context.Caller, interview);
            var sight = await independence.OfAsync(context.Caller, interview, context.CancellationToken);
            if (!IndependentRating.Sees(context.Caller, sight, card))
            {
                throw IndependentRating.Sealed();
            }
        }

        return StoredCards.ReplyOf(card, interview, rubric);
    }

    /// <summary>A page of those that the caller sees; it may hold fewer than were asked for.</summary>
    public async Task<ListScorecardsResponse> ListAsync(ListScorecardsRequest request, ServerCallContext context)
    {
        const string Every = "interviews/-";
        var violations = new FieldViolations(limits);
        Guid? interviewId = request.Parent == Every ? null : ResourceNames.ParseInterview(violations, "parent", request.Parent);
        int take = violations.PageSize(request.PageSize);
        violations.OptionalId("interviewer_id", request.InterviewerId);
        violations.OptionalId("candidate_id", request.CandidateId);
        violations.Defined("state", request.State);
        violations.ThrowIfAny();
        if (interviewId is { } id)
        {
            var (interview, _) = await submissions.LoadAsync(context.Caller.Tenant, id, context.CancellationToken);
            IndependentRating.RequireOnPanel(context.Caller, interview);
        }

        var filter = new ScorecardFilter(
            interviewId,
            request.InterviewerId.Length == 0 ? null : request.InterviewerId,
            request.CandidateId.Length == 0 ? null : request.CandidateId,
            request.State == V1.Scorecard.Types.State.Unspecified ? null : (ScorecardState)request.State);
        Guid? after = tokens.Read(context.Caller.Tenant, request, request.PageToken) is { } cursor ? Guid.Parse(cursor) : null;
        var page = await scorecards.ListAsync(context.Caller.Tenant, filter, after, take + 1, context.CancellationToken);
        var response = new ListScorecardsResponse
        {
            NextPageToken = page.Count > take ? tokens.Issue(context.Caller.Tenant, request, page[take - 1].Id.ToString()) : "",
        };
        var loaded = new Dictionary<Guid, (Storage.Interview Interview, InterviewRubric Rubric, Sight Sight)>();
        foreach (var card in page.Take(take))
        {
            if (!loaded.TryGetValue(card.InterviewId, out var of))
            {
                var (interview, rubric) = await submissions.LoadAsync(context.Caller.Tenant, card.InterviewId, context.CancellationToken);
                of = (interview, rubric, await independence.OfAsync(context.Caller, interview, context.CancellationToken));
                loaded.Add(card.InterviewId, of);
            }

            if (IndependentRating.Sees(context.Caller, of.Sight, card))
            {
                response.Scorecards.Add(StoredCards.ReplyOf(card, of.Interview, of.Rubric));
            }
        }

        return response;
    }
}
