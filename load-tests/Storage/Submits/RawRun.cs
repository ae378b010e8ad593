using Assessment.Storage;
using Assessment.StorageLoad.Raw;

namespace Assessment.StorageLoad.Submits;

/// <summary>
/// The limit: one thread writes the same rows to the same file in batches of a fixed size, by prepared statements beneath every layer,
/// with values that were made ready beforehand.
/// </summary>
internal static class RawRun
{
    private static readonly string[] Statements =
    [
        "INSERT INTO request (tenant, request_id, method, body_sha256, answer, answered_at) VALUES (?, ?, ?, ?, ?, ?)",
        "INSERT INTO request_interview (tenant, request_id, interview_id) VALUES (?, ?, ?)",
        "UPDATE interview SET card_changes = card_changes + 1 WHERE tenant = ? AND id = ? AND version = ? AND state = 1",
        """
        INSERT INTO scorecard (tenant, id, interview_id, layer, interviewer_id, submitter_id, application_id, step, state, revision,
            version, interviewed_at, created_at, submitted_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        """
        INSERT INTO scorecard_revision (tenant, scorecard_id, revision, submitter_id, reason, note, focus, revised_at, interviewed_at,
            ratings, flags, evidence, composite, equal_weights, coverage)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        """
        INSERT INTO state_event (tenant, kind, interview_id, scorecard_id, interviewer_id, occurred_at) VALUES (?, ?, ?, ?, ?, ?)
        """,
        """
        INSERT INTO audit_event (writer_id, sequence, tenant, kind, subject, revision, occurred_at, content, heads, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
    ];

    private const string SetHead = """
        INSERT INTO audit_head (writer_id, sequence, hash) VALUES (?, ?, ?)
        ON CONFLICT (writer_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash
        """;

    /// <summary>Runs once, on a copy of the file.</summary>
    /// <param name="path">The copy.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="batch">How many cards share a commit.</param>
    /// <returns>Durable cards a second.</returns>
    public static double Run(string path, CardRows rows, int batch)
    {
        using var file = SqliteFile.Take(path, busySeconds: 1);
        using var connection = file.Connect(onlyReads: false); // The product's own pragmas.
        nint database = connection.Handle!.DangerousGetHandle();
        RawStatement[] statements = [.. Statements.Select(sql => new RawStatement(database, sql))];
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
                for (int row = 0; row < statements.Length; row++)
                {
                    statements[row].Run(rows.Of(card, row));
                }
            }

            setHead.Run(rows.Head(last));
            commit.Run();
        }

        double perSecond = rows.Count / stopwatch.Stop().Elapsed.TotalSeconds;
        Array.ForEach(statements, statement => statement.Dispose());
        return perSecond;
    }
}
