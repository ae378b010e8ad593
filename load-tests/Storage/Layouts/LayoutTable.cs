using System.Globalization;
using Assessment.StorageLoad.Submits;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Assessment.StorageLoad.Layouts;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">How often each figure is taken; the medians count.</param>
/// <param name="Cards">Cards of twelve ratings.</param>
internal sealed record LayoutPlan(int Rounds, int Cards)
{
    /// <summary>What the quoted figures are taken with.</summary>
    public static LayoutPlan Full { get; } = new(7, 20_000);

    /// <summary>A look.</summary>
    public static LayoutPlan Quick { get; } = new(3, 4_000);
}

/// <summary>Ratings packed into their revision's row, beside a row for each: writing them, and reading all of them for calibration.</summary>
internal static class LayoutTable
{
    private const int Batch = 64;

    /// <summary>The table that the packed columns took the place of, with what kept its rows as they were.</summary>
    private const string RatingTable = """
        DROP VIEW rating;
        CREATE TABLE rating (
            tenant              TEXT    NOT NULL,
            scorecard_id        BLOB    NOT NULL,
            revision            INTEGER NOT NULL,
            criterion_id        TEXT    NOT NULL,
            ordinal             INTEGER NOT NULL CHECK (ordinal >= 0),
            level               INTEGER NOT NULL CHECK (level BETWEEN 0 AND 5),
            not_observed_reason INTEGER NOT NULL CHECK (not_observed_reason >= 0),
            evidence            TEXT    NOT NULL,
            PRIMARY KEY (tenant, scorecard_id, revision, criterion_id),
            FOREIGN KEY (tenant, scorecard_id, revision) REFERENCES scorecard_revision (tenant, scorecard_id, revision),
            CHECK (level = 0 OR not_observed_reason = 0)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER rating_stays BEFORE UPDATE ON rating WHEN OLD.revision >= 1
        BEGIN SELECT RAISE(ABORT, 'a submitted revision never changes'); END;
        CREATE TRIGGER rating_kept BEFORE DELETE ON rating WHEN OLD.revision >= 1
        BEGIN SELECT RAISE(ABORT, 'a submitted revision is never deleted'); END;
        """;

    /// <summary>Measures and prints.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="plan">How much.</param>
    /// <param name="parent">On whose disk.</param>
    public static async Task RunAsync(TextWriter output, LayoutPlan plan, string parent)
    {
        var workload = new Workload(plan.Cards);
        using var file = await StoredFile.CreateAsync(workload, parent);
        using var packedRows = new CardRows(workload, file.Secrets());
        using var apartRows = new CardRows(workload, file.Secrets(), ratingsApart: true);
        var packed = new List<Figures>();
        var view = new List<Figures>();
        var apart = new List<Figures>();
        for (int round = 0; round < plan.Rounds; round++)
        {
            string copy = file.Copy();
            var written = RawRun.Run(copy, packedRows, Batch);
            packed.Add(Read(copy, written, RatingScan.Packed));
            view.Add(Read(copy, written, RatingScan.Apart)); // The view has the table's columns.
            StoredFile.Remove(copy);

            copy = file.Copy();
            Execute(copy, RatingTable);
            apart.Add(Read(copy, RawRun.Run(copy, apartRows, Batch), RatingScan.Apart));
            StoredFile.Remove(copy);
        }

        RequireSame(packed, view, apart);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{plan.Cards:N0} scorecards of 12 ratings, {Batch} a commit; reading all ratings into columns"));
        await output.WriteLineAsync("| layout | written, cards/s | CPU, µs a card | read, ms | CPU, ms | read, million ratings/s | file, MB |");
        await output.WriteLineAsync("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        await output.WriteLineAsync(Line("packed into the revision's row", packed));
        await output.WriteLineAsync(Line("the same, read through the view", view));
        await output.WriteLineAsync(Line("a row for each rating", apart));
        await output.WriteLineAsync($"medians of {plan.Rounds} rounds in turns; load afterwards {Machine.Load()}");
    }

    private static Figures Read(string copy, (double CardsPerSecond, double ProcessorMicroseconds) written, Func<SqliteConnection, RatingColumns> scan)
    {
        using var connection = new SqliteConnection($"Data Source={copy};Pooling=False");
        connection.Open();
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        using var stopwatch = new ProcessorStopwatch();
        var columns = scan(connection);
        var (elapsed, processor) = stopwatch.Stop();
        return new(
            written.CardsPerSecond,
            written.ProcessorMicroseconds,
            elapsed.TotalMilliseconds,
            processor.TotalMilliseconds,
            columns.Count,
            columns.Sum,
            new FileInfo(copy).Length);
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    private static void RequireSame(params IEnumerable<Figures>[] ways)
    {
        if (ways.SelectMany(way => way).Select(figures => (figures.Ratings, figures.Sum)).Distinct().Count() != 1)
        {
            throw new InvalidOperationException("The layouts were not read to the same ratings.");
        }
    }

    private static string Line(string layout, List<Figures> figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {layout} | {figures.Median(f => f.CardsPerSecond):N0} | {figures.Median(f => f.ProcessorMicroseconds):F0} "
        + $"| {figures.Median(f => f.ReadMilliseconds):F0} | {figures.Median(f => f.ReadProcessorMilliseconds):F0} "
        + $"| {figures.Median(f => f.Ratings / f.ReadMilliseconds / 1e3):F2} | {figures[0].Bytes / 1e6:F1} |");

    private sealed record Figures(
        double CardsPerSecond,
        double ProcessorMicroseconds,
        double ReadMilliseconds,
        double ReadProcessorMilliseconds,
        int Ratings,
        long Sum,
        long Bytes);
}
