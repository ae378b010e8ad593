using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assessment.Storage;

/// <summary>A prepared statement. One thread at a time.</summary>
/// <remarks>
/// It speaks to SQLite beneath its ADO.NET driver, whose commands look up every parameter by name and build a reader for each run:
/// a scorecard is some twenty statements, and those would take most of the writer's time.
/// </remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt prepared;
    private readonly SqliteRow row;

    /// <param name="database">The connection that it belongs to.</param>
    /// <param name="statement">Its text.</param>
    /// <exception cref="SqliteException">The text doesn't fit the schema.</exception>
    public SqliteStatement(sqlite3 database, Statement statement)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, statement.In(Dialect.Sqlite), raw.SQLITE_PREPARE_PERSISTENT, out prepared));
        row = new(prepared);
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <param name="values">A value for each parameter: null, int, long, string or bytes.</param>
    /// <returns>How many rows changed; of no meaning when the statement changes none.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public int Run(ReadOnlySpan<object?> values)
    {
        try
        {
            Bind(values);
            int outcome = raw.sqlite3_step(prepared);
            if (outcome != raw.SQLITE_DONE)
            {
                SqliteException.ThrowExceptionForRC(outcome, database);
            }

            return raw.sqlite3_changes(database);
        }
        finally
        {
            raw.sqlite3_reset(prepared); // It repeats the step's failure.
        }
    }

    /// <summary>Runs a query, and hands each of its rows to a reader.</summary>
    /// <param name="values">A value for each parameter: null, int, long, string or bytes.</param>
    /// <param name="read">Gets the same object for every row.</param>
    /// <exception cref="SqliteException">It failed, or was interrupted.</exception>
    public void Read(ReadOnlySpan<object?> values, Action<StoredRow> read)
    {
        try
        {
            Bind(values);
            int outcome;
            while ((outcome = raw.sqlite3_step(prepared)) == raw.SQLITE_ROW)
            {
                read(row);
            }

            if (outcome != raw.SQLITE_DONE)
            {
                SqliteException.ThrowExceptionForRC(outcome, database);
            }
        }
        finally
        {
            raw.sqlite3_reset(prepared);
        }
    }

    /// <summary>Frees it.</summary>
    public void Dispose() => prepared.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Bind(i + 1, values[i]); // SQLite numbers named parameters from 1, in the order of the text.
        }
    }

    private void Bind(int index, object? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(prepared, index),
        int number => raw.sqlite3_bind_int(prepared, index, number),
        long number => raw.sqlite3_bind_int64(prepared, index, number),
        string text => raw.sqlite3_bind_text(prepared, index, text),
        byte[] bytes => raw.sqlite3_bind_blob(prepared, index, bytes),
        _ => throw new ArgumentException($"{value.GetType()} is no type of SQLite's."),
    });

    private void Check(int outcome) => SqliteException.ThrowExceptionForRC(outcome, database);
}
