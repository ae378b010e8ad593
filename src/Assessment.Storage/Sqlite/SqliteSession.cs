using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Assessment.Storage;

/// <summary>One SQLite connection with its prepared statements. One thread at a time.</summary>
/// <remarks>SQLite's driver answers synchronously, so every task returned here is complete.</remarks>
internal sealed class SqliteSession(KeptConnection connection) : WriteSession(connection, Dialect.Sqlite), IDisposable
{
    private readonly Dictionary<Statement, SqliteStatement> prepared = [];

    /// <inheritdoc/>
    public override Task<int> RunAsync(Statement statement, params object?[] values)
    {
        return Task.FromResult(Prepared(statement).Run(values));
    }

    /// <inheritdoc/>
    public override Task StreamAsync(Statement query, Action<StoredRow> read, params object?[] values)
    {
        Prepared(query).Read(values, read);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override bool IsUniqueViolation(DbException failure) =>
        failure is SqliteException sqlite && SqliteErrors.IsUniqueViolation(sqlite);

    /// <summary>Runs a statement at once.</summary>
    public void Run(Statement statement, params object?[] values) => RunAsync(statement, values).GetAwaiter().GetResult();

    /// <summary>The number of the row that was inserted last, of a table that numbers its rows.</summary>
    public long LastInserted => SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle);

    /// <summary>Whether a transaction is open on the connection; some failures of SQLite end it.</summary>
    public bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <inheritdoc/>
    protected override CommandDefinition Command(string sql, object parameters)
    {
        connection.Expect(sql);
        return new(sql, parameters);
    }

    /// <summary>Closes the statements and the connection.</summary>
    public void Dispose()
    {
        foreach (var statement in prepared.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private SqliteStatement Prepared(Statement statement)
    {
        if (!prepared.TryGetValue(statement, out var own))
        {
            own = new(connection.Handle!, statement);
            prepared.Add(statement, own);
        }

        return own;
    }
}
