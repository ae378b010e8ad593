using System.Data;
using DbUp.Engine;

namespace Assessment.Storage;

/// <summary>The table that tells which scripts a database has seen, and with which text.</summary>
/// <param name="dialect">Whose SQL it speaks.</param>
/// <param name="seen">What it holds.</param>
/// <param name="clock">Tells when a script ran.</param>
internal sealed class MigrationJournal(Dialect dialect, IReadOnlyList<SeenScript> seen, TimeProvider clock) : IJournal
{
    /// <summary>Its name.</summary>
    public const string Table = "schema_version";

    /// <summary>What it holds.</summary>
    public static readonly Statement SeenQuery = Statement.Of($"SELECT script AS Script, sha256 AS Sha256 FROM {Table} ORDER BY script");

    private static readonly Statement Create = Statement.Of(dialect => dialect == Dialect.Sqlite
        ? $"CREATE TABLE {Table} (script TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT"
        : $"CREATE TABLE {Table} (script nvarchar(128) NOT NULL PRIMARY KEY, sha256 nvarchar(64) NOT NULL, applied_at bigint NOT NULL)");

    private static readonly Statement Insert = Statement.Insert(Table, "script, sha256, applied_at");

    private bool there = seen.Count > 0;

    /// <inheritdoc/>
    public string[] GetExecutedScripts() => [.. seen.Select(script => script.Script)];

    /// <inheritdoc/>
    public void EnsureTableExistsAndIsLatestVersion(Func<IDbCommand> dbCommandFactory)
    {
        if (!there)
        {
            using var command = dbCommandFactory();
            command.CommandText = Create.In(dialect);
            command.ExecuteNonQuery();
            there = true;
        }
    }

    /// <inheritdoc/>
    public void StoreExecutedScript(SqlScript script, Func<IDbCommand> dbCommandFactory)
    {
        EnsureTableExistsAndIsLatestVersion(dbCommandFactory);
        using var command = dbCommandFactory();
        command.CommandText = Insert.In(dialect);
        object[] values = [script.Name, MigrationScripts.Sha256(script), Stored.Microseconds(clock.GetUtcNow())];
        for (int i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = Insert.Parameters[i];
            parameter.Value = values[i];
            command.Parameters.Add(parameter);
        }

        command.ExecuteNonQuery();
    }
}
