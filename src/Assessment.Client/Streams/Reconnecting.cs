using Grpc.Core;

namespace Assessment.Client.Streams;

/// <summary>When to try a lost stream again, and when to give up. An answer forgives all failures before it.</summary>
internal sealed class Reconnecting(StreamOptions options)
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);

    private long _lastAnswer = options.Clock.GetTimestamp();
    private TimeSpan _backoff = options.FirstBackoff;

    public void Answered()
    {
        _lastAnswer = options.Clock.GetTimestamp();
        _backoff = options.FirstBackoff;
    }

    /// <summary>Waits before the next try.</summary>
    /// <param name="serverAsks">The wait that the server asked for, if it did.</param>
    /// <returns>False when it is time to give up.</returns>
    public async Task<bool> WaitAsync(TimeSpan? serverAsks, CancellationToken cancellation)
    {
        if (options.GiveUpAfter != Timeout.InfiniteTimeSpan && options.Clock.GetElapsedTime(_lastAnswer) >= options.GiveUpAfter)
        {
            return false;
        }

        await Task.Delay(serverAsks > _backoff ? serverAsks.Value : _backoff, options.Clock, cancellation).ConfigureAwait(false);
        _backoff = _backoff * 2 < LongestBackoff ? _backoff * 2 : LongestBackoff;
        return true;
    }

    /// <summary>Whether a failure is the connection's or the server's moment, and no judgement of the request.</summary>
    public static bool IsPassing(AssessmentError error) => error.Code switch
    {
        StatusCode.Unavailable => true,
        StatusCode.ResourceExhausted => error.Reason.Length > 0, // without a reason it is the transport's: the message is too large, and stays so
        StatusCode.Internal or StatusCode.Unknown or StatusCode.Cancelled or StatusCode.DeadlineExceeded => error.Reason.Length == 0, // the transport's words
        _ => false,
    };

    /// <summary>The next message, or why the connection is lost; a stream that the server ended is lost too.</summary>
    public static async Task<(T? Message, RpcException? Lost)> ReadAsync<T>(IAsyncStreamReader<T> stream, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await stream.MoveNext(cancellation).ConfigureAwait(false)
                ? (stream.Current, null)
                : (null, new RpcException(new Status(StatusCode.Unavailable, "The server ended the stream.")));
        }
        catch (RpcException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (RpcException e) when (IsPassing(e.ToAssessmentError()))
        {
            return (null, e);
        }
    }
}
