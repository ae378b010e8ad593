using Dapper;
using DbUp;
using DbUp.Engine.Output;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace Assessment.Storage;

/// <summary>Brings a SQLite file to the schema of this program.</summary>
internal static class SqliteMigrations
{
    private static readonly Statement TablesQuery = Statement.Only(Dialect.Sqlite, "SELECT name FROM sqlite_master WHERE type = 'table'");
    private static readonly Statement KeepLog = Statement.Only(Dialect.Sqlite, "PRAGMA journal_mode = WAL");

    /// <summary>The scripts.</summary>
    public static MigrationScripts Scripts { get; } = MigrationScripts.Of(Dialect.Sqlite);

    /// <summary>Runs the scripts that the file has not seen, all in one transaction.</summary>
    /// <exception cref="DatabaseException">The file has seen others than these, belongs to another program, or a script fails.</exception>
    /// <exception cref="SqliteException">The file is not a database, or can't be used.</exception>
    public static void Run(SqliteConnection connection, string path, TimeProvider clock)
    {
        var seen = Seen(connection, path);
        Scripts.Refuse(path, seen);
        connection.Execute(KeepLog.In(Dialect.Sqlite)); // Not until the file is known to be ours.
        using var shared = new SharedConnection(connection);
        var result = DeployChanges.To
            .SqliteDatabase(shared)
            .WithScripts(Scripts.All)
            .WithVariablesDisabled()
            .WithTransaction()
            .JournalTo(new MigrationJournal(Dialect.Sqlite, seen, clock))
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new DatabaseException(
                $"The database {path} could not be migrated by {result.ErrorScript?.Name ?? "any script"}; it is as it was: {result.Error.Message}",
                result.Error);
        }
    }

    private static List<SeenScript> Seen(SqliteConnection connection, string path)
    {
        var tables = connection.Query<string>(TablesQuery.In(Dialect.Sqlite)).ToHashSet();
        if (tables.Contains(MigrationJournal.Table))
        {
            return connection.Query<SeenScript>(MigrationJournal.SeenQuery.In(Dialect.Sqlite)).AsList();
        }

        return tables.Count == 0
            ? []
            : throw new DatabaseException($"{path} is a database of another program. It was left as it is; name another file.");
    }
}
