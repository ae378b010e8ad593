using System.Globalization;
using Assessment.LoadScenarios;
using Assessment.LoadTests.Engine;
using Assessment.LoadTests.Reports;
using Assessment.LoadTests.Servers;

namespace Assessment.LoadTests;

/// <summary>One scenario on one server, for one run after another.</summary>
internal sealed class LoadSession(ScenarioEntry entry, ServerUnderLoad server) : IAsyncDisposable
{
    private const int FirstCalls = 500;
    private const int MostAtOnce = 50_000;

    private readonly IScenario _scenario = entry.Create(server.Connection);
    private long _calls;
    private double _perSecond = FirstCalls;

    /// <summary>Calls in a closed loop and keeps nothing: a server's first thousands of calls run code that is still being optimized.</summary>
    public async Task WarmUpAsync(int callers, TimeSpan duration, CancellationToken cancellation)
    {
        var left = duration; // No double: what rounding leaves of one would never end.
        while (left > TimeSpan.Zero)
        {
            int calls = (int)Math.Max(FirstCalls, 2 * _perSecond);
            await _scenario.PrepareAsync(calls, cancellation);
            var summary = await CloseAsync(callers, left, calls, cancellation);
            left -= TimeSpan.FromSeconds(summary.OfferedSeconds);
            _perSecond = summary.SentPerSecond;
        }
    }

    /// <summary>The same until so many calls were made.</summary>
    public async Task WarmUpAsync(int callers, long calls, CancellationToken cancellation)
    {
        for (long left = calls; left > 0; left -= MostAtOnce)
        {
            int some = (int)Math.Min(left, MostAtOnce);
            await _scenario.PrepareAsync(some, cancellation);
            _perSecond = (await CloseAsync(callers, TimeSpan.FromHours(1), some, cancellation)).SentPerSecond;
        }
    }

    /// <summary>How many calls a second the server takes from callers that wait for each answer. Ends early when the calls that were prepared are used up.</summary>
    public async Task<Measurement> MeasurePeakAsync(int callers, TimeSpan duration, CancellationToken cancellation)
    {
        int calls = (int)(2 * _perSecond * duration.TotalSeconds) + FirstCalls;
        await _scenario.PrepareAsync(calls, cancellation);
        var run = await MeasureAsync(
            string.Create(CultureInfo.InvariantCulture, $"{callers} callers"), () => CloseAsync(callers, duration, calls, cancellation));
        _perSecond = run.Summary.SentPerSecond; // Of a server that got faster, the next run needs more.
        return run;
    }

    /// <summary>How the server bears a constant rate of calls.</summary>
    public async Task<Measurement> OfferAsync(string load, double rate, TimeSpan duration, int maximumInFlight, CancellationToken cancellation)
    {
        var schedule = new ArrivalSchedule(rate, duration);
        await _scenario.PrepareAsync(checked((int)schedule.Count), cancellation);
        var loop = new OpenLoop(TimeProvider.System, FineSleep.PauseAsync);
        long first = _calls;
        _calls += schedule.Count;

        // A thread of its own: the pool's are busy with calls when it matters most.
        return await MeasureAsync(load, () => Task.Factory.StartNew(
            () => loop.RunAsync(number => _scenario.RunAsync(new(first + number), cancellation), schedule, maximumInFlight, cancellation),
            cancellation,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _scenario.DisposeAsync();

    private async Task<LoadSummary> CloseAsync(int callers, TimeSpan duration, int calls, CancellationToken cancellation)
    {
        long first = _calls;
        _calls += calls;
        return await new ClosedLoop(TimeProvider.System)
            .RunAsync(number => _scenario.RunAsync(new(first + number), cancellation), callers, duration, calls, cancellation);
    }

    private async Task<Measurement> MeasureAsync(string load, Func<Task<LoadSummary>> run)
    {
        GC.Collect();
        var meter = new UsageMeter(server.Process);
        var summary = await run();
        return new(entry.Name, load, summary, meter.Stop(), _scenario.Remark);
    }
}
