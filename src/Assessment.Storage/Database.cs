namespace Assessment.Storage;

/// <summary>An open database: where reads and writes run, and where its dialect of SQL lives.</summary>
public abstract class Database : IAsyncDisposable
{
    private protected Database(TimeProvider clock) => Clock = clock;

    /// <summary>Where times come from that no caller gives.</summary>
    internal TimeProvider Clock { get; }

    /// <summary>Checks that the database can be read and written now.</summary>
    /// <exception cref="StorageUnavailableException">It can't.</exception>
    public abstract Task CheckAsync(CancellationToken ct);

    /// <summary>Waits until an event of any tenant with a position above <paramref name="after"/> is committed.</summary>
    /// <param name="after">The position returned last; a negative one returns at once.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The newest committed position of any tenant, 0 when none.</returns>
    /// <remarks>
    /// A feed reads its events, then waits with the position that this method returned before that reading, and so on:
    /// nothing committed in between is missed, and another tenant's events don't wake it twice.
    /// </remarks>
    public abstract Task<long> WaitForChangeAsync(long after, CancellationToken ct);

    /// <summary>Commits the writes that are waiting, refuses new ones, and closes the database.</summary>
    public abstract ValueTask DisposeAsync();
}
