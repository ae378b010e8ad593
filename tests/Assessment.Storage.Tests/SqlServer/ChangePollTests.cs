using System.Collections.Concurrent;

namespace Assessment.Storage.Tests;

public sealed class ChangePollTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wait_AnotherServersCommit_IsFound()
    {
        long position = 3;
        await using var poll = new ChangePoll(_ => Task.FromResult(Volatile.Read(ref position)), new ChangeSignal(3), Interval, TimeProvider.System);
        var waiting = poll.WaitAsync(3, Ct);
        Assert.False(waiting.IsCompleted);
        Volatile.Write(ref position, 9);
        Assert.Equal(9, await waiting);
    }

    [Fact]
    public async Task Wait_DatabaseGoneForAWhile_GoesOn()
    {
        var answers = new ConcurrentQueue<bool>([false, false, true]);
        await using var poll = new ChangePoll(
            _ => answers.TryDequeue(out bool there) && !there ? throw new StorageUnavailableException("Gone.") : Task.FromResult(4L),
            new ChangeSignal(3),
            Interval,
            TimeProvider.System);
        Assert.Equal(4, await poll.WaitAsync(3, Ct));
    }

    [Fact]
    public async Task Wait_Over_LooksNoMore()
    {
        var changes = new ChangeSignal(0);
        int looks = 0;
        var poll = new ChangePoll(
            _ =>
            {
                looks++;
                return Task.FromResult(1L);
            },
            changes,
            Interval,
            TimeProvider.System);
        await poll.WaitAsync(0, Ct);
        await poll.DisposeAsync();
        int before = looks;
        Assert.Equal(1, await poll.WaitAsync(0, Ct)); // Known already.
        Assert.Equal(before, looks);
        Assert.True(before >= 1);
    }
}
