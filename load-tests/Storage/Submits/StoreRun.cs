using System.Diagnostics;
using System.Diagnostics.Metrics;
using Assessment.Storage;

namespace Assessment.StorageLoad.Submits;

/// <summary>What a run took.</summary>
/// <param name="CardsPerSecond">Durable submissions a second.</param>
/// <param name="Batch">The median of the submissions that shared a commit.</param>
/// <param name="MedianMilliseconds">Of a submission, from its call to its acknowledgement.</param>
/// <param name="SlowMilliseconds">What 99 of 100 submissions were faster than.</param>
/// <param name="ProcessorMicroseconds">Of all processors, a submission.</param>
internal sealed record Taken(
    double CardsPerSecond, int Batch, double MedianMilliseconds, double SlowMilliseconds, double ProcessorMicroseconds);

/// <summary>Submits a workload's cards through the store that the server uses.</summary>
internal static class StoreRun
{
    /// <summary>Runs once, on a copy of the file.</summary>
    /// <param name="path">The copy.</param>
    /// <param name="cards">The cards.</param>
    /// <param name="callers">How many callers submit, each one card after another.</param>
    /// <param name="mostPerCommit">The most submissions of one commit; 1 gives each its own.</param>
    public static async Task<Taken> RunAsync(string path, IReadOnlyList<PreparedCard> cards, int callers, int mostPerCommit)
    {
        var limits = new SqliteLimits { MostPerCommit = mostPerCommit };
        await using var db = await SqliteDatabase.OpenAsync(path, TimeProvider.System, limits, CancellationToken.None);
        return await RunAsync(db, cards, callers);
    }

    /// <summary>Runs once, on a database of any engine that holds the cards' interviews.</summary>
    public static async Task<Taken> RunAsync(Database db, IReadOnlyList<PreparedCard> cards, int callers)
    {
        var store = new ScorecardStore(db);
        double[] milliseconds = new double[cards.Count];
        int next = -1;
        using var batches = new Batches();
        using var stopwatch = new ProcessorStopwatch();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(SubmitAsync)));
        var (elapsed, processor) = stopwatch.Stop();
        return new(
            cards.Count / elapsed.TotalSeconds,
            batches.Median(),
            milliseconds.Median(),
            milliseconds.Quantile(0.99),
            processor.TotalMicroseconds / cards.Count);

        async Task SubmitAsync()
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < cards.Count)
            {
                var (submission, request) = cards[i];
                long called = Stopwatch.GetTimestamp();
                await store.SubmitAsync(Workload.Tenant, [submission], request, CancellationToken.None);
                milliseconds[i] = Stopwatch.GetElapsedTime(called).TotalMilliseconds;
            }
        }
    }

    /// <summary>The sizes of the commits.</summary>
    private sealed class Batches : IDisposable
    {
        private readonly List<int> sizes = [];
        private readonly MeterListener listener = new();

        public Batches()
        {
            listener.SetMeasurementEventCallback<int>((_, size, _, _) => sizes.Add(size)); // One writer, one thread.
            listener.EnableMeasurementEvents(WriteMeter.Writes);
            listener.Start();
        }

        public int Median() => sizes.Median();

        public void Dispose() => listener.Dispose();
    }
}
