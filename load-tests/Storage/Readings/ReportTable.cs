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
    private const int WarmCards = 400;

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
            string path = folder.At("report.db"), small = folder.At("warm.db");
            await ReadingTable.StoreAsync(path, (size + ReadingTable.RatingsPerCard - 1) / ReadingTable.RatingsPerCard);
            await ReadingTable.StoreAsync(small, WarmCards);
            await MeasureApartAsync(path, small);
            if (size == sizes[0])
            {
                await using var db = await SqliteDatabase.OpenAsync(path, TimeProvider.System, CancellationToken.None);
                identical = await ReplayAsync(output, new RatingScan(db), replays);
            }
        }

        return identical;
    }

    /// <summary>Measures one report in this process, which has done nothing else but a small one before.</summary>
    public static async Task MeasureAsync(TextWriter output, string path, string small)
    {
        await using (var warm = await SqliteDatabase.OpenAsync(small, TimeProvider.System, CancellationToken.None))
        {
            await MakeAsync(new RatingScan(warm), new CalibrationFilter(), seed: 1); // until it is compiled
        }

        await using var db = await SqliteDatabase.OpenAsync(path, TimeProvider.System, CancellationToken.None);
        var scan = new RatingScan(db);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long heap = GC.GetTotalMemory(forceFullCollection: true), resident = Environment.WorkingSet;
        using var timer = new PeriodicTimer(Look);
        var peak = Task.Run(() => PeakAsync(timer));
        var (ratings, bytes, read, whole) = await MakeAsync(scan, new CalibrationFilter(), seed: 1);
        timer.Dispose();
        var (mostHeap, mostResident) = await peak;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {ratings:N0} | {read.TotalSeconds:F2} | {(whole - read).TotalSeconds:F2} | {whole.TotalSeconds:F2} | {bytes.Length / 1000:N0} "
            + $"| {(double)(mostHeap - heap) / ratings:F0} | {(double)(mostResident - resident) / ratings:F0} |"));
    }

    /// <summary>The same in a process of its own, so that idle is idle.</summary>
    private static async Task MeasureApartAsync(string path, string small)
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Assessment.StorageLoad.exe" : "Assessment.StorageLoad");
        using var process = Process.Start(program, ["--report-of", path, "--warm", small]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The measurement ended with {process.ExitCode}.");
        }
    }

    private static async Task<(int Ratings, byte[] Report, TimeSpan Read, TimeSpan Whole)> MakeAsync(
        RatingScan scan, CalibrationFilter filter, ulong seed)
    {
        var watch = Stopwatch.StartNew();
        var source = await ReportSource.ReadAsync(scan, Workload.Tenant, CalibrationRequest.FilterOf(filter), null, CancellationToken.None);
        var read = watch.Elapsed;
        byte[] report = Make(filter, new CalibrationChoices { Seed = seed }, source);
        return (source.Table.Count, report, read, watch.Elapsed);
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
            var first = await ReportSource.ReadAsync(scan, Workload.Tenant, CalibrationRequest.FilterOf(filter), null, CancellationToken.None);
            byte[] made = Make(filter, choices, first);
            var again = await ReportSource.ReadAgainAsync(scan, Workload.Tenant, first.Inputs, criteria: null, CancellationToken.None);
            identical += made.AsSpan().SequenceEqual(Make(filter, choices, again with { Position = first.Position })) ? 1 : 0;
            bytes += made.Length;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{replays} reports made again from their inputs: {identical} byte for byte the same, {bytes:N0} bytes compared."));
        return identical == replays;
    }

    private static byte[] Make(CalibrationFilter filter, CalibrationChoices choices, ReportSource source) =>
        ReportMaker.Make(Guid.Empty, filter, choices, source, DateTimeOffset.UnixEpoch, _ => { }, CancellationToken.None);

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
