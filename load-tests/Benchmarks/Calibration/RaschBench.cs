using System.Diagnostics;
using System.Globalization;
using Assessment.Calibration;
using Assessment.Calibration.Rasch;

namespace Assessment.Benchmarks.Calibration;

/// <summary>Many-facet Rasch, corrected JML with standard errors: time, memory and recovery by size. Reading and simulating excluded.</summary>
public static class RaschBench
{
    /// <summary>Runs 10⁵, 10⁶ and 10⁷ ratings (405, 4,040 and 40,000 raters); the median of some runs each.</summary>
    public static void Run(TextWriter output) => Run(output, [100_000, 1_000_000, 10_000_000]);

    /// <summary>Runs the named sizes.</summary>
    public static void Run(TextWriter output, IReadOnlyList<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(sizes);
        output.WriteLine("| method | ratings | raters | median s | CPU s (both cores) | s / 10⁶ | peak heap over table, bytes / rating | iterations | severity RMSE | slope | mean error |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (int size in sizes)
        {
            int raters = size <= 10_000 ? 40 : size <= 100_000 ? 405 : size <= 1_000_000 ? 4_040 : 40_000;
            (RatingTable table, double[] severity) = Simulate(size, raters, 7);
            foreach (RaschMethod method in (RaschMethod[])[RaschMethod.CorrectedJoint, RaschMethod.Marginal])
            {
                if (method == RaschMethod.CorrectedJoint || size <= 1_000_000)
                {
                    Measure(output, table, severity, new RaschOptions { Method = method });
                }
            }
        }
    }

    private static void Measure(TextWriter output, RatingTable table, double[] truth, RaschOptions options)
    {
        int runs = table.Count <= 100_000 ? 7 : table.Count <= 1_000_000 ? 3 : 1;
        RaschComponent component = ManyFacetRasch.Fit(table, options).Components[0];
        var seconds = new List<double>();
        double processorSeconds = double.PositiveInfinity;
        for (int run = 0; run < runs; run++)
        {
            GC.Collect();
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            component = ManyFacetRasch.Fit(table, options).Components[0];
            seconds.Add(watch.Elapsed.TotalSeconds);
            processorSeconds = Math.Min(processorSeconds, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }

        seconds.Sort();
        double median = seconds[seconds.Count / 2], bytes = PeakBytes(() => ManyFacetRasch.Fit(table, options)) / (double)table.Count;
        double[] estimates = [.. component.Raters.Select(r => r.Severity.Value)];
        double rmse = Math.Sqrt(estimates.Select((e, j) => (e - truth[component.Raters[j].Rater]) * (e - truth[component.Raters[j].Rater])).Average());
        double slope = estimates.Select((e, j) => e * truth[component.Raters[j].Rater]).Sum() / truth.Sum(t => t * t);
        double error = component.Raters.Average(r => r.Severity.StandardError);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {options.Method} | {table.Count:N0} | {table.RaterCount:N0} | {median:0.000} | {processorSeconds:0.000} | {median / table.Count * 1e6:0.00} | {bytes:0} | {component.Iterations} | {rmse:0.0000} | {slope:0.000} | {error:0.0000} |"));
    }

    internal static long PeakBytes(Action work)
    {
        long before = GC.GetTotalMemory(true), peak = before;
        bool done = false;
        var watcher = new Thread(() =>
        {
            while (!Volatile.Read(ref done))
            {
                peak = Math.Max(peak, GC.GetTotalMemory(false));
                Thread.Yield();
            }
        });
        watcher.Start();
        work();
        Volatile.Write(ref done, true);
        watcher.Join();
        return peak - before;
    }

    /// <summary>Rating-scale ratings of five criteria on five levels by 3 or 4 random raters a candidate; severities centred, SD 0.5.</summary>
    internal static (RatingTable Table, double[] Severity) Simulate(int ratings, int raters, int seed)
    {
        const int Criteria = 5;
        int candidates = (int)(ratings / (3.5 * Criteria));
        var random = new Random(seed);
        double[] severity = [.. Enumerable.Range(0, raters).Select(_ => 0.5 * Normal(random))];
        double mean = severity.Average();
        severity = [.. severity.Select(s => s - mean)];
        double[] difficulty = [-0.5, -0.2, 0, 0.2, 0.5], thresholds = [-2, -0.7, 0.7, 2], terms = new double[5];
        var builder = new RatingTableBuilder(Names("c", candidates), Names("r", raters), Names("k", Criteria), capacity: (int)(ratings * 1.01));
        var drawn = new int[4];
        for (int c = 0; c < candidates; c++)
        {
            double ability = 1.2 * Normal(random);
            int size = 3 + (c & 1);
            Span<int> panel = drawn.AsSpan(0, size);
            for (int j = 0; j < size; j++)
            {
                int rater = random.Next(raters);
                while (panel[..j].Contains(rater))
                {
                    rater = random.Next(raters);
                }

                panel[j] = rater;
                for (int k = 0; k < Criteria; k++)
                {
                    builder.AddIndexed(c, rater, k, (byte)(1 + Draw(ability - severity[rater] - difficulty[k], thresholds, terms, random)), -1);
                }
            }
        }

        return (builder.Build(), severity);
    }

    internal static int Draw(double location, double[] thresholds, double[] terms, Random random)
    {
        double exponent = 0, sum = terms[0] = 1;
        for (int k = 1; k < terms.Length; k++)
        {
            exponent += location - thresholds[k - 1];
            sum += terms[k] = Math.Exp(exponent);
        }

        double u = random.NextDouble() * sum;
        int level = 0;
        while (level < terms.Length - 1 && (u -= terms[level]) >= 0)
        {
            level++;
        }

        return level;
    }

    internal static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static string[] Names(string prefix, int count) =>
        [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}"))];
}
