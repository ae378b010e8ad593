using System.Diagnostics;
using System.Globalization;
using Assessment.Server.Calibrations;
using Assessment.Storage;
using Assessment.V1;
using Google.Protobuf.WellKnownTypes;

namespace Assessment.StorageLoad.Readings;

/// <summary>Makes calibration reports of stored ratings by the server's own code, and makes each of some again from its inputs.</summary>
internal static class ReportTable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    /// <summary>Measures and prints.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="sizes">How many ratings.</param>
    /// <param name="replays">How many reports of the first size are made again.</param>
    /// <param name="parent">On whose disk.</param>
    /// <returns>Whether every report that was made again has the same bytes.</returns>
    public static async Task<bool> RunAsync(TextWriter output, IReadOnlyList<int> sizes, int replays, string parent)
    {
        await output.WriteLineAsync(
            "| ratings | read, s | statistics and report, s | whole, s | report, kB | peak heap, bytes a rating | peak resident above idle, bytes a rating |");
        await output.WriteLineAsync("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        bool identical = true;
        foreach (int size in sizes)
        {
            using var folder = new TemporaryFolder(parent);
            string path = folder.At("report.db");
            await ReadingTable.StoreAsync(path, (size + ReadingTable.RatingsPerCard - 1) / ReadingTable.RatingsPerCard);
            await using var db = await SqliteDatabase.OpenAsync(path, TimeProvider.System, CancellationToken.None);
            var scan = new RatingScan(db);
            await MakeAsync(scan, new CalibrationFilter(), seed: 1); // until it is compiled
            await output.WriteLineAsync(await MeasureAsync(scan));
            if (size == sizes[0])
            {
                identical = await ReplayAsync(output, scan, replays);
            }
        }

        return identical;
    }

    private static async Task<string> MeasureAsync(RatingScan scan)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long heap = GC.GetTotalMemory(forceFullCollection: true), resident = Environment.WorkingSet;
        using var timer = new PeriodicTimer(Look);
        var peak = Task.Run(() => PeakAsync(timer));
        var (ratings, bytes, read, whole) = await MakeAsync(scan, new CalibrationFilter(), seed: 1);
        timer.Dispose();
        var (mostHeap, mostResident) = await peak;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {ratings:N0} | {read.TotalSeconds:F2} | {(whole - read).TotalSeconds:F2} | {whole.TotalSeconds:F2} | {bytes.Length / 1000:N0} "
            + $"| {(double)(mostHeap - heap) / ratings:F0} | {(double)Math.Max(0, mostResident - resident) / ratings:F0} |");
    }

    private static async Task<(int Ratings, byte[] Report, TimeSpan Read, TimeSpan Whole)> MakeAsync(
        RatingScan scan, CalibrationFilter filter, ulong seed)
    {
        var watch = Stopwatch.StartNew();
        var ratings = await scan.ReadAsync(Workload.Tenant, CalibrationRequest.FilterOf(filter), null, CancellationToken.None);
        var (read, count) = (watch.Elapsed, ratings.Count); // the columns themselves are free once the table is built, as in the server
        byte[] report = ReportMaker.Make(
            Guid.Empty, filter, new CalibrationChoices { Seed = seed }, ratings, ratings.Position, DateTimeOffset.UnixEpoch, _ => { }, CancellationToken.None);
        return (count, report, read, watch.Elapsed);
    }

    /// <summary>Reports of other windows and seeds, each made again from the list of cards that it was made of.</summary>
    private static async Task<bool> ReplayAsync(TextWriter output, RatingScan scan, int replays)
    {
        int identical = 0;
        long bytes = 0;
        for (int i = 0; i < replays; i++)
        {
            var filter = new CalibrationFilter { SubmittedFrom = i % 2 == 0 ? null : Timestamp.FromDateTime(DateTime.UnixEpoch) };
            var choices = new CalibrationChoices { Seed = (ulong)(i + 1), PartialCredit = i % 3 == 2 };
            var first = await scan.ReadAsync(Workload.Tenant, CalibrationRequest.FilterOf(filter), null, CancellationToken.None);
            byte[] made = Make(filter, choices, first, first.Position);
            var again = await scan.ReadAsync(Workload.Tenant, first.Inputs, null, null, CancellationToken.None);
            identical += made.AsSpan().SequenceEqual(Make(filter, choices, again, first.Position)) ? 1 : 0;
            bytes += made.Length;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{replays} reports made again from their inputs: {identical} byte for byte the same, {bytes:N0} bytes compared."));
        return identical == replays;
    }

    private static byte[] Make(CalibrationFilter filter, CalibrationChoices choices, ScannedRatings ratings, long position) =>
        ReportMaker.Make(Guid.Empty, filter, choices, ratings, position, DateTimeOffset.UnixEpoch, _ => { }, CancellationToken.None);

    private static async Task<(long Heap, long Resident)> PeakAsync(PeriodicTimer timer)
    {
        var (heap, resident) = (0L, 0L);
        while (await timer.WaitForNextTickAsync())
        {
            heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false));
            resident = Math.Max(resident, Environment.WorkingSet);
        }

        return (heap, resident);
    }
}
