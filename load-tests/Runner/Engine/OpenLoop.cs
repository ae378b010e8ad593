using Assessment.LoadScenarios;

namespace Assessment.LoadTests.Engine;

/// <summary>
/// Makes each call when it is due, whether or not those before have ended: as people do who don't know of each other. A server that
/// stalls is charged with the wait of everyone who came meanwhile.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="pause">Waits; may return early, must not return much later.</param>
internal sealed class OpenLoop(TimeProvider clock, Func<TimeSpan, ValueTask> pause)
{
    /// <summary>Runs all calls of the schedule and waits for the last to end.</summary>
    /// <param name="call">Makes a call, given its number.</param>
    /// <param name="maximumInFlight">The bound of calls in flight: a call that is due beyond it is not made, and counted.</param>
    /// <exception cref="InvalidOperationException">A call failed by itself, and not at the server.</exception>
    public async Task<LoadSummary> RunAsync(
        Func<long, Task<Outcome>> call, ArrivalSchedule schedule, int maximumInFlight, CancellationToken cancellation)
    {
        var recording = new Recording();
        var calls = new CallsInFlight(clock, recording, call, schedule.Duration);
        long overruns = 0;
        for (long next = 0; next < schedule.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            calls.ThrowIfBroken();
            var now = calls.Elapsed;
            for (; next < schedule.Count && schedule.DueAt(next) <= now; next++)
            {
                if (calls.Count < maximumInFlight)
                {
                    calls.Begin(next, schedule.DueAt(next));
                }
                else
                {
                    overruns++;
                }
            }

            if (next < schedule.Count && schedule.DueAt(next) - calls.Elapsed is var wait && wait > TimeSpan.Zero)
            {
                await pause(wait);
            }
        }

        await calls.EndAsync();
        return recording.Summarize(schedule.Rate, schedule.Count, overruns, schedule.Duration);
    }
}
