using System.Diagnostics;
using System.Globalization;
using Assessment.Calibration;
using Assessment.Calibration.Agreement;

namespace Assessment.Benchmarks.Calibration;

/// <summary>Krippendorff's alpha: the coefficient alone, with jackknife, with 1,000 bootstrap replicates. Medians of alternating runs.</summary>
public static class AlphaBench
{
    private const int CriteriaCount = 4;
    private const int Panel = 4;

    /// <summary>Runs 10⁵, 10⁶ and 10⁷ ratings (4 raters a candidate, 4 criteria, 5 levels; 1 % as many raters as candidates, at least 40).</summary>
    public static void Run(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("| ratings | alpha ordinal, ms | all four metrics with jackknife, ms | with 1,000 bootstrap replicates, ms | bytes a rating |");
        output.WriteLine("| ---: | ---: | ---: | ---: | ---: |");
        foreach (int ratings in new[] { 100_000, 1_000_000, 10_000_000 })
        {
            RatingTable table = Table(ratings);
            var alone = new List<double>();
            var jackknife = new List<double>();
            var bootstrap = new List<double>();
            long bytes = 0;
            for (int run = 0; run < 7; run++)
            {
                alone.Add(Milliseconds(() => KrippendorffAlpha.Of(CoincidenceMatrix.Of(table), AlphaMetric.Ordinal)));
                long before = GC.GetTotalAllocatedBytes(true);
                jackknife.Add(Milliseconds(() => KrippendorffAlpha.OfAll(table)));
                bytes = GC.GetTotalAllocatedBytes(true) - before;
                if (ratings <= 1_000_000)
                {
                    bootstrap.Add(Milliseconds(() => KrippendorffAlpha.Of(
                        table, AlphaMetric.Ordinal, new AgreementOptions { Uncertainty = UncertaintyMethod.Bootstrap })));
                }
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {ratings:N0} | {Median(alone):0.00} | {Median(jackknife):0.0} | {(bootstrap.Count == 0 ? "" : Median(bootstrap).ToString("0.0", CultureInfo.InvariantCulture))} | {bytes / (double)ratings:0.0} |"));
        }
    }

    private static double Milliseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>Levels that correlate within a candidate, from a small generator of its own; speed depends on shape, not on truth.</summary>
    internal static RatingTable Table(int ratings)
    {
        int candidates = ratings / (Panel * CriteriaCount);
        int raters = Math.Max(40, candidates / 100);
        var builder = new RatingTableBuilder(Names("c", candidates), Names("r", raters), Names("k", CriteriaCount), capacity: ratings).WithScale(1, 5);
        ulong state = 12345;
        for (int c = 0; c < candidates; c++)
        {
            int ability = Next(ref state, 5);
            int first = Next(ref state, raters);
            for (int r = 0; r < Panel; r++)
            {
                for (int k = 0; k < CriteriaCount; k++)
                {
                    int level = Math.Clamp(ability + Next(ref state, 3), 1, 5);
                    builder.AddIndexed(c, (first + (r * 7)) % raters, k, (byte)level);
                }
            }
        }

        return builder.Build();
    }

    private static int Next(ref ulong state, int bound)
    {
        state = (state * 6364136223846793005UL) + 1442695040888963407UL;
        return (int)((state >> 33) % (ulong)bound);
    }

    private static string[] Names(string prefix, int count) =>
        [.. Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}"))];
}
