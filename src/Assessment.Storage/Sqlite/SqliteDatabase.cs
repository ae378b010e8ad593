using Microsoft.Data.Sqlite;

namespace Assessment.Storage;

/// <summary>A SQLite file, opened by one process at a time. What is acknowledged survives a crash of the process or the machine.</summary>
public sealed class SqliteDatabase : Database
{
    private static readonly Statement Probe = Statement.Only(Dialect.Sqlite, "SELECT count(*) FROM schema_version");

    private static readonly Statement LastPosition =
        Statement.Only(Dialect.Sqlite, "SELECT coalesce(max(position), 0) FROM state_event");

    private readonly SqliteFile file;
    private readonly SqliteReaders readers;
    private readonly SqliteWriter writer;
    private readonly ChangeSignal changes;
    private readonly Lazy<Task> closing;

    private SqliteDatabase(SqliteFile file, KeptConnection connection, TimeProvider clock, SqliteLimits limits)
        : base(clock)
    {
        this.file = file;
        readers = new(() => file.Connect(onlyReads: true));
        changes = new(new SqliteSession(connection).ScalarAsync<long>(LastPosition, new { }).GetAwaiter().GetResult());
        writer = new(connection, changes, limits, clock);
        closing = new(CloseAsync);
    }

    /// <summary>Opens the database file, creating or migrating it as needed.</summary>
    /// <param name="path">The file; its folder must exist. A <c>.lock</c> file beside it keeps other processes out.</param>
    /// <param name="clock">Where times come from that no caller gives.</param>
    /// <param name="ct">Gives up before the file is touched.</param>
    /// <exception cref="DatabaseException">It can't be opened; the message says why and what to do.</exception>
    public static Task<SqliteDatabase> OpenAsync(string path, TimeProvider clock, CancellationToken ct) =>
        OpenAsync(path, clock, new SqliteLimits(), ct);

    /// <summary>The same, with other limits.</summary>
    internal static Task<SqliteDatabase> OpenAsync(string path, TimeProvider clock, SqliteLimits limits, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(clock);
        return Task.Run(() => Open(path, clock, limits), ct);
    }

    /// <inheritdoc/>
    public override async Task CheckAsync(CancellationToken ct)
    {
        await ReadAsync(session => session.ScalarAsync<long>(Probe, new { }), ct).ConfigureAwait(false);
        try
        {
            await WriteAsync(_ => Task.CompletedTask, ct).ConfigureAwait(false);
        }
        catch (StorageOverloadedException)
        {
            // Busy, and so able to write.
        }
    }

    /// <inheritdoc/>
    public override Task<long> WaitForChangeAsync(long after, CancellationToken ct) => changes.WaitAsync(after, ct);

    /// <inheritdoc/>
    internal override Task ScrubAsync(CancellationToken ct) => Task.Run(() => file.EmptyLog(), ct);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => new(closing.Value);

    /// <inheritdoc/>
    internal override Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken ct) => readers.ReadAsync(read, ct);

    /// <inheritdoc/>
    internal override Task WriteAsync(Func<WriteSession, Task> write, CancellationToken ct) => writer.WriteAsync(write, ct);

    /// <inheritdoc/>
    internal override async Task SubmitAsync(Submission submission, CancellationToken ct)
    {
        await submission.DigestAsync(this, ct).ConfigureAwait(false);
        await writer.WriteAsync(submission.StoreAsync, ct).ConfigureAwait(false);
    }

    private static SqliteDatabase Open(string path, TimeProvider clock, SqliteLimits limits)
    {
        var file = SqliteFile.Take(path, limits.BusySeconds);
        KeptConnection? connection = null;
        try
        {
            connection = file.Connect(onlyReads: false);
            SqliteMigrations.Run(connection, file.Path, clock);
            return new(file, connection, clock, limits);
        }
        catch (Exception e)
        {
            connection?.Dispose();
            file.Dispose();
            if (e is SqliteException sqlite)
            {
                throw file.Explain(sqlite);
            }

            throw;
        }
    }

    private async Task CloseAsync()
    {
        await writer.DrainAsync().ConfigureAwait(false);
        await readers.DisposeAsync().ConfigureAwait(false);
        await writer.DisposeAsync().ConfigureAwait(false); // The last connection to close tidies the write-ahead log.
        changes.Close(new ObjectDisposedException(nameof(Database)));
        file.Dispose();
    }
}
