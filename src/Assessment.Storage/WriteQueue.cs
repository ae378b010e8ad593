using System.Threading.Channels;

namespace Assessment.Storage;

/// <summary>The writes that wait for the one writer of a process, at most so many.</summary>
internal sealed class WriteQueue
{
    private readonly Channel<QueuedWrite> waiting;

    private volatile bool closed;

    /// <param name="capacity">The most that may wait.</param>
    public WriteQueue(int capacity)
    {
        waiting = Channel.CreateBounded<QueuedWrite>(new BoundedChannelOptions(capacity) { SingleReader = true });
        WriteMeter.Watch(this);
    }

    /// <summary>How many wait, given-up ones among them.</summary>
    public int Length => waiting.Reader.Count;

    /// <summary>Writes in turn; returns once that is committed.</summary>
    /// <exception cref="StorageOverloadedException">Too many are waiting.</exception>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public async Task WriteAsync(QueuedWrite write, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!waiting.Writer.TryWrite(write))
        {
            ObjectDisposedException.ThrowIf(closed, typeof(Database));
            throw new StorageOverloadedException();
        }

        using (ct.UnsafeRegister(static (write, ct) => ((QueuedWrite)write!).Drop(ct), write))
        {
            await write.Done.ConfigureAwait(false);
        }
    }

    /// <summary>Waits for writes; false once the queue is closed and empty.</summary>
    public ValueTask<bool> WaitAsync() => waiting.Reader.WaitToReadAsync();

    /// <summary>Takes the next write that is still wanted into a batch; false when none waits.</summary>
    public bool TryTake(List<QueuedWrite> batch)
    {
        while (waiting.Reader.TryRead(out var next))
        {
            if (next.TryBegin())
            {
                batch.Add(next);
                return true;
            }
        }

        return false;
    }

    /// <summary>Refuses new writes.</summary>
    public void Close()
    {
        closed = true;
        waiting.Writer.TryComplete();
        WriteMeter.Forget(this);
    }
}
