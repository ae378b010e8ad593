using System.Data;
using Microsoft.Data.SqlClient;

namespace Assessment.Storage;

/// <summary>A SQL Server database, shared by any number of servers.</summary>
/// <remarks>What is acknowledged is committed; how safe that is, the database's own settings decide.</remarks>
public sealed class SqlServerDatabase : Database
{
    private const int NoSnapshots = 3952;

    private static readonly Statement PositionQuery = Statement.Only(Dialect.SqlServer, "SELECT position FROM event_counter WHERE id = 1");

    /// <summary>Changes nothing, yet takes the right and the room to write.</summary>
    private static readonly Statement Probe =
        Statement.Only(Dialect.SqlServer, "UPDATE event_counter SET position = position WHERE id = @none");

    private readonly SqlServerReaders readers;
    private readonly SqlServerWriter writer;
    private readonly ChangeSignal changes;
    private readonly ChangePoll poll;
    private readonly Lazy<Task> closing;

    private SqlServerDatabase(
        SqlServerAddress address, IsolationLevel snapshot, long position, SqlServerLimits limits, TimeProvider clock)
        : base(clock)
    {
        readers = new(new(address.Readers, limits, clock), snapshot, limits.MostReads);
        changes = new(position);
        var transactions = new SqlServerTransactions(new(address.Writers, limits, clock), CandidateKeys, changes, clock);
        writer = new(transactions.Steps, CandidateKeys, limits);
        poll = new(PositionAsync, changes, TimeSpan.FromMilliseconds(limits.PollMilliseconds), clock);
        closing = new(CloseAsync);
    }

    /// <summary>Opens the database, migrating it as needed; several servers may do so at once.</summary>
    /// <param name="connectionString">
    /// Server, Database and how to log in; see the documentation of Microsoft.Data.SqlClient. The connection is encrypted unless it says
    /// otherwise.
    /// </param>
    /// <param name="clock">Where times come from that no caller gives.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="DatabaseException">It can't be opened; the message says why and what to do, and never holds a password.</exception>
    public static Task<SqlServerDatabase> OpenAsync(string connectionString, TimeProvider clock, CancellationToken ct) =>
        OpenAsync(connectionString, clock, new SqlServerLimits(), ct);

    /// <summary>Whether a text is a connection string rather than a file's name: it names a server.</summary>
    public static bool IsConnectionString(string database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.Split(';').Any(part => part.Split('=', 2) is [var key, _]
            && key.Trim().ToUpperInvariant() is "SERVER" or "DATA SOURCE" or "ADDRESS" or "ADDR" or "NETWORK ADDRESS");
    }

    /// <summary>The same, with other limits.</summary>
    internal static async Task<SqlServerDatabase> OpenAsync(
        string connectionString, TimeProvider clock, SqlServerLimits limits, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        ArgumentNullException.ThrowIfNull(clock);
        var address = SqlServerAddress.Parse(connectionString, limits.ConnectSeconds);
        try
        {
            await SqlServerMigrations.RunAsync(address, limits, clock, ct).ConfigureAwait(false);
            var (snapshot, position) = await BeginAsync(address, limits, clock, ct).ConfigureAwait(false);
            return new(address, snapshot, position, limits, clock);
        }
        catch (Exception e) when (SqlServerErrors.IsCancelled(e, ct))
        {
            throw new OperationCanceledException("Opening the database was given up.", e, ct);
        }
        catch (StorageUnavailableException e)
        {
            throw address.Explain(e.InnerException ?? e);
        }
        catch (Exception e) when (e is SqlException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw address.Explain(e);
        }
    }

    /// <inheritdoc/>
    public override async Task CheckAsync(CancellationToken ct)
    {
        await PositionAsync(ct).ConfigureAwait(false);
        try
        {
            await WriteAsync(session => session.RunAsync(Probe, 0), ct).ConfigureAwait(false);
        }
        catch (StorageOverloadedException)
        {
            // Busy, and so able to write.
        }
    }

    /// <inheritdoc/>
    public override Task<long> WaitForChangeAsync(long after, CancellationToken ct) => poll.WaitAsync(after, ct);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => new(closing.Value);

    /// <inheritdoc/>
    internal override Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken ct) => readers.ReadAsync(read, ct);

    /// <inheritdoc/>
    internal override Task WriteAsync(Func<WriteSession, Task> write, CancellationToken ct) => writer.WriteAsync(new(write), ct);

    /// <inheritdoc/>
    internal override Task SubmitAsync(Submission submission, CancellationToken ct) =>
        writer.WriteAsync(new(submission.StoreAsync, submission), ct);

    /// <summary>How reads get a snapshot here, and the newest position.</summary>
    /// <remarks>
    /// Where the database allows no snapshots, reads are serializable and wait for writers. Anything less would let a page of interviews
    /// be read without the panels of its last.
    /// </remarks>
    private static async Task<(IsolationLevel Snapshot, long Position)> BeginAsync(
        SqlServerAddress address, SqlServerLimits limits, TimeProvider clock, CancellationToken ct)
    {
        var connections = new SqlServerConnections(address.Readers, limits, clock);
        foreach (var isolation in new[] { IsolationLevel.Snapshot, IsolationLevel.Serializable })
        {
            await using var readers = new SqlServerReaders(connections, isolation, most: 1);
            try
            {
                return (isolation, await readers.ReadAsync(session => session.ScalarAsync<long>(PositionQuery, new { }), ct).ConfigureAwait(false));
            }
            catch (InvalidOperationException e) when (e.InnerException is SqlException { Number: NoSnapshots })
            {
                // The next one needs no option of the database.
            }
        }

        throw new InvalidOperationException("No isolation level is left.");
    }

    private Task<long> PositionAsync(CancellationToken ct) =>
        readers.ReadAsync(session => session.ScalarAsync<long>(PositionQuery, new { }), ct);

    private async Task CloseAsync()
    {
        await writer.DrainAsync().ConfigureAwait(false);
        await poll.DisposeAsync().ConfigureAwait(false);
        await readers.DisposeAsync().ConfigureAwait(false);
        changes.Close(new ObjectDisposedException(nameof(Database)));
    }
}
