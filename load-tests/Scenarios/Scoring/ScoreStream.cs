using Assessment.LoadScenarios.Streams;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.LoadScenarios.Scoring;

/// <summary>Scores one set of ratings a message, over streams that stay open: a call is a message and its answer.</summary>
internal sealed class ScoreStream(ServerConnection connection) : IScenario
{
    private const int Sets = 60;

    private readonly StreamLanes<StreamScoresRequest, StreamScoresResponse> _lanes = new(
        connection, new ScoringService.ScoringServiceClient(connection.Invoker).StreamScores, response => response.Sequence);

    private ScoreRequest[] _requests = [];

    public string Remark => "";

    public async Task PrepareAsync(int calls, CancellationToken cancellation)
    {
        if (_requests.Length == 0)
        {
            var content = await CardContent.ReadAsync(connection, cancellation);
            _requests = [.. Enumerable.Range(0, Sets).Select(number => content.ToScore(number, withEvidence: true))];
        }
    }

    public Task<Outcome> RunAsync(ScenarioContext context, CancellationToken cancellation) => _lanes.AskAsync(
        new() { Sequence = context.Call, Request = _requests[context.Call % Sets] },
        context.Call,
        answer => answer.ResultCase == StreamScoresResponse.ResultOneofCase.Response ? StatusCode.OK : (StatusCode)answer.Error.Code,
        cancellation);

    public ValueTask DisposeAsync() => _lanes.DisposeAsync();
}
