using System.Collections.Concurrent;
using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;

namespace Assessment.LoadScenarios.Streams;

/// <summary>One open stream: messages go out one after another, answers come in any order.</summary>
internal sealed class StreamLane<TRequest, TResponse> : IAsyncDisposable
    where TRequest : class, IMessage
    where TResponse : class, IMessage
{
    private static readonly WriteOptions Hold = new(WriteFlags.BufferHint);
    private static readonly WriteOptions Send = new();

    private readonly AsyncDuplexStreamingCall<TRequest, TResponse> _call;
    private readonly Func<TResponse, long> _sequenceOf;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<TResponse>> _waiting = new();
    private readonly Channel<TRequest> _outgoing = Channel.CreateUnbounded<TRequest>(new() { SingleReader = true });
    private readonly Task _writing;
    private readonly Task _reading;
    private volatile RpcException? _end;

    public StreamLane(AsyncDuplexStreamingCall<TRequest, TResponse> call, Func<TResponse, long> sequenceOf)
    {
        (_call, _sequenceOf) = (call, sequenceOf);
        _writing = WriteAsync();
        _reading = ReadAsync();
    }

    /// <summary>Whether the stream takes no more messages.</summary>
    public bool HasEnded => _end is not null;

    /// <exception cref="RpcException">The stream ended without an answer.</exception>
    public Task<TResponse> AskAsync(TRequest request, long sequence)
    {
        var answer = new TaskCompletionSource<TResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[sequence] = answer;
        _outgoing.Writer.TryWrite(request);
        if (_end is { } end) // it may have ended after the others that waited were told
        {
            answer.TrySetException(end);
        }

        return answer.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _outgoing.Writer.TryComplete();
        await _writing;
        await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromSeconds(2))); // a healthy server ends its half at once
        _call.Dispose();
        await _reading;
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var request in _outgoing.Reader.ReadAllAsync())
            {
                _call.RequestStream.WriteOptions = _outgoing.Reader.TryPeek(out _) ? Hold : Send; // What is ready together leaves together.
                await _call.RequestStream.WriteAsync(request);
            }

            await _call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or OperationCanceledException)
        {
            // The stream ended; the reader learns why.
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var response in _call.ResponseStream.ReadAllAsync())
            {
                if (_waiting.TryRemove(_sequenceOf(response), out var answer))
                {
                    answer.TrySetResult(response);
                }
            }

            End(new RpcException(new Status(StatusCode.Unavailable, "The server ended the stream.")));
        }
        catch (RpcException e)
        {
            End(e);
        }
    }

    private void End(RpcException end)
    {
        _end = end;
        _outgoing.Writer.TryComplete();
        foreach (var answer in _waiting.Values)
        {
            answer.TrySetException(end);
        }
    }
}
