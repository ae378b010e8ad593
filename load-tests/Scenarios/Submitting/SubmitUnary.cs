using Assessment.V1;

namespace Assessment.LoadScenarios.Submitting;

/// <summary>Submits one card a call.</summary>
internal sealed class SubmitUnary(ServerConnection connection) : IScenario
{
    private readonly ScorecardService.ScorecardServiceClient _client = new(connection.Invoker);
    private readonly Seats _seats = new(connection);

    public string Remark => "";

    public Task PrepareAsync(int calls, CancellationToken cancellation) => _seats.PrepareAsync(calls, cancellation);

    public async Task<Outcome> RunAsync(ScenarioContext context, CancellationToken cancellation)
    {
        var request = _seats.Take();
        return (await Outcome.OfAsync(request.CalculateSize(), _client.SubmitScorecardAsync(request, connection.Options(cancellation)))).Outcome;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
