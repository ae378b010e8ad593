using System.Globalization;
using Assessment.Storage;

namespace Assessment.StorageLoad.Submits;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">How often each figure is taken; the medians count.</param>
/// <param name="Cards">Cards a run at each number of callers.</param>
/// <param name="CardsAlone">Cards a run when each has a commit of its own.</param>
internal sealed record SubmitPlan(int Rounds, IReadOnlyList<(int Callers, int Cards)> Cards, int CardsAlone)
{
    /// <summary>The same with one number of callers only, or with more or fewer rounds; null leaves each as it is.</summary>
    public SubmitPlan With(int? callers, int? rounds) => this with
    {
        Cards = [.. Cards.Where(run => callers is null || run.Callers == callers)],
        Rounds = rounds ?? Rounds,
    };

    /// <summary>What the quoted figures are taken with.</summary>
    public static SubmitPlan Full { get; } = new(7, [(1, 3_000), (16, 16_000), (64, 32_000), (256, 48_000)], 4_000);

    /// <summary>A look, in some twenty seconds.</summary>
    public static SubmitPlan Quick { get; } = new(3, [(1, 1_000), (16, 8_000), (64, 16_000), (256, 24_000)], 2_000);
}

/// <summary>
/// Durable submissions a second by callers at once, beside one commit for each and beside the limit of the file, taken in turns.
/// </summary>
internal static class SubmitTable
{
    /// <summary>Measures and prints.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="plan">How much.</param>
    /// <param name="folder">On whose disk.</param>
    public static async Task RunAsync(TextWriter output, SubmitPlan plan, string folder)
    {
        await output.WriteLineAsync("SQLite, synchronous = FULL; scorecards of 12 ratings with evidence, request, event and audit rows");
        await output.WriteLineAsync(
            "| callers | one commit each, /s | shared commits, /s | gain | limit at that batch, /s | of the limit | batch | p50, ms | p99, ms | CPU, µs | limit's CPU, µs | rounds' gain | rounds' share |");
        await output.WriteLineAsync("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (callers, cards) in plan.Cards)
        {
            await MeasureAsync(output, plan, callers, cards, folder);
        }

        await output.WriteLineAsync($"medians of {plan.Rounds} rounds in turns; load afterwards {Machine.Load()}");
    }

    private static async Task MeasureAsync(TextWriter output, SubmitPlan plan, int callers, int count, string folder)
    {
        var workload = new Workload(count);
        using var file = await StoredFile.CreateAsync(workload, folder);
        using var rows = new CardRows(workload, file.Secrets());
        PreparedCard[] few = [.. workload.Cards.Take(plan.CardsAlone)];
        var alone = new List<double>();
        var shared = new List<Taken>();
        var limit = new List<(double CardsPerSecond, double ProcessorMicroseconds)>();
        await OnCopyAsync(path => StoreRun.RunAsync(path, few, callers, new SqliteLimits().MostPerCommit)); // Compiles what is measured.
        for (int round = 0; round < plan.Rounds; round++)
        {
            alone.Add((await OnCopyAsync(path => StoreRun.RunAsync(path, few, callers, mostPerCommit: 1))).CardsPerSecond);
            string stored = "";
            shared.Add(await OnCopyAsync(
                path => StoreRun.RunAsync(path, workload.Cards, callers, new SqliteLimits().MostPerCommit), path => stored = StoredFile.Contents(path)));
            int batch = shared.Median(taken => taken.Batch);
            string raw = "";
            limit.Add(await OnCopyAsync(path => Task.FromResult(RawRun.Run(path, rows, batch)), path => raw = StoredFile.Contents(path)));
            if (round == 0)
            {
                RequireSame(stored, raw);
            }
        }

        double gain = shared.Median(taken => taken.CardsPerSecond) / alone.Median();
        double share = shared.Median(taken => taken.CardsPerSecond) / limit.Median(taken => taken.CardsPerSecond);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {callers} | {alone.Median():N0} | {shared.Median(t => t.CardsPerSecond):N0} | {gain:F2} | {limit.Median(t => t.CardsPerSecond):N0} | {share:F2} "
            + $"| {shared.Median(t => t.Batch)} | {shared.Median(t => t.MedianMilliseconds):F2} | {shared.Median(t => t.SlowMilliseconds):F2} "
            + $"| {shared.Median(t => t.ProcessorMicroseconds):F0} | {limit.Median(t => t.ProcessorMicroseconds):F0} "
            + $"| {Spread(shared.Zip(alone, (s, a) => s.CardsPerSecond / a))} | {Spread(shared.Zip(limit, (s, l) => s.CardsPerSecond / l.CardsPerSecond))} |"));

        async Task<T> OnCopyAsync<T>(Func<string, Task<T>> run, Action<string>? look = null)
        {
            string copy = file.Copy();
            T result = await run(copy);
            look?.Invoke(copy);
            StoredFile.Remove(copy);
            return result;
        }
    }

    /// <summary>The two ways differ by one row only: the first of the store's own audit chain.</summary>
    private static void RequireSame(string stored, string raw)
    {
        if (!stored.Split("; ").Zip(raw.Split("; ")).SkipLast(1).All(tables => tables.First == tables.Second))
        {
            throw new InvalidOperationException($"The limit wrote other rows than the store:\n{stored}\n{raw}");
        }
    }

    private static string Spread(IEnumerable<double> ratios)
    {
        double[] sorted = [.. ratios.Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:F2}–{sorted[^1]:F2}");
    }
}
