using Assessment.V1;

namespace Assessment.LoadScenarios.Scoring;

/// <summary>Scores one set of ratings a call.</summary>
internal sealed class ScoreUnary(ServerConnection connection) : IScenario
{
    private const int Sets = 60;

    private readonly ScoringService.ScoringServiceClient _client = new(connection.Invoker);
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

    public async Task<Outcome> RunAsync(ScenarioContext context, CancellationToken cancellation)
    {
        var request = _requests[context.Call % Sets];
        return (await Outcome.OfAsync(request.CalculateSize(), _client.ScoreAsync(request, connection.Options(cancellation)))).Outcome;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
