namespace Assessment.Storage;

/// <summary>Wakes whoever waits for a newer position. Safe for many threads.</summary>
internal sealed class ChangeSignal(long position)
{
    private readonly Lock announcing = new();
    private long position = position;
    private TaskCompletionSource next = NewSource();

    /// <summary>Announces a committed position; an older one than before is ignored.</summary>
    public void Announce(long committed)
    {
        lock (announcing)
        {
            if (committed > Volatile.Read(ref position))
            {
                Volatile.Write(ref position, committed);
                Interlocked.Exchange(ref next, NewSource()).TrySetResult();
            }
        }
    }

    /// <summary>Ends every wait, now and later, with an exception. Nothing is announced after it.</summary>
    public void Close(Exception reason)
    {
        var closed = NewSource();
        var last = Interlocked.Exchange(ref next, closed);
        foreach (var source in new[] { closed, last })
        {
            source.TrySetException(reason);
            _ = source.Task.Exception; // Observed: nobody need be waiting.
        }
    }

    /// <summary>The newest position, once it is above another one.</summary>
    public async Task<long> WaitAsync(long after, CancellationToken ct)
    {
        while (true)
        {
            // The source first: a position announced after the comparison completes this source, not a later one.
            var source = Volatile.Read(ref next);
            long current = Volatile.Read(ref position);
            if (current > after)
            {
                return current;
            }

            await source.Task.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
