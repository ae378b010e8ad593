namespace Assessment.Storage;

/// <summary>An open database: where reads and writes run, and where its dialect of SQL lives.</summary>
public abstract class Database : IAsyncDisposable
{
    private protected Database(TimeProvider clock) => Clock = clock;

    /// <summary>Where times come from that no caller gives.</summary>
    internal TimeProvider Clock { get; }

    /// <summary>The candidates' secrets.</summary>
    internal CandidateKeys CandidateKeys { get; } = new();

    /// <summary>Checks that the database can be read and written now.</summary>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="StorageUnavailableException">It can't.</exception>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public abstract Task CheckAsync(CancellationToken ct);

    /// <summary>Waits until an event of any tenant with a position above <paramref name="after"/> is committed.</summary>
    /// <param name="after">The position returned last; a negative one returns at once.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The newest committed position of any tenant, 0 when none.</returns>
    /// <remarks>
    /// A feed reads its events, then waits with the position that this method returned before that reading, and so on:
    /// nothing committed in between is missed, and another tenant's events don't wake it twice.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public abstract Task<long> WaitForChangeAsync(long after, CancellationToken ct);

    /// <summary>Takes what was deleted out of the files too, as far as the engine lets a program do it.</summary>
    /// <param name="ct">Gives up.</param>
    internal virtual Task ScrubAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Commits the writes that are waiting, refuses new ones, and closes the database.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Reads in one snapshot.</summary>
    /// <param name="read">Its queries.</param>
    /// <param name="ct">Interrupts them.</param>
    internal abstract Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken ct);

    /// <summary>Writes all or nothing, in one transaction with whatever else waits; returns once that is committed.</summary>
    /// <param name="write">
    /// Its statements. What it throws undoes them, and reaches the caller. It runs again when it was undone for a neighbor's sake: only what
    /// it does last counts.
    /// </param>
    /// <param name="ct">Drops the write while it still waits its turn; once begun it is carried through.</param>
    internal abstract Task WriteAsync(Func<WriteSession, Task> write, CancellationToken ct);

    /// <summary>Submits scorecards, all or none, in one transaction with whatever else waits; returns once that is committed.</summary>
    /// <param name="submission">The scorecards. What refuses one of them reaches the caller, and no other submission.</param>
    /// <param name="ct">Drops the write while it still waits its turn; once begun it is carried through.</param>
    internal virtual Task SubmitAsync(Submission submission, CancellationToken ct) => WriteAsync(submission.StoreAsync, ct);

    /// <summary>The same, with a result.</summary>
    internal async Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> write, CancellationToken ct)
    {
        T result = default!;
        await WriteAsync(async Task (session) => result = await write(session).ConfigureAwait(false), ct).ConfigureAwait(false);
        return result;
    }
}
