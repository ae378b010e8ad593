using System.Runtime.CompilerServices;
using Assessment.Client.Streams;
using Assessment.V1;

namespace Assessment.Client;

/// <summary>Submits many scorecards over one stream that survives lost connections.</summary>
public static class SubmitAll
{
    private const int LargestInFlight = 256; // the server takes no more of one stream at a time

    /// <summary>Submits every scorecard of a source; each is acknowledged by an item of the result once it is stored, or refused.</summary>
    /// <remarks>
    /// <para>Backpressure: the source is read only while fewer than <see cref="StreamOptions.InFlight"/> scorecards are between it and the
    /// reader of the result, so that a slow server or a slow reader slows the source and nothing piles up.</para>
    /// <para>When the stream is lost, what is not acknowledged is sent again over a new one, under the same request ids, so that nothing is
    /// stored twice. The request id of a source's item is kept, and made where it has none; an item without one that was sent by a call
    /// that ended early is another scorecard next time.</para>
    /// <para>A refused scorecard ends nothing. Request ids belong to a call: one that was used with SubmitScorecard is refused here.</para>
    /// </remarks>
    /// <exception cref="Grpc.Core.RpcException">The server can't be reached for longer than <see cref="StreamOptions.GiveUpAfter"/>, or refuses the stream.</exception>
    public static IAsyncEnumerable<StreamedSubmission> SubmitAllAsync(
        this ScorecardService.ScorecardServiceClient client,
        IAsyncEnumerable<SubmitScorecardRequest> scorecards,
        StreamOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(scorecards);
        options ??= new StreamOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.InFlight, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.InFlight, LargestInFlight, nameof(options));
        return RunAsync(client, scorecards, options, cancellation);
    }

    /// <summary>Submits every scorecard of a sequence; see the other overload.</summary>
    public static IAsyncEnumerable<StreamedSubmission> SubmitAllAsync(
        this ScorecardService.ScorecardServiceClient client,
        IEnumerable<SubmitScorecardRequest> scorecards,
        StreamOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scorecards);
        return client.SubmitAllAsync(scorecards.ToAsyncEnumerable(), options, cancellation);
    }

    private static async IAsyncEnumerable<StreamedSubmission> RunAsync(
        ScorecardService.ScorecardServiceClient client,
        IAsyncEnumerable<SubmitScorecardRequest> scorecards,
        StreamOptions options,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var pump = new SubmitPump(client, options);
        var running = pump.RunAsync(scorecards, ended.Token);
        try
        {
            await foreach (var answer in pump.Answers.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return answer;
                pump.Taken();
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false); // the reader may have stopped early
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
