using System.Diagnostics;

namespace Assessment.Benchmarks;

/// <summary>What one of several calls took.</summary>
/// <param name="Name">Which.</param>
/// <param name="Nanoseconds">A call, the median of the rounds.</param>
/// <param name="Fastest">The fastest round's, in nanoseconds a call.</param>
/// <param name="Bytes">Allocated by a call.</param>
/// <param name="Ratio">To the first one's time: the median of the rounds' own ratios, since neighbours in time share the machine's mood.</param>
internal sealed record SideBySideRow(string Name, double Nanoseconds, double Fastest, long Bytes, double Ratio);

/// <summary>Times calls of nanoseconds in short rounds that alternate, so that a busy machine slows every one alike.</summary>
internal sealed class SideBySide
{
    private const double RoundMicroseconds = 300; // Well inside a scheduler's time slice: most rounds then run undisturbed.

    private static object? s_sink; // Results go here, so that nothing measured is dead code.

    private readonly List<Timed> _timed = [];

    /// <summary>Adds a call; the first is what the others are compared to. The delegate costs each the same 1 to 2 ns.</summary>
    public SideBySide Add<T>(string name, Func<T> call)
    {
        _timed.Add(new(name, times =>
        {
            var last = default(T);
            for (int i = 0; i < times; i++)
            {
                last = call();
            }

            s_sink = last;
        }));
        return this;
    }

    /// <summary>Warms up, then measures.</summary>
    /// <param name="rounds">Odd, so that there is a middle one.</param>
    public IReadOnlyList<SideBySideRow> Run(int rounds)
    {
        _timed.ForEach(one => one.WarmUp());
        for (int round = 0; round < rounds; round++)
        {
            _timed.ForEach(one => one.Measure());
        }

        var first = _timed[0].Nanoseconds;
        return
        [
            .. _timed.Select(one => new SideBySideRow(
                one.Name, Median(one.Nanoseconds), one.Nanoseconds.Min(), one.BytesPerCall, Median(one.Nanoseconds.Zip(first, (mine, other) => mine / other)))),
        ];
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private sealed class Timed(string name, Action<int> repeat)
    {
        private int _calls = 1;

        public string Name => name;

        public List<double> Nanoseconds { get; } = [];

        public long BytesPerCall { get; private set; }

        /// <summary>Until tiered compilation has settled; then finds how many calls fill a round.</summary>
        public void WarmUp()
        {
            var clock = Stopwatch.StartNew();
            double fastest = double.PositiveInfinity; // Microseconds a call, in rounds of this length.
            for (int rounds = 0; clock.ElapsedMilliseconds < 600 || rounds < 3; rounds++)
            {
                long start = Stopwatch.GetTimestamp();
                repeat(_calls);
                double taken = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                fastest = Math.Min(fastest, taken / _calls);
                if (taken < RoundMicroseconds / 4)
                {
                    (_calls, fastest) = (2 * _calls, double.PositiveInfinity);
                }
            }

            _calls = double.IsFinite(fastest) ? Math.Max(1, (int)(RoundMicroseconds / fastest)) : _calls;
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
