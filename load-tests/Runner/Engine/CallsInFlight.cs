using Assessment.LoadScenarios;

namespace Assessment.LoadTests.Engine;

/// <summary>The calls of an open loop that have begun and not ended, on the clock that started with it.</summary>
internal sealed class CallsInFlight(TimeProvider clock, Recording recording, Func<long, Task<Outcome>> call, TimeSpan offered)
{
    private readonly long _start = clock.GetTimestamp();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count = 1; // The loop itself, until nothing more is begun.
    private volatile Exception? _defect;

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_start);

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count) - 1;

    /// <summary>Begins a call.</summary>
    public void Begin(long number, TimeSpan due)
    {
        Interlocked.Increment(ref _count);
        _ = RunAsync(number, due);
    }

    /// <summary>Waits for the last one, when no more are begun.</summary>
    public async Task EndAsync()
    {
        Leave();
        await _ended.Task;
        ThrowIfBroken();
    }

    /// <exception cref="InvalidOperationException">A call failed by itself, and not at the server.</exception>
    public void ThrowIfBroken()
    {
        if (_defect is { } defect)
        {
            throw new InvalidOperationException($"A call failed by itself: {defect.Message}", defect);
        }
    }

    private async Task RunAsync(long number, TimeSpan due)
    {
        try
        {
            await Task.Yield(); // Serializing is the caller's work, and must not hold up the arrivals after.
            var begun = Elapsed;
            var outcome = await call(number);
            recording.Add(outcome, new(due, begun, Elapsed), offered);
        }
        catch (Exception e)
        {
            _defect = e;
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            _ended.TrySetResult();
        }
    }
}
