using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Assessment.Storage;

/// <summary>What writers tell of themselves to whoever listens: a meter, and a source of spans, both of this name.</summary>
public static class WriteMeter
{
    /// <summary>The meter's name, and the source's.</summary>
    public const string Name = "Assessment.Storage";

    private static readonly ConcurrentDictionary<WriteQueue, bool> Queues = new();

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Commits = Meter.CreateHistogram(
        "assessment.storage.commit.duration",
        "s",
        "From the beginning of a transaction to the end of its commit; with error.type when nothing was stored",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30] });

    private static readonly Counter<long> Retries =
        Meter.CreateCounter<long>("assessment.storage.retries", "{retry}", "Transactions that ran again, by what undid them");

    private static readonly ObservableUpDownCounter<long> Waiting = Meter.CreateObservableUpDownCounter(
        "assessment.storage.queue.length", () => Queues.Keys.Sum(queue => (long)queue.Length), "{write}", "Writes that wait for the writer");

    /// <summary>How many writes shared a commit.</summary>
    internal static Histogram<int> Writes { get; } = Meter.CreateHistogram(
        "assessment.storage.commit.writes",
        "{write}",
        "Writes that shared a commit",
        tags: null,
        new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });

    /// <summary>Counts a queue's writes until it is closed.</summary>
    internal static void Watch(WriteQueue queue) => Queues.TryAdd(queue, true);

    /// <summary>A queue is closed.</summary>
    internal static void Forget(WriteQueue queue) => Queues.TryRemove(queue, out _);

    /// <summary>A transaction is committed.</summary>
    /// <param name="writes">How many writes shared it.</param>
    /// <param name="begun">The stopwatch's time at its beginning.</param>
    internal static void Committed(int writes, long begun)
    {
        Writes.Record(writes);
        Commits.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    /// <summary>A transaction was not committed, or nobody knows whether it was.</summary>
    internal static void Failed(Exception cause, long begun) =>
        Commits.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>("error.type", cause.GetType().FullName));

    /// <summary>A transaction runs again.</summary>
    /// <param name="failure">What undid it.</param>
    internal static void Retried(string failure) => Retries.Add(1, new KeyValuePair<string, object?>("error.type", failure));
}
