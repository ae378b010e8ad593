using System.Runtime.CompilerServices;
using Assessment.Client.Streams;
using Assessment.V1;
using Grpc.Core;
using State = Assessment.V1.CalibrationRun.Types.State;

namespace Assessment.Client;

/// <summary>Follows a calibration run across lost connections.</summary>
public static class WatchRun
{
    /// <summary>The run as it is, then each time it has changed; the last one has ended.</summary>
    /// <remarks>
    /// A lost connection is made again, and the run as it is then comes first, if it has changed meanwhile. Who stops watching stops
    /// nothing: the run goes on.
    /// </remarks>
    /// <param name="client">The service.</param>
    /// <param name="name">'calibrationRuns/{uuid}'.</param>
    /// <param name="options">How to hold the stream; null means the defaults.</param>
    /// <param name="cancellation">Stops watching.</param>
    /// <exception cref="RpcException">The server can't be reached for longer than <see cref="StreamOptions.GiveUpAfter"/>, or knows no
    /// such run.</exception>
    public static async IAsyncEnumerable<CalibrationRun> WatchUntilEndedAsync(
        this CalibrationService.CalibrationServiceClient client,
        string name,
        StreamOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(name);
        var reconnecting = new Reconnecting(options ?? new StreamOptions());
        CalibrationRun? last = null;
        while (true)
        {
            using var call = client.WatchCalibrationRun(new WatchCalibrationRunRequest { Name = name }, cancellationToken: cancellation);
            RpcException? lost = null;
            while (lost is null)
            {
                (var run, lost) = await Reconnecting.ReadAsync(call.ResponseStream, cancellation).ConfigureAwait(false);
                if (run is null || run.Equals(last))
                {
                    continue;
                }

                reconnecting.Answered();
                last = run;
                yield return run;
                if (run.State is State.Succeeded or State.Failed or State.Cancelled)
                {
                    yield break;
                }
            }

            if (!await reconnecting.WaitAsync(lost.ToAssessmentError().RetryDelay, cancellation).ConfigureAwait(false))
            {
                throw lost;
            }
        }
    }
}
