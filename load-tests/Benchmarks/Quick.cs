using System.Diagnostics;
using System.Globalization;

namespace Assessment.Benchmarks;

/// <summary>The main figures in seconds: medians of rounds that alternate, so that a busy machine slows every row alike.</summary>
internal static class Quick
{
    private const int Rounds = 501;
    private const double RoundMicroseconds = 300; // well inside a scheduler's time slice: most rounds then run undisturbed

    private static object? s_sink; // results go here, so that nothing measured is dead code

    public static int Run()
    {
        var bench = new ScoringBenchmarks();
        Row[] rows =
        [
            new(nameof(bench.PlainWeightedMean), n => Repeat(n, bench.PlainWeightedMean)),
            new(nameof(bench.ScoreTwelveRatings), n => Repeat(n, bench.ScoreTwelveRatings)),
            new(nameof(bench.ScoreTwelveRatingsNoFlag), n => Repeat(n, bench.ScoreTwelveRatingsNoFlag)),
            new(nameof(bench.ScoreTwelveRatingsFromIds), n => Repeat(n, bench.ScoreTwelveRatingsFromIds)),
            new(nameof(bench.ScoreOneRating), n => Repeat(n, bench.ScoreOneRating)),
            new(nameof(bench.ScoreFortyRatings), n => Repeat(n, bench.ScoreFortyRatings)),
            new(nameof(bench.ExplainTwelve), n => Repeat(n, bench.ExplainTwelve)),
            new(nameof(bench.CompileTwelve), n => Repeat(n, bench.CompileTwelve)),
        ];
        foreach (var row in rows)
        {
            row.WarmUp();
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach (var row in rows)
            {
                row.Measure();
            }
        }

        // The ratio is the median of each round's own: neighbours in time share the machine's mood.
        Console.WriteLine($"{"",-28}{"ns",10}{"fastest",10}{"bytes",8}{"ratio",8}");
        foreach (var row in rows)
        {
            double ratio = Median(row.Nanoseconds.Zip(rows[0].Nanoseconds, (mine, plain) => mine / plain));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Name,-28}{Median(row.Nanoseconds),10:F1}{row.Nanoseconds.Min(),10:F1}{row.BytesPerCall,8}{ratio,8:F2}"));
        }

        Console.WriteLine($"medians of {Rounds} alternating rounds; {Environment.ProcessorCount} cores; .NET {Environment.Version}");
        return s_sink is null ? 1 : 0;
    }

    // A loop per result type; the delegate costs every row the same 1 to 2 ns.
    private static void Repeat<T>(int times, Func<T> call)
    {
        var last = default(T);
        for (int i = 0; i < times; i++)
        {
            last = call();
        }

        s_sink = last;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private sealed class Row(string name, Action<int> repeat)
    {
        private int _calls = 1_000;

        public string Name => name;

        public List<double> Nanoseconds { get; } = [];

        public long BytesPerCall { get; private set; }

        /// <summary>Until tiered compilation has settled; then finds how many calls fill a round.</summary>
        public void WarmUp()
        {
            var clock = Stopwatch.StartNew();
            while (clock.ElapsedMilliseconds < 600)
            {
                repeat(_calls);
            }

            _calls = 100;
            double fastest = Enumerable.Range(0, 50).Min(_ =>
            {
                clock.Restart();
                repeat(_calls);
                return clock.Elapsed.TotalMicroseconds;
            });
            _calls = Math.Max(10, (int)(_calls * RoundMicroseconds / fastest));
        }

        public void Measure()
        {
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            repeat(_calls);
            Nanoseconds.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / _calls);
            BytesPerCall = (GC.GetAllocatedBytesForCurrentThread() - bytes) / _calls; // a boxed result a round is nothing a call
        }
    }
}
