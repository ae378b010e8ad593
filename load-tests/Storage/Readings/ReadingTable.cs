using System.Globalization;
using Assessment.Storage;
using Microsoft.Data.Sqlite;

namespace Assessment.StorageLoad.Readings;

/// <summary>Reads stored ratings as columns, in turns with the bare reading of the same rows.</summary>
internal static class ReadingTable
{
    private const int Rounds = 5;
    private const int WarmUps = 5; // Until both are compiled for good.
    internal const int RatingsPerCard = 12;
    private const int AtOnce = 512;

    /// <summary>Measures and prints.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="sizes">How many ratings.</param>
    /// <param name="parent">On whose disk.</param>
    public static async Task RunAsync(TextWriter output, IReadOnlyList<int> sizes, string parent)
    {
        await output.WriteLineAsync($"Cards of {RatingsPerCard} ratings; medians of {Rounds} rounds in turns.");
        await output.WriteLineAsync("| ratings | bare, ms | columns, ms | ratio | columns again by their inputs, ms | bytes held a rating | peak, bytes a rating |");
        await output.WriteLineAsync("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (int size in sizes)
        {
            using var folder = new TemporaryFolder(parent);
            string path = folder.At("read.db");
            int cards = (size + RatingsPerCard - 1) / RatingsPerCard;
            await StoreAsync(path, cards);
            await using var db = await SqliteDatabase.OpenAsync(path, TimeProvider.System, CancellationToken.None);
            await output.WriteLineAsync(await MeasureAsync(db, path, cards));
        }
    }

    private static async Task<string> MeasureAsync(SqliteDatabase db, string path, int cards)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Mode=ReadOnly");
        connection.Open();
        var scan = new RatingScan(db);
        var arrays = new BareRead(cards * RatingsPerCard, cards);
        var (bare, columns) = Compare(scan, arrays, connection, Rounds);
        var again = new List<double>();
        var (held, peak, inputs) = await MemoryAsync(scan, arrays.Read(connection));
        for (int round = 0; round < Rounds; round++)
        {
            again.Add(Time(async () => (await scan.ReadAsync(Workload.Tenant, inputs, null, null, CancellationToken.None)).Count));
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {cards * RatingsPerCard:N0} | {bare.Median():F1} | {columns.Median():F1} | {columns.Median() / bare.Median():F2} | {again.Median():F1} "
            + $"| {held:F1} | {peak:F1} |");
    }

    /// <summary>Stores so many ratings, and reads them both ways in turns.</summary>
    /// <returns>Milliseconds of each round, after those in which both are compiled.</returns>
    internal static async Task<(IReadOnlyList<double> Bare, IReadOnlyList<double> Columns)> CompareAsync(int ratings, int rounds, string parent)
    {
        using var folder = new TemporaryFolder(parent);
        string path = folder.At("read.db");
        int cards = ratings / RatingsPerCard;
        await StoreAsync(path, cards);
        await using var db = await SqliteDatabase.OpenAsync(path, TimeProvider.System, CancellationToken.None);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Mode=ReadOnly");
        connection.Open();
        return Compare(new RatingScan(db), new BareRead(cards * RatingsPerCard, cards), connection, rounds);
    }

    private static (List<double> Bare, List<double> Columns) Compare(RatingScan scan, BareRead arrays, SqliteConnection connection, int rounds)
    {
        var (bare, columns) = (new List<double>(), new List<double>());
        for (int round = -WarmUps; round < rounds; round++)
        {
            double bareTime = Time(() => Task.FromResult(arrays.Read(connection).Ratings));
            double columnsTime = Time(async () => (await scan.ReadAsync(Workload.Tenant, new(), null, CancellationToken.None)).Count);
            if (round >= 0)
            {
                bare.Add(bareTime);
                columns.Add(columnsTime);
            }
        }

        return (bare, columns);
    }

    /// <summary>What the columns hold, and the most that the process held above what it held before, each by rating.</summary>
    private static async Task<(double Held, double Peak, ScannedInputs Inputs)> MemoryAsync(RatingScan scan, (int Ratings, long Sum) expected)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var peak = Task.Run(() => PeakAsync(timer));
        var ratings = await scan.ReadAsync(Workload.Tenant, new(), null, CancellationToken.None);
        timer.Dispose();
        long most = Math.Max(await peak, GC.GetTotalMemory(forceFullCollection: false));
        long after = GC.GetTotalMemory(forceFullCollection: true);
        if ((ratings.Count, ratings.Level.Sum(level => (long)level)) != expected)
        {
            throw new InvalidOperationException("The two ways read different ratings.");
        }

        return ((double)(after - before) / ratings.Count, (double)(most - before) / ratings.Count, ratings.Inputs);
    }

    /// <summary>The most that was held, as far as looks now and then can tell, until the timer is disposed.</summary>
    private static async Task<long> PeakAsync(PeriodicTimer timer)
    {
        long most = 0;
        while (await timer.WaitForNextTickAsync())
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
        }

        return most;
    }

    private static double Time(Func<Task<int>> read)
    {
        using var watch = new ProcessorStopwatch();
        read().GetAwaiter().GetResult();
        return watch.Stop().Elapsed.TotalMilliseconds;
    }

    /// <summary>Stores so many cards in a new database, by the store itself.</summary>
    internal static async Task StoreAsync(string path, int cards)
    {
        var workload = new Workload(cards);
        await using var db = await SqliteDatabase.OpenAsync(path, TimeProvider.System, CancellationToken.None);
        var interviews = new InterviewStore(db);
        foreach (var some in workload.Interviews.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(interview => interviews.CreateAsync(Workload.Tenant, interview, null, CancellationToken.None)));
        }

        var store = new ScorecardStore(db);
        foreach (var some in workload.Cards.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(card => store.SubmitAsync(Workload.Tenant, [card.Submission], null, CancellationToken.None)));
        }
    }
}
