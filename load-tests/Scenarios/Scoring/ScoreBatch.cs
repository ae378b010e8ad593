using Assessment.V1;

namespace Assessment.LoadScenarios.Scoring;

/// <summary>Scores several sets of ratings a call.</summary>
/// <param name="sets">How many, 1 to 1,000.</param>
internal sealed class ScoreBatch(ServerConnection connection, int sets) : IScenario
{
    private readonly ScoringService.ScoringServiceClient _client = new(connection.Invoker);
    private readonly BatchScoreRequest _request = new();
    private int _requestBytes;

    public string Remark => "";

    public async Task PrepareAsync(int calls, CancellationToken cancellation)
    {
        if (_requestBytes == 0)
        {
            var content = await CardContent.ReadAsync(connection, cancellation);
            _request.Requests.Add(Enumerable.Range(0, sets).Select(number => content.ToScore(number, withEvidence: false)));
            _requestBytes = _request.CalculateSize();
        }
    }

    public async Task<Outcome> RunAsync(ScenarioContext context, CancellationToken cancellation) =>
        (await Outcome.OfAsync(_requestBytes, _client.BatchScoreAsync(_request, connection.Options(cancellation)))).Outcome;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
