using Assessment.LoadScenarios.Streams;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.LoadScenarios.Submitting;

/// <summary>Submits one card a message, over streams that stay open: a call is a message and its acknowledgement.</summary>
internal sealed class SubmitStream(ServerConnection connection) : IScenario
{
    private readonly StreamLanes<StreamSubmitScorecardsRequest, StreamSubmitScorecardsResponse> _lanes = new(
        connection, new ScorecardService.ScorecardServiceClient(connection.Invoker).StreamSubmitScorecards, response => response.Sequence);

    private readonly Seats _seats = new(connection);

    public string Remark => "";

    public Task PrepareAsync(int calls, CancellationToken cancellation) => _seats.PrepareAsync(calls, cancellation);

    public Task<Outcome> RunAsync(ScenarioContext context, CancellationToken cancellation) => _lanes.AskAsync(
        new() { Sequence = context.Call, Request = _seats.Take() },
        context.Call,
        answer => answer.ResultCase == StreamSubmitScorecardsResponse.ResultOneofCase.Scorecard ? StatusCode.OK : (StatusCode)answer.Error.Code,
        cancellation);

    public ValueTask DisposeAsync() => _lanes.DisposeAsync();
}
