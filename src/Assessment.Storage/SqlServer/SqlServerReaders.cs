using System.Data;
using Microsoft.Data.SqlClient;

namespace Assessment.Storage;

/// <summary>Reads, at most so many at once, each in a snapshot of its own.</summary>
/// <param name="connections">Theirs alone.</param>
/// <param name="isolation">How a snapshot is had.</param>
/// <param name="most">How many reads may run at once.</param>
internal sealed class SqlServerReaders(SqlServerConnections connections, IsolationLevel isolation, int most) : IAsyncDisposable
{
    private readonly SemaphoreSlim permits = new(most, most);
    private volatile bool closed;

    /// <summary>Reads in one snapshot.</summary>
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(closed, typeof(Database));
        await permits.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(closed, typeof(Database));
            return await connections.RepeatAsync(
                () => ReadOnceAsync(read, ct), failure => failure is SqlServerFailure.Again or SqlServerFailure.Lost, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (SqlServerErrors.IsCancelled(e, ct))
        {
            throw new OperationCanceledException("The read was interrupted.", e, ct);
        }
        catch (SqlException e)
        {
            throw SqlServerErrors.Translate(e);
        }
        finally
        {
            permits.Release();
        }
    }

    /// <summary>Waits for the reads that are running, and refuses others.</summary>
    public async ValueTask DisposeAsync()
    {
        closed = true;
        for (int i = 0; i < most; i++)
        {
            await permits.WaitAsync().ConfigureAwait(false);
        }

        permits.Release(most); // Whoever still waits finds it closed.
    }

    private async Task<T> ReadOnceAsync<T>(Func<Session, Task<T>> read, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct).ConfigureAwait(false);
        await using var snapshot = (SqlTransaction)await connection.BeginTransactionAsync(isolation, ct).ConfigureAwait(false);
        T result = await read(connections.Session(connection, snapshot, ct)).ConfigureAwait(false);
        await snapshot.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
    }
}
