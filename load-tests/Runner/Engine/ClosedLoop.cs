using Assessment.LoadScenarios;

namespace Assessment.LoadTests.Engine;

/// <summary>
/// Callers that each call again once they have their answer: the way to find how many calls a server can take, and no way to find its
/// latency, since a server that stalls is asked nothing meanwhile.
/// </summary>
internal sealed class ClosedLoop(TimeProvider clock)
{
    /// <summary>Runs until the time is over or the calls are used up, and waits for the last to end.</summary>
    /// <param name="call">Makes a call, given its number.</param>
    /// <param name="callers">How many call at the same time; above 0.</param>
    /// <param name="duration">For how long calls begin; above 0.</param>
    /// <param name="maximumCalls">Calls that are made at most.</param>
    public async Task<LoadSummary> RunAsync(
        Func<long, Task<Outcome>> call, int callers, TimeSpan duration, long maximumCalls, CancellationToken cancellation)
    {
        var recording = new Recording();
        long start = clock.GetTimestamp();
        long last = -1;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => CallAsync()).ToArray());
        var offered = last < maximumCalls ? duration : clock.GetElapsedTime(start);
        return recording.Summarize(null, recording.Count, 0, offered);

        async Task CallAsync()
        {
            await Task.Yield(); // So that the first caller is not through before the second begins.
            while (clock.GetElapsedTime(start) is var begun && begun < duration && Interlocked.Increment(ref last) is var number && number < maximumCalls)
            {
                cancellation.ThrowIfCancellationRequested();
                var outcome = await call(number);
                recording.Add(outcome, new(begun, begun, clock.GetElapsedTime(start)), duration);
            }
        }
    }
}
