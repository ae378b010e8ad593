using Assessment.Storage;
using Assessment.StorageLoad.Raw;

namespace Assessment.StorageLoad.Submits;

/// <summary>
/// The limit: one thread writes the same rows to the same file in batches of a fixed size, by prepared statements beneath every layer,
/// with values that were made ready beforehand.
/// </summary>
internal static class RawRun
{
    private const string SetHead = """
        INSERT INTO audit_head (writer_id, sequence, hash) VALUES (?, ?, ?)
        ON CONFLICT (writer_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash
        """;

    /// <summary>Runs once, on a copy of the file.</summary>
    /// <param name="path">The copy.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="batch">How many cards share a commit.</param>
    /// <returns>Durable cards a second, and the processor's microseconds a card.</returns>
    public static (double CardsPerSecond, double ProcessorMicroseconds) Run(string path, CardRows rows, int batch)
    {
        using var file = SqliteFile.Take(path, busySeconds: 1);
        using var connection = file.Connect(onlyReads: false); // The product's own pragmas.
        nint database = connection.Handle!.DangerousGetHandle();
        RawStatement[] statements =
        [
            .. CardRows.Statements.Take(rows.StatementCount).Select(sql => new RawStatement(database, sql)),
        ];
        using var setHead = new RawStatement(database, SetHead);
        using var begin = new RawStatement(database, "BEGIN IMMEDIATE");
        using var commit = new RawStatement(database, "COMMIT");
        using var stopwatch = new ProcessorStopwatch();
        for (int first = 0; first < rows.Count; first += batch)
        {
            begin.Run();
            int last = Math.Min(first + batch, rows.Count) - 1;
            for (int card = first; card <= last; card++)
            {
                foreach (var row in rows.Of(card))
                {
                    statements[row.Statement].Run(row.Values);
                }
            }

            setHead.Run(rows.Head(last));
            commit.Run();
        }

        var (elapsed, processor) = stopwatch.Stop();
        Array.ForEach(statements, statement => statement.Dispose());
        return (rows.Count / elapsed.TotalSeconds, processor.TotalMicroseconds / rows.Count);
    }
}
