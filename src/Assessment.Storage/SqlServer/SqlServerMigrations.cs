using Dapper;
using DbUp;
using DbUp.Engine.Output;
using Microsoft.Data.SqlClient;

namespace Assessment.Storage;

/// <summary>Brings a SQL Server database to the schema of this program.</summary>
internal static class SqlServerMigrations
{
    private const int WaitSeconds = 120;

    /// <summary>The session owns the lock: it ends with the connection, however that ends.</summary>
    private static readonly Statement Lock = Statement.Only(
        Dialect.SqlServer,
        $"""
        DECLARE @outcome int;
        EXEC @outcome = sp_getapplock @Resource = N'assessment schema', @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = {WaitSeconds * 1000};
        SELECT CAST(@outcome AS int) AS outcome;
        """);

    private static readonly Statement Unlock = Statement.Only(
        Dialect.SqlServer, "EXEC sp_releaseapplock @Resource = N'assessment schema', @LockOwner = N'Session'");

    private static readonly Statement JournalQuery = Statement.Only(
        Dialect.SqlServer, $"SELECT CASE WHEN OBJECT_ID(N'{MigrationJournal.Table}') IS NULL THEN 0 ELSE 1 END AS there");

    private static readonly Statement AllowSnapshots =
        Statement.Only(Dialect.SqlServer, "ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON");

    private static readonly Statement ReadCommittedSnapshots =
        Statement.Only(Dialect.SqlServer, "ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH NO_WAIT");

    /// <summary>The scripts.</summary>
    public static MigrationScripts Scripts { get; } = MigrationScripts.Of(Dialect.SqlServer);

    /// <summary>Runs the scripts that the database has not seen, all in one transaction; one server at a time.</summary>
    /// <exception cref="DatabaseException">The database has seen others than these, or a script fails.</exception>
    /// <exception cref="SqlException">The database can't be used.</exception>
    public static async Task RunAsync(SqlServerAddress address, SqlServerLimits limits, TimeProvider clock, CancellationToken ct)
    {
        await using var connection = new SqlConnection(address.Writers);
        await connection.OpenAsync(ct).ConfigureAwait(false);
        if (await ScalarAsync<int>(connection, Lock, WaitSeconds + limits.CommandSeconds, ct).ConfigureAwait(false) < 0)
        {
            throw new DatabaseException($"The database {address.Name} is being migrated by another server, for more than {WaitSeconds} s. Try again later.");
        }

        var seen = await SeenAsync(connection, limits, ct).ConfigureAwait(false);
        Scripts.Refuse(address.Name, seen);
        if (seen.Count < Scripts.All.Count)
        {
            await SetAsync(connection, AllowSnapshots, limits, ct).ConfigureAwait(false);
            await SetAsync(connection, ReadCommittedSnapshots, limits, ct).ConfigureAwait(false);
            Upgrade(address, seen, clock);
        }

        await connection.ExecuteAsync(new(Unlock.In(Dialect.SqlServer), cancellationToken: CancellationToken.None)).ConfigureAwait(false);
    }

    private static void Upgrade(SqlServerAddress address, IReadOnlyList<SeenScript> seen, TimeProvider clock)
    {
        var result = DeployChanges.To
            .SqlDatabase(address.Writers)
            .WithScripts(Scripts.All)
            .WithVariablesDisabled()
            .WithTransaction()
            .JournalTo(new MigrationJournal(Dialect.SqlServer, seen, clock))
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new DatabaseException(
                $"The database {address.Name} could not be migrated by {result.ErrorScript?.Name ?? "any script"}; it is as it was: {result.Error.Message}",
                result.Error);
        }
    }

    private static async Task<IReadOnlyList<SeenScript>> SeenAsync(SqlConnection connection, SqlServerLimits limits, CancellationToken ct) =>
        await ScalarAsync<int>(connection, JournalQuery, limits.CommandSeconds, ct).ConfigureAwait(false) == 0
            ? []
            : (await connection.QueryAsync<SeenScript>(
                new(MigrationJournal.SeenQuery.In(Dialect.SqlServer), commandTimeout: limits.CommandSeconds, cancellationToken: ct))
                .ConfigureAwait(false)).AsList();

    /// <summary>Sets an option of the database that spares readers and writers to wait for each other; without it they wait.</summary>
    private static async Task SetAsync(SqlConnection connection, Statement option, SqlServerLimits limits, CancellationToken ct)
    {
        try
        {
            await connection.ExecuteAsync(new(option.In(Dialect.SqlServer), commandTimeout: limits.CommandSeconds, cancellationToken: ct))
                .ConfigureAwait(false);
        }
        catch (SqlException) when (connection.State == System.Data.ConnectionState.Open && !ct.IsCancellationRequested)
        {
            // It takes a permission, or a database that nobody uses: the operator may set it.
        }
    }

    private static async Task<T> ScalarAsync<T>(SqlConnection connection, Statement query, int seconds, CancellationToken ct) =>
        (await connection.ExecuteScalarAsync<T>(new(query.In(Dialect.SqlServer), commandTimeout: seconds, cancellationToken: ct))
            .ConfigureAwait(false))!;
}
