using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Assessment.Storage;

/// <summary>
/// The one thread that writes. It commits whatever waits in one transaction, so that callers share the cost of making it durable;
/// a write that fails undoes itself alone.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private static readonly Statement Begin = Statement.Only(Dialect.Sqlite, "BEGIN IMMEDIATE");
    private static readonly Statement Commit = Statement.Only(Dialect.Sqlite, "COMMIT");
    private static readonly Statement Rollback = Statement.Only(Dialect.Sqlite, "ROLLBACK");
    private static readonly Statement Save = Statement.Only(Dialect.Sqlite, "SAVEPOINT write");
    private static readonly Statement Keep = Statement.Only(Dialect.Sqlite, "RELEASE write");
    private static readonly Statement Undo = Statement.Only(Dialect.Sqlite, "ROLLBACK TO write");

    private readonly WriteQueue waiting;
    private readonly SqliteSession session;
    private readonly SqliteCommitRows rows;
    private readonly ChangeSignal changes;
    private readonly int mostPerCommit;
    private readonly List<QueuedWrite> batch;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="connection">Its own from now on.</param>
    /// <param name="changes">Told of each committed event.</param>
    /// <param name="limits">How many writes may wait, and how many share a commit.</param>
    /// <param name="clock">Where times come from that no caller gives.</param>
    public SqliteWriter(KeptConnection connection, ChangeSignal changes, SqliteLimits limits, TimeProvider clock)
    {
        session = new(connection);
        rows = new(session, new AuditChain(clock));
        this.changes = changes;
        waiting = new(limits.MostWaiting);
        mostPerCommit = limits.MostPerCommit;
        batch = new(mostPerCommit);
        new Thread(Run) { IsBackground = true, Name = "assessment-sqlite-writer" }.Start();
    }

    /// <summary>Writes in turn.</summary>
    /// <exception cref="StorageOverloadedException">Too many are waiting.</exception>
    public Task WriteAsync(Func<WriteSession, Task> write, CancellationToken ct) => waiting.WriteAsync(new(write), ct);

    /// <summary>Refuses new writes, and returns once those that wait are committed.</summary>
    public Task DrainAsync()
    {
        waiting.Close();
        return stopped.Task;
    }

    /// <summary>The same, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await DrainAsync().ConfigureAwait(false);
        session.Dispose();
    }

    private void Run()
    {
        while (waiting.WaitAsync().AsTask().GetAwaiter().GetResult())
        {
            CommitWaiting();
        }

        stopped.SetResult();
    }

    private void CommitWaiting()
    {
        batch.Clear();
        if (!waiting.TryTake(batch))
        {
            return;
        }

        long begun = Stopwatch.GetTimestamp();
        try
        {
            BeginTransaction();
            if (!TryWriteTogether())
            {
                session.Run(Rollback);
                rows.Forget();
                session.Run(Begin);
                WriteApart();
            }

            rows.Store();
            session.Run(Commit);
            changes.Announce(rows.Committed());
            WriteMeter.Committed(batch.Count, begun);
            CommitSpan.Begin(batch, Stopwatch.GetElapsedTime(begun))?.Dispose(); // Only now is it known which calls shared it.
        }
        catch (Exception e)
        {
            WriteMeter.Failed(e, begun);
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
            while (TryTakeMore())
            {
                // Whoever waits now fails with the first, rather than each after a time-out of its own.
            }

            throw;
        }
    }

    /// <summary>
    /// Writes what waits as if nothing failed, as is the rule; false when something did. A savepoint for each write would copy every page
    /// that the write changes.
    /// </summary>
    private bool TryWriteTogether()
    {
        try
        {
            for (int i = 0; i < batch.Count || TryTakeMore(); i++)
            {
                batch[i].RunAsync(session).GetAwaiter().GetResult();
                if (!session.InTransaction)
                {
                    throw new InvalidOperationException("A write ended the transaction that it shared.");
                }
            }

            return true;
        }
        catch (Exception) when (session.InTransaction)
        {
            return false; // Else SQLite gave up the whole transaction, e.g. on a full disk.
        }
    }

    /// <summary>Writes what waits so that a failure undoes one write and no other.</summary>
    private void WriteApart()
    {
        for (int i = 0; i < batch.Count || TryTakeMore(); i++)
        {
            WriteApart(batch[i]);
        }
    }

    private bool TryTakeMore() => batch.Count < mostPerCommit && waiting.TryTake(batch);

    private void WriteApart(QueuedWrite write)
    {
        session.Run(Save);
        var (changed, audited) = (session.Changes.Count, session.Audited.Count);
        try
        {
            write.RunAsync(session).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            if (!session.InTransaction)
            {
                throw; // SQLite gave up the whole transaction, e.g. on a full disk.
            }

            session.Run(Undo);
            session.Changes.RemoveRange(changed, session.Changes.Count - changed);
            session.Audited.RemoveRange(audited, session.Audited.Count - audited);
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

        rows.Forget();
        foreach (var write in batch)
        {
            write.Abandon(SqliteErrors.Unavailable(cause));
        }
    }
}
