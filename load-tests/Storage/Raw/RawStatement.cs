using System.Globalization;

namespace Assessment.StorageLoad.Raw;

/// <summary>A prepared statement beneath every layer.</summary>
internal sealed class RawStatement : IDisposable
{
    private readonly nint prepared;

    /// <param name="database">The connection.</param>
    /// <param name="sql">Its text.</param>
    public RawStatement(nint database, string sql) => Check(RawSqlite.Prepare(database, sql, -1, out prepared, 0), 0);

    /// <summary>Runs it.</summary>
    public void Run(ReadOnlySpan<RawValue> values = default)
    {
        for (int i = 0; i < values.Length; i++)
        {
            var (kind, number, length) = values[i];
            Check(
                kind switch
                {
                    RawKind.Null => RawSqlite.BindNull(prepared, i + 1),
                    RawKind.Number => RawSqlite.BindNumber(prepared, i + 1, number),
                    RawKind.Text => RawSqlite.BindText(prepared, i + 1, (nint)number, length, 0),
                    _ => RawSqlite.BindBlob(prepared, i + 1, (nint)number, length, 0),
                },
                0);
        }

        Check(RawSqlite.Step(prepared), RawSqlite.Done);
        Check(RawSqlite.Reset(prepared), 0);
    }

    /// <summary>Goes on to a query's next row; false at its end, from where it starts anew.</summary>
    public bool Next()
    {
        if (RawSqlite.Step(prepared) == RawSqlite.Row)
        {
            return true;
        }

        Check(RawSqlite.Reset(prepared), 0);
        return false;
    }

    /// <summary>A text of the row, UTF-8; its bytes are there until the next row.</summary>
    public unsafe ReadOnlySpan<byte> Text(int column) =>
        new((void*)RawSqlite.ColumnText(prepared, column), RawSqlite.ColumnBytes(prepared, column));

    /// <summary>A number of the row.</summary>
    public long Number(int column) => RawSqlite.ColumnNumber(prepared, column);

    /// <inheritdoc/>
    public void Dispose() => _ = RawSqlite.Finalize(prepared);

    private static void Check(int outcome, int expected)
    {
        if (outcome != expected)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"SQLite answered {outcome} where {expected} was due."));
        }
    }
}
