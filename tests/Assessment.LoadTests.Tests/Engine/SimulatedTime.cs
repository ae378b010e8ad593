using System.Collections.Concurrent;

namespace Assessment.LoadTests.Tests.Engine;

/// <summary>
/// A clock that stands still while anything runs, and jumps to the next timer when nothing does: hours pass in an instant, and always
/// alike. All code runs on one thread, one piece after another.
/// </summary>
internal sealed class SimulatedTime : TimeProvider
{
    private readonly PriorityQueue<Timer, (long At, long Order)> _timers = new();
    private readonly Turns _turns = new();
    private long _now;
    private long _made;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => new(_now, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(() => callback(state));
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _timers.Enqueue(timer, (_now + dueTime.Ticks, _made++));
        }

        return timer;
    }

    /// <summary>Waits, for less than the next tick of a real timer too.</summary>
    public ValueTask PauseAsync(TimeSpan wait)
    {
        var ended = new TaskCompletionSource();
        CreateTimer(_ => ended.SetResult(), null, wait, Timeout.InfiniteTimeSpan);
        return new(ended.Task);
    }

    /// <summary>Runs to the end.</summary>
    public T Run<T>(Func<Task<T>> work)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_turns);
        try
        {
            var task = work();
            while (!task.IsCompleted)
            {
                if (!_turns.TryRun())
                {
                    Assert.True(_timers.TryDequeue(out var timer, out var due), "Nothing runs, and nothing is awaited.");
                    _now = due.At;
                    timer.Ring();
                }
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class Turns : SynchronizationContext
    {
        private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _waiting = new();

        public override void Post(SendOrPostCallback d, object? state) => _waiting.Enqueue((d, state));

        public bool TryRun()
        {
            if (!_waiting.TryDequeue(out var turn))
            {
                return false;
            }

            turn.Callback(turn.State);
            return true;
        }
    }

    private sealed class Timer(Action callback) : ITimer
    {
        private bool _isOff;

        public void Ring()
        {
            if (!_isOff)
            {
                callback();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("Nothing here changes a timer.");

        public void Dispose() => _isOff = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
