using System.Diagnostics;
using System.Globalization;
using Assessment.Calibration;
using Assessment.Calibration.Agreement;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Variance;

namespace Assessment.Benchmarks.Calibration;

/// <summary>What calibration promises, beside what it takes: estimation and standard errors, the table being built already.</summary>
/// <remarks>
/// The first call, which compiles what it runs, is told apart from the median of calls after warming up: half a second of them, so that
/// tiered compilation has done its work where one call is a matter of milliseconds.
/// </remarks>
public static class SpeedTable
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);
    private static readonly int[] Sizes = [100_000, 1_000_000, 10_000_000];

    /// <summary>Prints a line for each promise and size.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="sizes">Ratings; empty for 10⁵ and 10⁶ and 10⁷.</param>
    public static void Run(TextWriter output, IReadOnlyList<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(sizes);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors; seconds are medians; CPU seconds are of all processors, and tell more on a busy machine"));
        output.WriteLine("| what | ratings | raters | limit, s | median, s | first, s | CPU, s | CPU, s / 10⁶ | peak heap over table, bytes / rating |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (int size in sizes.Count == 0 ? Sizes : sizes)
        {
            int raters = size <= 100_000 ? 405 : size <= 1_000_000 ? 4_040 : 40_000;
            RatingTable table = RaschBench.Simulate(size, raters, 7).Table;
            Line(output, "many-facet Rasch, corrected JML + SEs", table, Limit(size, 0.3, 3, 40), () =>
                ManyFacetRasch.Fit(table, new RaschOptions { Method = RaschMethod.CorrectedJoint }));
            table = RemlBench.Simulate(size);
            Line(output, "REML, three crossed effects, BLUPs", table, Limit(size, 0.3, 4, 60), () => Reml.Fit(table, VarianceModel.Main));
            table = AlphaBench.Table(size);
            Line(output, "alpha ordinal", table, Limit(size, 0.003, 0.03, 0.3), () =>
                KrippendorffAlpha.Of(CoincidenceMatrix.Of(table), AlphaMetric.Ordinal));
            if (size <= 1_000_000)
            {
                Line(output, "alpha with 1,000 bootstrap replicates", table, Limit(size, 0.3, 3, double.NaN), () =>
                    KrippendorffAlpha.Of(table, AlphaMetric.Ordinal, new AgreementOptions { Uncertainty = UncertaintyMethod.Bootstrap }));
            }
        }
    }

    private static double Limit(int size, double small, double middle, double large) => size switch
    {
        100_000 => small,
        1_000_000 => middle,
        10_000_000 => large,
        _ => double.NaN,
    };

    private static void Line(TextWriter output, string what, RatingTable table, double limit, Action work)
    {
        int runs = table.Count > 500_000 ? 3 : 9;
        double first = Warm(work);
        var seconds = new List<double>();
        var processor = new List<double>();
        using var process = Process.GetCurrentProcess();
        for (int run = 0; run < runs; run++)
        {
            GC.Collect();
            process.Refresh();
            TimeSpan before = process.TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            work();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            process.Refresh();
            processor.Add((process.TotalProcessorTime - before).TotalSeconds);
        }

        seconds.Sort();
        processor.Sort();
        double cpu = processor[runs / 2], bytes = RaschBench.PeakBytes(work) / (double)table.Count;
        string limitText = double.IsNaN(limit) ? "" : limit.ToString("0.###", CultureInfo.InvariantCulture);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {table.Count:N0} | {table.RaterCount:N0} | {limitText} | {seconds[runs / 2]:0.0000} | {first:0.0000} | {cpu:0.00} | {cpu / table.Count * 1e6:0.00} | {bytes:0} |"));
    }

    /// <summary>Seconds of the first call.</summary>
    private static double Warm(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        double first = 0;
        for (int call = 0; call == 0 || Stopwatch.GetElapsedTime(start) < WarmUp; call++)
        {
            work();
            first = call == 0 ? Stopwatch.GetElapsedTime(start).TotalSeconds : first;
        }

        return first;
    }
}
