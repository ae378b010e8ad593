using System.Diagnostics;

namespace Assessment.Storage;

/// <summary>A write and its caller, who waits for the commit.</summary>
internal sealed class QueuedWrite(Func<WriteSession, Task> write, Submission? submission = null)
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Dropped = 2;

    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? failure;
    private int state = Waiting;

    /// <summary>Complete once the write is committed or has failed.</summary>
    public Task Done => done.Task;

    /// <summary>Takes the write's turn; false when its caller has given up.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref state, Begun, Waiting) == Waiting;

    /// <summary>The caller gives up: nothing happens if the write has begun.</summary>
    public void Drop(CancellationToken ct)
    {
        if (Interlocked.CompareExchange(ref state, Dropped, Waiting) == Waiting)
        {
            done.TrySetCanceled(ct);
        }
    }

    /// <summary>The scorecards that it submits, and nothing else; null when it is another write.</summary>
    public Submission? Submission { get; } = submission;

    /// <summary>The call that waits for it, when that is being recorded; else the default.</summary>
    public ActivityContext Caller { get; } =
        Activity.Current is { Recorded: true } call ? new(call.TraceId, call.SpanId, call.ActivityTraceFlags) : default;

    /// <summary>Runs its statements.</summary>
    public Task RunAsync(WriteSession session) => write(session);

    /// <summary>Keeps what its statements threw until the commit: they may have met a neighbor's rows.</summary>
    public void Fail(Exception reason) => failure = reason;

    /// <summary>The transaction is committed: the caller gets its answer.</summary>
    public void Complete()
    {
        if (failure is null)
        {
            done.SetResult();
        }
        else
        {
            done.SetException(failure);
        }
    }

    /// <summary>The transaction is lost: the caller learns that, whatever its statements did.</summary>
    public void Abandon(StorageUnavailableException reason) => done.SetException(reason);
}
