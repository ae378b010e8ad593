using System.Globalization;
using Assessment.Server.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace Assessment.Server.Requests;

/// <summary>The items of a stream of requests, until the client completes it or the server ends. Reads one ahead.</summary>
/// <param name="stream">Read by nothing else.</param>
/// <param name="context">The call; its next item may still be waited for after this ends.</param>
/// <param name="ended">Ends the wait for the next item, and leaves the call alone so that it can still be answered.</param>
internal sealed class RequestItems<T>(IAsyncStreamReader<T> stream, ServerCallContext context, CancellationToken ended)
    where T : class
{
    private readonly OpenStream? _call = context.GetHttpContext().Features.Get<OpenStream>();
    private Task<bool>? _next;
    private long _read;

    /// <summary>Whether what comes after the item that was read last is here already: another item, or the end.</summary>
    public bool IsNextHere => _next is { IsCompleted: true };

    /// <summary>The next item; null when the client has completed the stream.</summary>
    /// <exception cref="OperationCanceledException"><c>ended</c> was cancelled.</exception>
    /// <exception cref="CallerGoneException">The caller reset the stream, or the call has ended.</exception>
    /// <exception cref="RequestException">An item's bytes are no message of the rpc.</exception>
    public async ValueTask<T?> ReadAsync()
    {
        if (!await ArriveAsync(_next ??= ReadAhead()))
        {
            return null;
        }

        var item = stream.Current;
        _read++;
        _next = ReadAhead();
        return item;
    }

    private Task<bool> ReadAhead()
    {
        var next = stream.MoveNext(CancellationToken.None);
        _call?.Waiting = next;
        return next;
    }

    private async ValueTask<bool> ArriveAsync(Task<bool> next)
    {
        try
        {
            return await next.WaitAsync(ended);
        }
        catch (InvalidProtocolBufferException)
        {
            throw RequestException.Invalid(
                string.Create(CultureInfo.InvariantCulture, $"items[{_read}]"), "is not a message of this rpc: its bytes can't be read.");
        }
        catch (Exception gone) when (gone is IOException || (gone is InvalidOperationException && context.HasEnded()))
        {
            throw new CallerGoneException(gone);
        }
    }
}

/// <summary>Answers of a stream. Those that are ready together leave together: one write to the connection instead of many.</summary>
internal sealed class AnswerBatches<T>(IServerStreamWriter<T> answers)
{
    private const int MostHeld = 32;

    private static readonly WriteOptions Hold = new(WriteFlags.BufferHint);
    private static readonly WriteOptions Send = new();

    private int _held;

    /// <summary>Writes an answer.</summary>
    /// <param name="isMoreReady">Whether another answer, or the stream's end, follows without waiting for anything: this one may wait for it.</param>
    public Task WriteAsync(T answer, bool isMoreReady, CancellationToken cancellation)
    {
        bool hold = isMoreReady && _held < MostHeld;
        _held = hold ? _held + 1 : 0;
        answers.WriteOptions = hold ? Hold : Send;
        return answers.WriteAsync(answer, cancellation);
    }
}

/// <summary>Whether calls go on.</summary>
internal static class CallEnds
{
    /// <summary>Whether a call was cancelled or its deadline passed, also in the moment before its token says so.</summary>
    public static bool HasEnded(this ServerCallContext context) =>
        context.CancellationToken.IsCancellationRequested || context.Deadline <= TimeProvider.System.GetUtcNow().UtcDateTime;
}

/// <summary>The caller reset a stream, or the call's deadline passed. Reading and writing may learn of it before the call's token does.</summary>
internal sealed class CallerGoneException(Exception cause) : OperationCanceledException("The caller went away.", cause);

/// <summary>A stream in progress.</summary>
internal sealed class OpenStream
{
    /// <summary>The read in progress, or the last one.</summary>
    public Task Waiting { get; set; } = Task.CompletedTask;
}
