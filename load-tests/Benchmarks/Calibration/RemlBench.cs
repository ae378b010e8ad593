using System.Diagnostics;
using Assessment.Calibration;
using Assessment.Calibration.Variance;

namespace Assessment.Benchmarks.Calibration;

/// <summary>REML of three crossed effects with predictions and standard errors, by size; building the table is not measured.</summary>
public static class RemlBench
{
    private const int Repetitions = 5;

    /// <summary>Prints a line a size: median elapsed and processor seconds (the latter tell on a busy machine), bytes allocated per rating, steps, path.</summary>
    public static void Run(TextWriter output) => Run(output, 100_000, 1_000_000, 10_000_000);

    /// <summary>The same for chosen sizes.</summary>
    public static void Run(TextWriter output, params int[] sizes)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("| ratings | raters | candidates | seconds (median) | CPU seconds (median) | bytes allocated / rating | steps | CG iterations | path |");
        output.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (int size in sizes)
        {
            RatingTable table = Simulate(size);
            _ = Reml.Fit(Simulate(20_000), VarianceModel.Main);
            int repetitions = size > 5_000_000 ? 3 : Repetitions;
            var seconds = new double[repetitions];
            var processor = new double[repetitions];
            using var process = Process.GetCurrentProcess();
            long allocated = 0;
            MixedModelFit? fit = null;
            for (int i = 0; i < repetitions; i++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                process.Refresh();
                TimeSpan busy = process.TotalProcessorTime;
                long start = Stopwatch.GetTimestamp();
                fit = Reml.Fit(table, VarianceModel.Main);
                seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                process.Refresh();
                processor[i] = (process.TotalProcessorTime - busy).TotalSeconds;
                allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            }

            Array.Sort(seconds);
            Array.Sort(processor);
            output.WriteLine(FormattableString.Invariant(
                $"| {table.Count} | {table.RaterCount} | {table.CandidateCount} | {seconds[repetitions / 2]:0.00} | {processor[repetitions / 2]:0.00} | {(double)allocated / table.Count:0.0} | {fit!.Iterations} | {fit.SolverIterations} | {fit.Components.Method} |"));
        }
    }

    /// <summary>About 17 ratings a candidate, 3 or 4 raters of one per 247 ratings, 5 criteria; levels 0..100.</summary>
    private static RatingTable Simulate(int ratings)
    {
        var random = new Random(1);
        int candidates = ratings / 17, raters = Math.Max(5, ratings / 247);
        double[] severity = Normals(random, raters, 4), difficulty = Normals(random, 5, 3);
        var builder = new RatingTableBuilder(Names("c", candidates), Names("r", raters), Names("k", 5), capacity: candidates * 20);
        Span<int> panel = stackalloc int[4];
        for (int c = 0; c < candidates; c++)
        {
            double ability = 10 * Normal(random);
            for (int i = 0; i < 3 + (c & 1); i++)
            {
                do
                {
                    panel[i] = random.Next(raters);
                }
                while (panel[..i].Contains(panel[i]));
                for (int k = 0; k < 5; k++)
                {
                    double y = 50 + ability + severity[panel[i]] + difficulty[k] + (8 * Normal(random));
                    if (random.NextDouble() > 0.03)
                    {
                        builder.AddIndexed(c, panel[i], k, (byte)Math.Clamp(Math.Round(y), 0, 100));
                    }
                }
            }
        }

        return builder.Build();
    }

    private static string[] Names(string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => prefix + i)];

    private static double[] Normals(Random random, int count, double deviation)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = deviation * Normal(random);
        }

        return values;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
