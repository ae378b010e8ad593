using Google.Protobuf;
using Grpc.Core;

namespace Assessment.LoadScenarios.Streams;

/// <summary>A few streams that stay open and share the messages. One that ended is opened again with the next message.</summary>
/// <param name="open">Opens a stream.</param>
/// <param name="sequenceOf">The number of the message that an answer is for.</param>
internal sealed class StreamLanes<TRequest, TResponse>(
    ServerConnection connection,
    Func<CallOptions, AsyncDuplexStreamingCall<TRequest, TResponse>> open,
    Func<TResponse, long> sequenceOf) : IAsyncDisposable
    where TRequest : class, IMessage
    where TResponse : class, IMessage
{
    private const int Lanes = 8;

    private readonly Lock _mine = new();
    private readonly StreamLane<TRequest, TResponse>?[] _lanes = new StreamLane<TRequest, TResponse>?[Lanes];

    /// <summary>Sends a message and awaits its answer.</summary>
    /// <param name="sequence">The message's number; no other message has it.</param>
    /// <param name="statusOf">What an answer says.</param>
    public async Task<Outcome> AskAsync(TRequest request, long sequence, Func<TResponse, StatusCode> statusOf, CancellationToken cancellation)
    {
        int bytes = request.CalculateSize();
        try
        {
            var answer = await connection.WithinLimitAsync(Lane(sequence).AskAsync(request, sequence), cancellation);
            return new(statusOf(answer), bytes, answer.CalculateSize());
        }
        catch (RpcException e)
        {
            return new(e.StatusCode, bytes, 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes.OfType<StreamLane<TRequest, TResponse>>())
        {
            await lane.DisposeAsync();
        }
    }

    private StreamLane<TRequest, TResponse> Lane(long sequence)
    {
        lock (_mine)
        {
            ref var lane = ref _lanes[sequence % Lanes];
            return lane is { HasEnded: false } ? lane : lane = new(open(new CallOptions()), sequenceOf);
        }
    }
}
