using Assessment.Server.Access;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Requests;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Scores;

/// <summary>Stateless scoring over gRPC.</summary>
internal sealed class ScoringService(RubricCatalogs catalogs, Limits limits, IHostApplicationLifetime lifetime) : V1.ScoringService.ScoringServiceBase
{
    public override async Task<ScoreResponse> Score(ScoreRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        var catalog = await catalogs.OfAsync(context.Caller.Tenant, context.CancellationToken);
        var response = await ScoreAsync(catalog, request, "", violations, context.CancellationToken);
        violations.ThrowIfAny();
        return response!;
    }

    public override async Task<BatchScoreResponse> BatchScore(BatchScoreRequest request, ServerCallContext context)
    {
        var violations = new FieldViolations(limits);
        violations.Count("requests", request.Requests.Count, 1, limits.ScoreBatch);

        violations.ThrowIfAny();
        var catalog = await catalogs.OfAsync(context.Caller.Tenant, context.CancellationToken);
        var responses = new BatchScoreResponse();
        for (int i = 0; i < request.Requests.Count; i++)
        {
            var response = await ScoreAsync(catalog, request.Requests[i], $"requests[{i}].", violations, context.CancellationToken);
            if (response is not null)
            {
                responses.Responses.Add(response);
            }
        }

        violations.ThrowIfAny();
        return responses;
    }

    public override async Task StreamScores(
        IAsyncStreamReader<StreamScoresRequest> requestStream, IServerStreamWriter<StreamScoresResponse> responseStream, ServerCallContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var catalog = await catalogs.OfAsync(context.Caller.Tenant, context.CancellationToken);
        var items = new RequestItems<StreamScoresRequest>(requestStream, context, ended.Token);
        var answers = new AnswerBatches<StreamScoresResponse>(responseStream);
        while (await items.ReadAsync() is { } item)
        {
            var violations = new FieldViolations(limits);
            var response = item.Request is null ? null : await ScoreAsync(catalog, item.Request, "", violations, context.CancellationToken);
            if (item.Request is null)
            {
                violations.Add("request", "is required.");
            }

            await answers.WriteAsync(
                violations.Any
                    ? new StreamScoresResponse { Sequence = item.Sequence, Error = ErrorStatus.Find(RequestException.Invalid(violations.Found)) }
                    : new StreamScoresResponse { Sequence = item.Sequence, Response = response },
                items.IsNextHere,
                context.CancellationToken);
        }
    }

    /// <summary>The score of one set, or null when it has violations.</summary>
    private static async ValueTask<ScoreResponse?> ScoreAsync(
        RubricCatalog catalog, ScoreRequest request, string path, FieldViolations violations, CancellationToken cancellation)
    {
        var newest = catalog.NewestRubrics;
        if (request.QuestionBanks.Count > 0 || !newest.TryGetValue((request.RoleProfile, request.RoleProfileVersion), out var rubric))
        {
            var pins = await Pins.FindAsync(
                catalog, request.RoleProfile, request.RoleProfileVersion, request.QuestionBanks, path, violations, cancellation);
            if (pins is null)
            {
                return null;
            }

            rubric = await catalog.CompileAsync(pins, cancellation);
            if (request.QuestionBanks.Count == 0)
            {
                newest.TryAdd((request.RoleProfile, request.RoleProfileVersion), rubric);
            }
        }

        return ScoredRequest.Find(request, path, rubric, catalog.KnowsCriterion, violations);
    }
}
