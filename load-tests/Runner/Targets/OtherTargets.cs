using Assessment.Benchmarks;
using Assessment.LoadScenarios;
using Assessment.LoadTests.Reports;
using Assessment.LoadTests.Servers;
using Assessment.StorageLoad;
using Assessment.StorageLoad.Readings;
using Assessment.StorageLoad.Submits;

namespace Assessment.LoadTests.Targets;

/// <summary>Scoring itself, storing, reading and starting, each beside its limit.</summary>
internal sealed class OtherTargets(TargetPlan plan, ServerChoice choice)
{
    private const int CoreRounds = 501;
    private const int MaximumInFlight = 4096;

    /// <summary>The scoring core beside a plain weighted mean of doubles.</summary>
    public static TargetRow Core()
    {
        var card = new Benchmarks.Workload(competencies: 6, criteriaEach: 2, ratings: 12);
        var rows = new SideBySide().Add("plain", card.PlainWeightedMean).Add("core", card.Score).Run(CoreRounds);
        var row = TargetRow.AtMost("scoring core, 12 ratings", "plain weighted mean of doubles", "ns", [rows[0].Nanoseconds], [rows[1].Nanoseconds], 4);
        double ratio = rows[1].Ratio;
        return row with
        {
            What = $"{row.What}, {rows[1].Bytes} B allocated",
            Ratio = ratio,
            Least = ratio,
            Most = ratio,
            Target = $"{row.Target}, 0 B",
            IsMet = ratio <= 4 && rows[1].Bytes == 0,
        };
    }

    /// <summary>Durable submissions over streams, beside the same rows written in batches by one thread beneath every layer.</summary>
    public async Task<(IReadOnlyList<TargetRow> Rows, IReadOnlyList<Measurement> Runs)> SubmitAsync(CancellationToken cancellation)
    {
        using var server = await ServerUnderLoad.StartAsync(choice, cancellation);
        await using var session = new LoadSession(ScenarioCatalog.FindByName("submit-stream")!, server);
        await session.WarmUpAsync(TargetPlan.Callers, plan.SubmitWarmUp, cancellation);
        var workload = new StorageLoad.Workload(plan.RawCards, sentences: 1); // As the scenario's cards.
        using var file = await StoredFile.CreateAsync(workload, choice.Folder);
        using var rows = new CardRows(workload, file.Secrets());
        var (limit, ours) = (new List<double>(), new List<double>());
        var runs = new List<Measurement>();
        for (int round = 0; round < plan.Rounds; round++)
        {
            runs.Add(await session.MeasurePeakAsync(TargetPlan.Callers, plan.Duration, cancellation));
            ours.Add(runs[^1].Summary.OkPerSecond);
            string copy = file.Copy();
            limit.Add(RawRun.Run(copy, rows, TargetPlan.Callers).CardsPerSecond);
            StoredFile.Remove(copy);
        }

        double peak = await OpenPeak.FindAsync(session, ours.Max(), plan.Duration, cancellation);
        var open = await session.OfferAsync(OpenPeak.Share(CallTargets.OpenShare), CallTargets.OpenShare * peak, plan.OpenLoop, MaximumInFlight, cancellation);
        var row = TargetRow.AtLeast("submit-stream, durable", "raw batched insert of such rows", "cards/s", limit, ours, 0.5);
        return ([row, CallTargets.Tail(open)], [runs[^1], open]);
    }

    /// <summary>Stored ratings as columns, beside the bare reading of the same rows.</summary>
    public async Task<TargetRow> ReadAsync()
    {
        var (bare, columns) = await ReadingTable.CompareAsync(plan.ReadRatings, plan.Rounds, choice.Folder);
        return TargetRow.AtMost($"reading {plan.ReadRatings:N0} stored ratings", "bare read of the same rows", "ms", bare, columns, 1.5);
    }

    /// <summary>From the process's start until it serves, beside the empty template.</summary>
    public async Task<TargetRow> StartAsync(CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder(choice.Folder);
        using var product = ServerUnderLoad.Of(await ServerProcess.StartAsync(folder.At("first.db"), choice, cancellation));
        using var answers = await AnswerFolder.RecordAsync(product.Connection, choice.Folder, cancellation);
        var (limit, ours) = (new List<double>(), new List<double>());
        for (int round = 0; round < plan.Rounds; round++)
        {
            using var bare = await ServerProcess.StartBareAsync(answers.Path, choice, cancellation);
            using var own = await ServerProcess.StartAsync(folder.At($"{round}.db"), choice, cancellation);
            limit.Add(bare.StartTime.TotalMilliseconds);
            ours.Add(own.StartTime.TotalMilliseconds);
        }

        return TargetRow.Of("start to serving, new database", "bare template", "ms", limit, ours);
    }
}
