using System.Runtime.ExceptionServices;
using Assessment.Server.Access;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Server.Requests;
using Assessment.Server.Scores;
using Assessment.Server.Telemetry;
using Assessment.Storage;
using Assessment.V1;
using Grpc.Core;
using Scorecard = Assessment.Storage.Scorecard;

namespace Assessment.Server.Scorecards;

/// <summary>Scorecards over gRPC.</summary>
internal sealed class ScorecardService(
    Submissions submissions,
    ScorecardStore scorecards,
    ScorecardReading reading,
    RubricCatalogs catalogs,
    RequestIds requestIds,
    Limits limits,
    IHostApplicationLifetime lifetime,
    TimeProvider clock)
    : V1.ScorecardService.ScorecardServiceBase
{
    /// <summary>How often a write is decided anew because the interview changed between its load and its save.</summary>
    private const int Attempts = 3;

    public override async Task<V1.Scorecard> SaveDraft(SaveDraftRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var interviewId = ResourceNames.ParseInterview(violations, "parent", request.Parent);
        var named = request.Scorecard?.Name is { Length: > 0 } name
            ? ResourceNames.ParseScorecard(violations, "scorecard.name", name)
            : default;
        CardRules.RequireCard(request.Scorecard, violations);
        if (request.Scorecard?.Name.Length > 0)
        {
            CardRules.RequireEtagGiven(request.Etag, violations);
        }
        else if (request.Etag.Length > 0)
        {
            violations.Add("etag", "is for a draft that exists; name the draft in scorecard.name, or leave it empty to begin one.");
        }

        violations.ThrowIfAny();
        if (named != default && named.Interview != interviewId)
        {
            throw RequestException.Invalid("scorecard.name", "is a scorecard of another interview.");
        }

        RequireMayWrite(context.Caller, request.Scorecard!);
        var (interview, rubric) = await submissions.LoadAsync(context.Caller.Tenant, interviewId, context.CancellationToken);
        var now = clock.GetMicroseconds();
        var catalog = await catalogs.OfAsync(context.Caller.Tenant, context.CancellationToken);
        var content = CardContent.Parse(
            request.Scorecard!, "scorecard.", interview, rubric, catalog, now, violations, complete: false);
        violations.ThrowIfAny();
        CardRules.RequireAccepting(interview, content.InterviewerId);
        var draft = named == default ? null : await LoadAsync(context.Caller, named.Interview, named.Id, context.CancellationToken);
        if (draft is not null)
        {
            CardRules.RequireState(draft, "replaced as a draft", ScorecardState.Draft);
            CardRules.RequireEtag(draft, request.Etag);
            if (draft.InterviewerId != content.InterviewerId)
            {
                throw RequestException.Invalid("scorecard.interviewer_id", "is not the draft's interviewer.");
            }

            if (draft.Layer != content.Layer)
            {
                throw RequestException.Invalid("scorecard.layer", "is not the draft's layer.");
            }
        }

        var saved = content.AsDraft(interview, draft, now);
        await scorecards.SaveDraftAsync(context.Caller.Tenant, saved, draft?.Version, interview.Version, context.CancellationToken);
        return StoredCards.ReplyOf(saved, interview.CandidateId, score: null);
    }

    public override async Task<PreviewScorecardResponse> PreviewScorecard(PreviewScorecardRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var interviewId = ResourceNames.ParseInterview(violations, "parent", request.Parent);
        CardRules.RequireCard(request.Scorecard, violations);
        violations.ThrowIfAny();
        RequireMayWrite(context.Caller, request.Scorecard!);
        var catalog = await catalogs.OfAsync(context.Caller.Tenant, context.CancellationToken);
        var (interview, rubric) = await submissions.LoadAsync(context.Caller.Tenant, interviewId, context.CancellationToken);
        var content = CardContent.Parse(request.Scorecard!, "", interview, rubric, catalog, clock.GetUtcNow(), violations);
        if (violations.Any)
        {
            return new PreviewScorecardResponse
            {
                Violations = { violations.Found.Select(v => new FieldViolation { Field = v.Field, Description = v.Description }) },
            };
        }

        CardRules.RequireAccepting(interview, content.InterviewerId);
        var score = content.Score(rubric);
        return new PreviewScorecardResponse
        {
            Score = ScoreReply.Of(score, rubric.Profile),
            Explanation = { ScoreReply.ExplanationOf(score, rubric.Profile) },
        };
    }

    public override Task<V1.Scorecard> SubmitScorecard(SubmitScorecardRequest request, ServerCallContext context) =>
        SubmitAsync(request, context);

    public override async Task<V1.Scorecard> SubmitDraft(SubmitDraftRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var (interviewId, id) = ResourceNames.ParseScorecard(violations, "name", request.Name);
        var requestId = violations.OptionalUuid("request_id", request.RequestId);
        CardRules.RequireEtagGiven(request.Etag, violations);
        violations.ThrowIfAny();
        return await requestIds.OnceAsync<V1.Scorecard>(
            request,
            requestId,
            context,
            async answered =>
            {
                var (interview, rubric) = await submissions.LoadAsync(context.Caller.Tenant, interviewId, context.CancellationToken);
                var draft = await LoadAsync(context.Caller, interviewId, id, context.CancellationToken);
                CardRules.RequireState(draft, "submitted", ScorecardState.Draft);
                CardRules.RequireEtag(draft, request.Etag);
                var ground = await submissions.GroundAsync(
                    context.Caller.Tenant, interviewId, draft.InterviewerId, draft.Layer, context.CancellationToken);
                Submissions.RequireLayerOpen(ground, draft.Layer, draft.InterviewerId);
                var prepared = await submissions.PrepareDraftAsync(
                    context.Caller.Tenant, draft, interview, rubric, context.CancellationToken);
                await scorecards.SubmitAsync(
                    context.Caller.Tenant, [prepared.Submission], answered(prepared.Reply), context.CancellationToken);
                ServerMetrics.Submit([draft.Layer]);
                return prepared.Reply;
            });
    }

    public override async Task<BatchSubmitScorecardsResponse> BatchSubmitScorecards(
        BatchSubmitScorecardsRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var requestId = violations.OptionalUuid("request_id", request.RequestId);
        violations.Count("requests", request.Requests.Count, 1, limits.SubmitBatch);

        for (int i = 0; i < request.Requests.Count; i++)
        {
            if (request.Requests[i].RequestId.Length > 0)
            {
                violations.Add($"requests[{i}].request_id", "can't be set inside a batch; set the batch's own.");
            }
        }

        violations.ThrowIfAny();
        return await requestIds.OnceAsync<BatchSubmitScorecardsResponse>(
            request,
            requestId,
            context,
            answered => Retries.OnChangeAsync(Attempts, async () =>
            {
                var prepared = new List<PreparedSubmission?>();
                ExceptionDispatchInfo? refusal = null;
                for (int i = 0; i < request.Requests.Count; i++)
                {
                    try
                    {
                        prepared.Add(await submissions.PrepareAsync(
                            request.Requests[i], context.Caller, $"requests[{i}].", violations, context.CancellationToken));
                    }
                    catch (Exception exception) when (exception is RequestException or ConflictException)
                    {
                        refusal ??= ExceptionDispatchInfo.Capture(exception); // violations of the other cards come before it
                        prepared.Add(null);
                    }
                }

                RefuseTwiceInOneBatch(prepared, violations);
                violations.ThrowIfAny();
                refusal?.Throw();
                var reply = new BatchSubmitScorecardsResponse { Scorecards = { prepared.Select(p => p!.Reply) } };
                await scorecards.SubmitAsync(
                    context.Caller.Tenant, [.. prepared.Select(p => p!.Submission)], answered(reply), context.CancellationToken);
                ServerMetrics.Submit(prepared.Select(p => p!.Submission.Card.Layer));
                return reply;
            }));
    }

    public override Task StreamSubmitScorecards(
        IAsyncStreamReader<StreamSubmitScorecardsRequest> requestStream,
        IServerStreamWriter<StreamSubmitScorecardsResponse> responseStream,
        ServerCallContext context) =>
        new SubmitStream(item => AnswerAsync(item, context), limits.StreamInFlight)
            .RunAsync(requestStream, responseStream, context, lifetime.ApplicationStopping);

    public override async Task<V1.Scorecard> AmendScorecard(AmendScorecardRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var (interviewId, id) = ResourceNames.ParseScorecard(violations, "name", request.Name);
        var requestId = violations.OptionalUuid("request_id", request.RequestId);
        string reason = violations.RequireText("reason", request.Reason, violations.Limits.ReasonLength);
        CardRules.RequireEtagGiven(request.Etag, violations);
        CardRules.RequireCard(request.Scorecard, violations);
        if (violations.Any && interviewId == default)
        {
            violations.ThrowIfAny();
        }

        return await requestIds.OnceAsync<V1.Scorecard>(
            request,
            requestId,
            context,
            async answered =>
            {
                var (interview, rubric) = await submissions.LoadAsync(context.Caller.Tenant, interviewId, context.CancellationToken);
                var card = await LoadAsync(context.Caller, interviewId, id, context.CancellationToken);
                var now = clock.GetMicroseconds();
                context.Caller.RequireMayActFor(request.Scorecard?.SubmitterId ?? "");
                var catalog = await catalogs.OfAsync(context.Caller.Tenant, context.CancellationToken);
                var content = CardContent.Parse(
                    request.Scorecard ?? new V1.Scorecard(), "scorecard.", interview, rubric, catalog, now, violations);
                if (content.InterviewerId.Length > 0 && content.InterviewerId != card.InterviewerId)
                {
                    violations.Add("scorecard.interviewer_id", "is not the scorecard's interviewer.");
                }

                if (request.Scorecard?.Layer is { } layer and not V1.Layer.Unspecified && layer != (V1.Layer)card.Layer)
                {
                    violations.Add("scorecard.layer", "is not the scorecard's layer.");
                }

                violations.ThrowIfAny();
                CardRules.RequireState(card, "amended", ScorecardState.Submitted, ScorecardState.Amended);
                CardRules.RequireAccepting(interview, card.InterviewerId);
                CardRules.RequireEtag(card, request.Etag);
                await submissions.RequireUnsealedAsync(context.Caller.Tenant, card, context.CancellationToken);
                var score = content.Score(rubric);
                var amended = content.AsRevisionOf(card, reason, score, now);
                var reply = StoredCards.ReplyOf(amended, interview.CandidateId, ScoreReply.Of(score, rubric.Profile));
                await scorecards.AmendAsync(
                    context.Caller.Tenant, amended, card.Version, interview.Version, answered(reply), context.CancellationToken);
                return reply;
            });
    }

    public override async Task<V1.Scorecard> WithdrawScorecard(WithdrawScorecardRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var (interviewId, id) = ResourceNames.ParseScorecard(violations, "name", request.Name);
        var requestId = violations.OptionalUuid("request_id", request.RequestId);
        string reason = violations.RequireText("reason", request.Reason, violations.Limits.ReasonLength);
        CardRules.RequireEtagGiven(request.Etag, violations);
        violations.ThrowIfAny();
        return await requestIds.OnceAsync<V1.Scorecard>(
            request,
            requestId,
            context,
            async answered =>
            {
                var (interview, rubric) = await submissions.LoadAsync(context.Caller.Tenant, interviewId, context.CancellationToken);
                var card = await LoadAsync(context.Caller, interviewId, id, context.CancellationToken);
                CardRules.RequireState(card, "withdrawn", ScorecardState.Submitted, ScorecardState.Amended);
                CardRules.RequireAccepting(interview, card.InterviewerId);
                CardRules.RequireEtag(card, request.Etag);
                await submissions.RequireUnsealedAsync(context.Caller.Tenant, card, context.CancellationToken);
                var withdrawn = card with
                {
                    State = ScorecardState.Withdrawn,
                    Reason = reason,
                    RevisedAt = clock.GetMicroseconds(),
                    Version = card.Version + 1,
                };
                var reply = StoredCards.ReplyOf(withdrawn, interview, rubric);
                await scorecards.WithdrawAsync(
                    context.Caller.Tenant, withdrawn, card.Version, interview.Version, answered(reply), context.CancellationToken);
                return reply;
            });
    }

    public override Task<V1.Scorecard> GetScorecard(GetScorecardRequest request, ServerCallContext context) => reading.GetAsync(request, context);

    public override Task<ListScorecardsResponse> ListScorecards(ListScorecardsRequest request, ServerCallContext context) =>
        reading.ListAsync(request, context);

    private static void RequireMayWrite(Caller caller, V1.Scorecard card)
    {
        caller.RequireMayActFor(card.InterviewerId);
        caller.RequireMayActFor(card.SubmitterId);
    }

    private static void RefuseTwiceInOneBatch(List<PreparedSubmission?> prepared, FieldViolations violations)
    {
        var seen = new HashSet<(Guid, string, ScorecardLayer)>();
        for (int i = 0; i < prepared.Count; i++)
        {
            if (prepared[i]?.Submission.Card is { } card && !seen.Add((card.InterviewId, card.InterviewerId, card.Layer)))
            {
                violations.Add($"requests[{i}].scorecard.interviewer_id", "has a scorecard for this interview earlier in the batch.");
            }
        }
    }

    private async Task<V1.Scorecard> SubmitAsync(SubmitScorecardRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var requestId = violations.OptionalUuid("request_id", request.RequestId);
        return await requestIds.OnceAsync<V1.Scorecard>(
            request,
            requestId,
            context,
            answered => Retries.OnChangeAsync(Attempts, async () =>
            {
                var prepared = await submissions.PrepareAsync(request, context.Caller, "", violations, context.CancellationToken);
                violations.ThrowIfAny();
                await scorecards.SubmitAsync(
                    context.Caller.Tenant, [prepared!.Submission], answered(prepared.Reply), context.CancellationToken);
                ServerMetrics.Submit([prepared.Submission.Card.Layer]);
                return prepared.Reply;
            }));
    }

    private async Task<StreamSubmitScorecardsResponse> AnswerAsync(StreamSubmitScorecardsRequest item, ServerCallContext context)
    {
        try
        {
            var request = item.Request ?? throw RequestException.Invalid("request", "is required.");
            return new StreamSubmitScorecardsResponse
            {
                Sequence = item.Sequence,
                Scorecard = await SubmitAsync(request, context),
            };
        }
        catch (Exception exception) when (ErrorStatus.Find(exception) is { } status)
        {
            return new StreamSubmitScorecardsResponse { Sequence = item.Sequence, Error = status };
        }
    }

    /// <summary>A card that the caller may change.</summary>
    private async Task<Scorecard> LoadAsync(Caller caller, Guid interviewId, Guid id, CancellationToken cancellation)
    {
        var card = await scorecards.FindAsync(caller.Tenant, interviewId, id, revision: null, cancellation)
            ?? throw RequestException.NotFound(ResourceNames.Scorecard(interviewId, id));
        caller.RequireMayActFor(card.InterviewerId);
        return card;
    }
}
