using Assessment.LoadScenarios;
using Assessment.LoadTests.Engine;

namespace Assessment.LoadTests.Tests.Engine;

public sealed class ClosedLoopTests
{
    private readonly SimulatedTime _time = new();

    [Fact]
    public void RunAsync_ServerTakesOneAtATime_FindsItsRate()
    {
        long free = 0; // When the server has done what came before.
        var summary = Run(callers: 64, TimeSpan.FromSeconds(10), long.MaxValue, async _ =>
        {
            free = Math.Max(free, _time.GetTimestamp()) + TimeSpan.FromMilliseconds(4).Ticks;
            await _time.PauseAsync(TimeSpan.FromTicks(free - _time.GetTimestamp()));
            return default;
        });

        Assert.Equal(250, summary.OkPerSecond, 0.5);
        Assert.Equal(64 * 4, summary.OkLatency.P50Milliseconds, 1.0);
        Assert.Null(summary.TargetPerSecond);
    }

    [Fact]
    public void RunAsync_CallsUsedUp_EndsEarlyWithTheRateUntilThen()
    {
        var numbers = new List<long>();
        var summary = Run(callers: 4, TimeSpan.FromSeconds(100), maximumCalls: 1_000, async call =>
        {
            numbers.Add(call);
            await _time.PauseAsync(TimeSpan.FromMilliseconds(10));
            return default;
        });

        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => (long)i), numbers);
        Assert.Equal(2.5, summary.OfferedSeconds, 0.001);
        Assert.Equal(400, summary.OkPerSecond, 0.5);
    }

    private LoadSummary Run(int callers, TimeSpan duration, long maximumCalls, Func<long, Task<Outcome>> call) =>
        _time.Run(() => new ClosedLoop(_time).RunAsync(call, callers, duration, maximumCalls, TestContext.Current.CancellationToken));
}
