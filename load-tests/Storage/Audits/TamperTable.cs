using System.Diagnostics;
using System.Globalization;
using Assessment.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Assessment.StorageLoad.Audits;

/// <summary>The audit chain of many submitted scorecards: verified as it is, and in copies that somebody changed.</summary>
internal static class TamperTable
{
    private const int AtOnce = 512;

    private static readonly (string What, string Sql)[] Tamperings =
    [
        ("nothing", ""),
        ("one byte of an event", "UPDATE audit_event SET content = CAST(iif(substr(content, 1, 1) = x'00', x'01', x'00') || substr(content, 2) AS BLOB) WHERE sequence = 7000"),
        ("a middle event deleted", "DELETE FROM audit_event WHERE sequence = 5000"),
        ("the last event deleted", "DELETE FROM audit_event WHERE sequence = (SELECT max(sequence) FROM audit_event)"),
        (
            "two events swapped",
            """
            UPDATE audit_event SET sequence = 0 WHERE sequence = 3000;
            UPDATE audit_event SET sequence = 3000 WHERE sequence = 3001;
            UPDATE audit_event SET sequence = 3001 WHERE sequence = 0
            """),
        ("one rating of a stored card", "UPDATE scorecard_revision SET ratings = replace(ratings, ',1,', ',5,') WHERE scorecard_id = (SELECT min(scorecard_id) FROM scorecard_revision WHERE ratings LIKE '%,1,%')"),
    ];

    /// <summary>Prints a line for each tampering.</summary>
    /// <returns>Whether each was found, and nothing where nothing was done.</returns>
    public static async Task<bool> RunAsync(TextWriter output, int cards, string parent)
    {
        var workload = new Workload(cards);
        using var file = await StoredFile.CreateAsync(workload, parent);
        string original = file.Copy();
        await using (var db = await SqliteDatabase.OpenAsync(original, TimeProvider.System, CancellationToken.None))
        {
            var store = new ScorecardStore(db);
            foreach (var some in workload.Cards.Chunk(AtOnce))
            {
                await Task.WhenAll(some.Select(card => store.SubmitAsync(Workload.Tenant, [card.Submission], card.Request, CancellationToken.None)));
            }
        }

        output.WriteLine($"{cards.ToString("#,0", CultureInfo.InvariantCulture)} scorecards");
        output.WriteLine("| changed behind the server's back | chains | events | contents equal | broken | first broken link | s |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | --- | ---: |");
        bool asExpected = true;
        foreach (var (what, sql) in Tamperings)
        {
            string copy = original + "-tampered.db";
            File.Copy(original, copy, overwrite: true);
            Tamper(copy, sql);
            await using (var db = await SqliteDatabase.OpenAsync(copy, TimeProvider.System, CancellationToken.None))
            {
                var watch = Stopwatch.StartNew();
                var report = await new AuditStore(db).VerifyAsync([], null, CancellationToken.None);
                string first = report.Breaks.Count == 0 ? "" : $"event {report.Breaks[0].Sequence}: {report.Breaks[0].Problem}";
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {what} | {report.Chains} | {report.Events} | {report.Contents} | {report.Breaks.Count} | {first} | {watch.Elapsed.TotalSeconds:0.00} |"));
                asExpected &= report.Breaks.Count == 0 == (sql.Length == 0);
            }

            StoredFile.Remove(copy);
        }

        return asExpected;
    }

    private static void Tamper(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        foreach (string trigger in connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        {
            connection.Execute($"DROP TRIGGER {trigger}");
        }

        if (sql.Length > 0)
        {
            connection.Execute("PRAGMA ignore_check_constraints = 1;" + sql);
        }
    }
}
