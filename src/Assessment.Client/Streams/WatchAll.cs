using System.Runtime.CompilerServices;
using Assessment.Client.Streams;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Client;

/// <summary>Follows state changes across lost connections.</summary>
public static class WatchAll
{
    /// <summary>State changes in the order in which they were committed, each once, until cancelled.</summary>
    /// <remarks>
    /// A lost connection is made again, and the stream goes on after the last change that was given: nothing is missed, and nothing comes
    /// twice. Signs of life are not given on. To go on in another process, keep a change's resume token and put it into the next request.
    /// </remarks>
    /// <exception cref="RpcException">The server can't be reached for longer than <see cref="StreamOptions.GiveUpAfter"/>, or refuses,
    /// e.g. because the resume token is older than the changes that are kept.</exception>
    public static async IAsyncEnumerable<WatchInterviewsResponse> WatchAllAsync(
        this InterviewService.InterviewServiceClient client,
        WatchInterviewsRequest request,
        StreamOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        var reconnecting = new Reconnecting(options ?? new StreamOptions());
        var next = request.Clone();
        while (true)
        {
            using var call = client.WatchInterviews(next, cancellationToken: cancellation);
            RpcException? lost = null;
            while (lost is null)
            {
                (var change, lost) = await Reconnecting.ReadAsync(call.ResponseStream, cancellation).ConfigureAwait(false);
                if (change is null)
                {
                    continue;
                }

                reconnecting.Answered();
                next.ResumeToken = change.ResumeToken;
                if (change.Kind != WatchInterviewsResponse.Types.Kind.Unspecified)
                {
                    yield return change;
                }
            }

            if (!await reconnecting.WaitAsync(lost.ToAssessmentError().RetryDelay, cancellation).ConfigureAwait(false))
            {
                throw lost;
            }
        }
    }
}
