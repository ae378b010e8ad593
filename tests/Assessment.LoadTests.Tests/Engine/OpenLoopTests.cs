using Assessment.LoadScenarios;
using Assessment.LoadTests.Engine;
using Grpc.Core;

namespace Assessment.LoadTests.Tests.Engine;

public sealed class OpenLoopTests
{
    private readonly SimulatedTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void DueAt_RateThatDividesNoTick_KeepsToTheRate()
    {
        var schedule = new ArrivalSchedule(3, TimeSpan.FromHours(10));

        Assert.Equal(108_000, schedule.Count);
        Assert.Equal(TimeSpan.Zero, schedule.DueAt(0));
        Assert.Equal(TimeSpan.FromTicks(3_333_333), schedule.DueAt(1));
        Assert.Equal(TimeSpan.FromHours(10) - TimeSpan.FromTicks(3_333_334), schedule.DueAt(107_999)); // A third of a second before the end.
    }

    [Fact]
    public void RunAsync_EachCall_BeginsWhenDue()
    {
        var begun = new List<(long Call, long Ticks)>();
        Run(new(4, TimeSpan.FromSeconds(1)), async call =>
        {
            begun.Add((call, _time.GetTimestamp()));
            await _time.PauseAsync(TimeSpan.FromSeconds(3)); // No later call waits for an earlier one.
            return default;
        });

        Assert.Equal([(0, 0), (1, 2_500_000), (2, 5_000_000), (3, 7_500_000)], begun);
    }

    [Fact]
    public void RunAsync_GeneratorWakesLate_CountsItAsLatencyAndLatenessOnly()
    {
        var loop = new OpenLoop(_time, wait => _time.PauseAsync(wait + TimeSpan.FromMilliseconds(40)));
        var summary = _time.Run(() => loop.RunAsync(AnswerAfter(10), new(10, TimeSpan.FromSeconds(10)), 100, Cancellation));

        Assert.Equal(100, summary.Ok);
        Assert.Equal(50, summary.OkLatency.P50Milliseconds, 0.1);
        Assert.Equal(10, summary.OkServiceTime.P99Milliseconds, 0.1);
        Assert.Equal(40, summary.Lateness.P50Milliseconds, 0.1);
    }

    [Fact]
    public void RunAsync_AnswersAfterTheOffer_CountForNoRate()
    {
        var summary = Run(new(10, TimeSpan.FromSeconds(10)), AnswerAfter(5_050));

        Assert.Equal(100, summary.Ok);
        Assert.Equal(5, summary.OkPerSecond, 0.01); // Half of them ended within the ten seconds.
        Assert.Equal(10, summary.SentPerSecond, 0.01);
    }

    [Fact]
    public void RunAsync_StatusesDiffer_AreKeptApart()
    {
        var summary = Run(new(100, TimeSpan.FromSeconds(1)), async call =>
        {
            var status = call % 4 == 0 ? StatusCode.ResourceExhausted : call % 50 == 1 ? StatusCode.Unavailable : StatusCode.OK;
            await _time.PauseAsync(TimeSpan.FromMilliseconds(status == StatusCode.ResourceExhausted ? 2 : status == StatusCode.OK ? 20 : 300));
            return new(status, 7, status == StatusCode.OK ? 11 : 0);
        });

        Assert.Equal((73, 25, 2), (summary.Ok, summary.Shed, summary.OtherFailures));
        Assert.Equal(new Dictionary<string, long> { ["OK"] = 73, ["ResourceExhausted"] = 25, ["Unavailable"] = 2 }, summary.Statuses);
        Assert.Equal(20, summary.OkLatency.MaximumMilliseconds, 0.1);
        Assert.Equal(2, summary.ShedLatency.P99Milliseconds, 0.01);
        Assert.Equal(300, summary.OtherLatency.P50Milliseconds, 0.5);
        Assert.Equal((700, 73 * 11), (summary.RequestBytes, summary.ResponseBytes));
    }

    [Fact]
    public void RunAsync_CallFailsByItself_Throws()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => Run(
            new(10, TimeSpan.FromSeconds(1)),
            async call =>
            {
                await _time.PauseAsync(TimeSpan.FromMilliseconds(1));
                return call == 3 ? throw new FormatException("No card is left.") : default;
            }));

        Assert.Contains("No card is left.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PauseAsync_OnTheRealClock_Waits() // A signal may end some of the pauses early, and a busy machine may end all of them late.
    {
        long start = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < 20; i++)
        {
            await FineSleep.PauseAsync(TimeSpan.FromMilliseconds(5));
        }

        var elapsed = TimeProvider.System.GetElapsedTime(start);
        Assert.InRange(elapsed, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(60));
    }

    private LoadSummary Run(ArrivalSchedule schedule, Func<long, Task<Outcome>> call) =>
        _time.Run(() => new OpenLoop(_time, _time.PauseAsync).RunAsync(call, schedule, 1_000, Cancellation));

    private Func<long, Task<Outcome>> AnswerAfter(double milliseconds) => async _ =>
    {
        await _time.PauseAsync(TimeSpan.FromMilliseconds(milliseconds));
        return default;
    };
}
