namespace Assessment.Server.Overload;

/// <summary>The calls in progress of the whole server, and whether one more may join them.</summary>
/// <remarks>
/// After a pause, of the machine or of the program's memory, many calls come at once and are soon answered. A queue that passes is let be;
/// one that stands makes every call late, and is refused more (the good queue and the bad one of K. Nichols and V. Jacobson, "Controlling
/// Queue Delay", ACM Queue 10(5), 2012). A limit that was not exceeded for a second may be exceeded for a moment.
/// </remarks>
/// <param name="calls">Calls in progress that are always let in.</param>
/// <param name="work">Other work that may wait for a processor meanwhile.</param>
/// <param name="burst">For how long both may be exceeded, up to <see cref="BurstFactor"/> times.</param>
/// <param name="clock">Tells how long.</param>
internal sealed class CallQueue(int calls, long work, TimeSpan burst, TimeProvider clock)
{
    public const int BurstFactor = 4;

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private int _inProgress;
    private long _exceeded = clock.GetTimestamp() - clock.TimestampFrequency - 1; // The last time; calm at first.
    private long _burstBegan;

    /// <summary>Lets a call in, to <see cref="Leave"/> later, or says which limit refuses it.</summary>
    /// <param name="waiting">The work that waits for a processor now.</param>
    /// <returns>Null when it is in.</returns>
    public string? TryEnter(long waiting)
    {
        int inProgress = Interlocked.Increment(ref _inProgress);
        if ((inProgress <= calls && waiting <= work)
            || (IsPassing() && inProgress <= (long)BurstFactor * calls && waiting <= BurstFactor * work))
        {
            return null;
        }

        Leave();
        return waiting > work ? nameof(Limits.WaitingWork) : nameof(Limits.CallsInProgress);
    }

    /// <summary>A call has ended.</summary>
    public void Leave() => Interlocked.Decrement(ref _inProgress);

    private bool IsPassing()
    {
        lock (_lock) // Two calls that exceed together must agree on whether a burst has begun.
        {
            long now = clock.GetTimestamp();
            if (clock.GetElapsedTime(_exceeded, now) > Calm)
            {
                _burstBegan = now;
            }

            _exceeded = now;
            return clock.GetElapsedTime(_burstBegan, now) < burst;
        }
    }
}
