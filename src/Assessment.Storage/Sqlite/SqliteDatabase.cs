namespace Assessment.Storage;

/// <summary>A SQLite file, opened by one process at a time.</summary>
public sealed class SqliteDatabase : Database
{
    private SqliteDatabase(TimeProvider clock) : base(clock)
    {
    }

    /// <summary>Opens the database file, creating or migrating it as needed.</summary>
    /// <param name="path">The file; its folder must exist. A <c>.lock</c> file beside it keeps other processes out.</param>
    /// <param name="clock">Where times come from that no caller gives.</param>
    /// <param name="ct">Gives up before the file is touched.</param>
    /// <exception cref="DatabaseException">It can't be opened; the message says why and what to do.</exception>
    public static Task<SqliteDatabase> OpenAsync(string path, TimeProvider clock, CancellationToken ct) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public override Task CheckAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override Task<long> WaitForChangeAsync(long after, CancellationToken ct) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => throw new NotImplementedException();
}
