using Assessment.LoadTests.Engine;

namespace Assessment.LoadTests.Tests.Engine;

/// <summary>A stall of two seconds in twenty: whoever came meanwhile waited, whether or not a generator asked.</summary>
public sealed class CoordinatedOmissionTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(2);

    private readonly SimulatedTime _time = new();
    private readonly StallingServer _server;

    public CoordinatedOmissionTests() => _server = new(_time, stallsAt: TimeSpan.FromSeconds(5), stallsFor: Stall);

    [Fact]
    public void OpenLoop_ServerStalls_ShowsItInP99()
    {
        var summary = _time.Run(() => new OpenLoop(_time, _time.PauseAsync)
            .RunAsync(_server.CallAsync, new(1_000, Duration), maximumInFlight: 4_096, TestContext.Current.CancellationToken));

        Assert.Equal(20_000, summary.Ok);
        Assert.Equal(1, summary.OkLatency.P50Milliseconds, 0.01);
        Assert.Equal(1_800, summary.OkLatency.P99Milliseconds, 10.0); // A tenth of all calls fell into the stall; of these a tenth waited longer.
        Assert.Equal(2_000, summary.OkLatency.MaximumMilliseconds, 10.0);
        Assert.Equal(0, summary.Lateness.MaximumMilliseconds);
    }

    [Fact]
    public void ClosedLoop_ServerStalls_HidesItFromP99()
    {
        var summary = _time.Run(() => new ClosedLoop(_time)
            .RunAsync(_server.CallAsync, callers: 1, Duration, maximumCalls: long.MaxValue, TestContext.Current.CancellationToken));

        Assert.Equal(18_000, summary.Ok, 1.0);
        Assert.Equal(1, summary.OkLatency.P99Milliseconds, 0.01);
        Assert.Equal(1, summary.OkLatency.P999Milliseconds, 0.01);
        Assert.Equal(2_000, summary.OkLatency.MaximumMilliseconds, 10.0);
    }

    [Fact]
    public void OpenLoop_BoundReachedInTheStall_CountsOverruns()
    {
        var summary = _time.Run(() => new OpenLoop(_time, _time.PauseAsync)
            .RunAsync(_server.CallAsync, new(1_000, Duration), maximumInFlight: 500, TestContext.Current.CancellationToken));

        Assert.Equal(1_500, summary.Overruns); // Two thousand were due in the stall, and five hundred could be in flight.
        Assert.Equal(18_500, summary.Ok);
        Assert.Equal(20_000, summary.Due);
        Assert.Equal(0.925, summary.MadeShare, 6);
    }
}
