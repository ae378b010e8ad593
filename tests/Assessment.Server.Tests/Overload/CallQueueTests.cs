using Assessment.Server.Overload;
using Microsoft.Extensions.Time.Testing;

namespace Assessment.Server.Tests.Overload;

/// <summary>A crowd that passes is let in; a queue that stands is not.</summary>
public sealed class CallQueueTests
{
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Crowd_UpToFourTimesTheLimit_IsLetIn()
    {
        var queue = new CallQueue(calls: 10, work: 1_000, Burst, _clock);
        Assert.Equal(40, Enter(queue, 50));
    }

    [Fact]
    public void Queue_ThatStands_IsHeldToTheLimit()
    {
        var queue = new CallQueue(calls: 10, work: 1_000, Burst, _clock);
        Enter(queue, 15);
        for (int i = 0; i < 30; i++)
        {
            _clock.Advance(Burst); // Three seconds, and never one of them without a call too many.
            Assert.Equal("CallsInProgress", queue.TryEnter(0));
        }

        Leave(queue, 6);
        Assert.Equal(1, Enter(queue, 5)); // The tenth.
    }

    [Fact]
    public void Queue_AfterASecondOfCalm_LeavesRoomForTheNextCrowd()
    {
        var queue = new CallQueue(calls: 10, work: 1_000, Burst, _clock);
        Enter(queue, 15);
        _clock.Advance(Burst);
        Assert.Equal("CallsInProgress", queue.TryEnter(0));
        Leave(queue, 15);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Enter(queue, 11)); // A second to the tick is none yet.
        Leave(queue, 10);
        _clock.Advance(TimeSpan.FromSeconds(1.001));
        Assert.Equal(40, Enter(queue, 50));
    }

    [Fact]
    public void WaitingWork_IsHeldToItsLimitLikewise()
    {
        var queue = new CallQueue(calls: 1_000, work: 10, Burst, _clock);
        Assert.Null(queue.TryEnter(10));
        Assert.Null(queue.TryEnter(40));
        Assert.Equal("WaitingWork", queue.TryEnter(41));
        _clock.Advance(Burst);
        Assert.Equal("WaitingWork", queue.TryEnter(11));
        Assert.Null(queue.TryEnter(10));
    }

    [Fact]
    public void NoBurst_IsTheLimitAlone()
    {
        var queue = new CallQueue(calls: 10, work: 1_000, TimeSpan.Zero, _clock);
        Assert.Equal(10, Enter(queue, 50));
        Leave(queue, 10);
        Assert.Equal(10, Enter(queue, 50));
    }

    private static int Enter(CallQueue queue, int times) => Enumerable.Range(0, times).Count(_ => queue.TryEnter(0) is null);

    private static void Leave(CallQueue queue, int times)
    {
        for (int i = 0; i < times; i++)
        {
            queue.Leave();
        }
    }
}
