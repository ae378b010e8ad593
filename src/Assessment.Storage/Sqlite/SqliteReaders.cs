using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assessment.Storage;

/// <summary>A bounded pool of connections that only read, each query in a snapshot of its own beside the writer.</summary>
internal sealed class SqliteReaders(Func<KeptConnection> open) : IAsyncDisposable
{
    private static readonly int Most = Math.Max(4, 2 * Environment.ProcessorCount);

    private readonly ConcurrentStack<Reader> idle = new();
    private readonly SemaphoreSlim permits = new(Most, Most);
    private volatile bool closed;

    /// <summary>Reads in one snapshot, on the caller's thread.</summary>
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(closed, typeof(Database));
        await permits.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(closed, typeof(Database));
            return await ReadOnceAsync(read, ct).ConfigureAwait(false);
        }
        catch (SqliteException e) when (SqliteErrors.IsInterrupt(e))
        {
            throw new OperationCanceledException("The read was interrupted.", e, ct);
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Translate(e);
        }
        finally
        {
            permits.Release();
        }
    }

    /// <summary>Waits for the reads that are running, then closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        closed = true;
        for (int i = 0; i < Most; i++)
        {
            await permits.WaitAsync().ConfigureAwait(false);
        }

        while (idle.TryPop(out var reader))
        {
            reader.Dispose();
        }

        permits.Release(Most); // Whoever still waits finds the pool closed.
    }

    private async Task<T> ReadOnceAsync<T>(Func<Session, Task<T>> read, CancellationToken ct)
    {
        var reader = idle.TryPop(out var pooled) ? pooled : new Reader(open());
        try
        {
            T result = await reader.ReadAsync(read, ct).ConfigureAwait(false);
            idle.Push(reader);
            return result;
        }
        catch
        {
            reader.Dispose(); // Whatever state it is in, nobody meets it again.
            throw;
        }
    }

    private sealed class Reader : IDisposable
    {
        /// <summary>A few tens of microseconds between looks at the token.</summary>
        private const int InstructionsBetweenLooks = 5_000;

        private static readonly Statement Begin = Statement.Only(Dialect.Sqlite, "BEGIN");
        private static readonly Statement End = Statement.Only(Dialect.Sqlite, "COMMIT");

        private readonly SqliteSession session;
        private CancellationToken current;

        public Reader(KeptConnection connection)
        {
            session = new(connection);
            raw.sqlite3_progress_handler(connection.Handle, InstructionsBetweenLooks, _ => current.IsCancellationRequested ? 1 : 0, null);
        }

        public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken ct)
        {
            ct.ThrowIfCancellationRequested();
            current = ct;
            session.Run(Begin);
            T result = await read(session).ConfigureAwait(false);
            current = default; // The result is complete; ending the snapshot needs no interruption.
            session.Run(End);
            return result;
        }

        public void Dispose() => session.Dispose();
    }
}
