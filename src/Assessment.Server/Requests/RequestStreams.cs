using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Assessment.Server.Requests;

/// <summary>Streams of requests that end when the server does.</summary>
internal static class RequestStreams
{
    /// <summary>The items until the client completes the stream.</summary>
    /// <param name="ended">Ends the wait for the next item, and leaves the call alone so that it can still be answered.</param>
    /// <exception cref="OperationCanceledException"><paramref name="ended"/> was cancelled.</exception>
    public static async IAsyncEnumerable<T> ReadUntilAsync<T>(
        this IAsyncStreamReader<T> stream, [EnumeratorCancellation] CancellationToken ended)
    {
        while (await stream.MoveNext(CancellationToken.None).WaitAsync(ended))
        {
            yield return stream.Current;
        }
    }
}
