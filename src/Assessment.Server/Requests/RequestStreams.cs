using System.Globalization;
using System.Runtime.CompilerServices;
using Assessment.Server.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace Assessment.Server.Requests;

/// <summary>Streams of requests that end when the server does.</summary>
internal static class RequestStreams
{
    /// <summary>The items until the client completes the stream.</summary>
    /// <param name="context">The call; its next item may still be waited for after this ends.</param>
    /// <param name="ended">Ends the wait for the next item, and leaves the call alone so that it can still be answered.</param>
    /// <exception cref="OperationCanceledException"><paramref name="ended"/> was cancelled.</exception>
    /// <exception cref="CallerGoneException">The caller reset the stream, or the call has ended.</exception>
    /// <exception cref="RequestException">An item's bytes are no message of the rpc.</exception>
    public static async IAsyncEnumerable<T> ReadUntilAsync<T>(
        this IAsyncStreamReader<T> stream, ServerCallContext context, [EnumeratorCancellation] CancellationToken ended)
    {
        var call = context.GetHttpContext().Features.Get<OpenStream>();
        for (int i = 0; ; i++)
        {
            var next = stream.MoveNext(CancellationToken.None);
            call?.Waiting = next;
            if (!await ReadAsync(next.WaitAsync(ended), context, i))
            {
                yield break;
            }

            yield return stream.Current;
        }
    }

    /// <summary>Whether a call was cancelled or its deadline passed, also in the moment before its token says so.</summary>
    public static bool HasEnded(this ServerCallContext context) =>
        context.CancellationToken.IsCancellationRequested || context.Deadline <= TimeProvider.System.GetUtcNow().UtcDateTime;

    private static async Task<bool> ReadAsync(Task<bool> next, ServerCallContext context, int item)
    {
        try
        {
            return await next;
        }
        catch (InvalidProtocolBufferException)
        {
            throw RequestException.Invalid(
                string.Create(CultureInfo.InvariantCulture, $"items[{item}]"), "is not a message of this rpc: its bytes can't be read.");
        }
        catch (Exception gone) when (gone is IOException || (gone is InvalidOperationException && context.HasEnded()))
        {
            throw new CallerGoneException(gone);
        }
    }
}

/// <summary>The caller reset a stream, or the call's deadline passed. Reading and writing may learn of it before the call's token does.</summary>
internal sealed class CallerGoneException(Exception cause) : OperationCanceledException("The caller went away.", cause);

/// <summary>A stream in progress.</summary>
internal sealed class OpenStream
{
    /// <summary>The read in progress, or the last one.</summary>
    public Task Waiting { get; set; } = Task.CompletedTask;
}
