using Dapper;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace Assessment.Storage;

/// <summary>The numbered scripts that bring a SQLite file to the schema of this program.</summary>
internal static class SqliteMigrations
{
    /// <summary>The table of scripts that were run.</summary>
    public const string Journal = "schema_version";

    private const string ResourcePrefix = "sqlite/";

    /// <summary>The scripts, in order.</summary>
    public static IReadOnlyList<SqlScript> Scripts { get; } = Load();

    /// <summary>Runs the scripts that the file has not seen, all in one transaction.</summary>
    /// <exception cref="DatabaseException">The file has seen others than these, belongs to another program, or a script fails.</exception>
    /// <exception cref="SqliteException">The file is not a database, or can't be used.</exception>
    public static void Run(SqliteConnection connection, string path)
    {
        RefuseForeign(connection, path);
        connection.Execute("PRAGMA journal_mode = WAL"); // Not until the file is known to be ours.
        using var shared = new SharedConnection(connection);
        var result = DeployChanges.To
            .SqliteDatabase(shared)
            .WithScripts(Scripts)
            .WithVariablesDisabled()
            .WithTransaction()
            .JournalToSqliteTable(Journal)
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

    private static void RefuseForeign(SqliteConnection connection, string path)
    {
        var tables = connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table'").ToHashSet();
        if (tables.Count > 0 && !tables.Contains(Journal))
        {
            throw new DatabaseException($"{path} is a database of another program. It was left as it is; name another file.");
        }

        string[] seen = tables.Contains(Journal) ? [.. connection.Query<string>($"SELECT ScriptName FROM {Journal}")] : [];
        string[] unknown = [.. seen.Except(Scripts.Select(script => script.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            throw new DatabaseException(
                $"The database {path} has a newer schema: this program does not know {string.Join(", ", unknown)}. Run the newer program.");
        }
    }

    private static List<SqlScript> Load()
    {
        var assembly = typeof(SqliteMigrations).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => SqlScript.FromStream(name[ResourcePrefix.Length..], assembly.GetManifestResourceStream(name)!)),
        ];
    }
}
