using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Assessment.Storage;

/// <summary>
/// The one thread that writes. It commits whatever waits in one transaction, so that callers share the cost of making it durable;
/// a write that fails undoes itself alone.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>The most writes of one transaction, so that the first of them needn't wait long for the last.</summary>
    private const int MostPerCommit = 512;

    private static readonly Statement Begin = new("BEGIN IMMEDIATE");
    private static readonly Statement Commit = new("COMMIT");
    private static readonly Statement Rollback = new("ROLLBACK");
    private static readonly Statement Save = new("SAVEPOINT write");
    private static readonly Statement Keep = new("RELEASE write");
    private static readonly Statement Undo = new("ROLLBACK TO write");

    private readonly Channel<QueuedWrite> waiting;
    private readonly SqliteSession session;
    private readonly SqliteCommand lastPosition;
    private readonly ChangeSignal changes;
    private readonly List<QueuedWrite> batch = new(MostPerCommit);
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool stopping;

    /// <param name="connection">Its own from now on.</param>
    /// <param name="changes">Told of each committed event.</param>
    /// <param name="capacity">The most writes that may wait.</param>
    public SqliteWriter(SqliteConnection connection, ChangeSignal changes, int capacity)
    {
        session = new(connection);
        lastPosition = connection.CreateCommand();
        lastPosition.CommandText = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'state_event'";
        this.changes = changes;
        waiting = Channel.CreateBounded<QueuedWrite>(new BoundedChannelOptions(capacity) { SingleReader = true });
        new Thread(Run) { IsBackground = true, Name = "assessment-sqlite-writer" }.Start();
    }

    /// <summary>Writes in turn.</summary>
    /// <exception cref="StorageOverloadedException">Too many are waiting.</exception>
    public async Task WriteAsync(Func<Session, Task> write, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var queued = new QueuedWrite(write);
        if (!waiting.Writer.TryWrite(queued))
        {
            ObjectDisposedException.ThrowIf(stopping, typeof(Database));
            throw new StorageOverloadedException();
        }

        using (ct.UnsafeRegister(static (write, ct) => ((QueuedWrite)write!).Drop(ct), queued))
        {
            await queued.Done.ConfigureAwait(false);
        }
    }

    /// <summary>Refuses new writes, and returns once those that wait are committed.</summary>
    public Task DrainAsync()
    {
        stopping = true;
        waiting.Writer.TryComplete();
        return stopped.Task;
    }

    /// <summary>The same, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await DrainAsync().ConfigureAwait(false);
        lastPosition.Dispose();
        session.Dispose();
    }

    private void Run()
    {
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            CommitWaiting();
        }

        stopped.SetResult();
    }

    private void CommitWaiting()
    {
        batch.Clear();
        if (!TryTake())
        {
            return;
        }

        try
        {
            BeginTransaction();
            int written = 0;
            do
            {
                Write(batch[written++]);
            }
            while (written < MostPerCommit && TryTake());

            long position = (long)lastPosition.ExecuteScalar()!;
            session.Run(Commit);
            changes.Announce(position);
        }
        catch (Exception e)
        {
            Abandon(e);
            return;
        }

        foreach (var write in batch)
        {
            write.Complete();
        }
    }

    private void BeginTransaction()
    {
        try
        {
            session.Run(Begin);
        }
        catch (SqliteException)
        {
            while (batch.Count < MostPerCommit && TryTake())
            {
                // Whoever waits now fails with the first, rather than each after a time-out of its own.
            }

            throw;
        }
    }

    /// <summary>Puts the next write that is still wanted into the batch.</summary>
    private bool TryTake()
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

    private void Write(QueuedWrite write)
    {
        session.Run(Save);
        try
        {
            write.Run(session);
        }
        catch (Exception e)
        {
            if (!session.InTransaction)
            {
                throw; // SQLite gave up the whole transaction, e.g. on a full disk.
            }

            session.Run(Undo);
            write.Fail(SqliteErrors.Translate(e));
        }

        session.Run(Keep);
    }

    private void Abandon(Exception cause)
    {
        try
        {
            if (session.InTransaction)
            {
                session.Run(Rollback);
            }
        }
        catch (SqliteException)
        {
            // The next transaction fails to begin, and says so to its callers.
        }

        foreach (var write in batch)
        {
            write.Abandon(cause);
        }
    }
}
