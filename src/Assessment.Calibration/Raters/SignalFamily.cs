namespace Assessment.Calibration.Raters;

/// <summary>All tests of all raters of a table, with false discoveries controlled over all of them.</summary>
/// <remarks>
/// One family and not one for each kind of test: a table's reader is shown them side by side, so that five families at 5 % would raise some
/// alarm in nearly a quarter of the tables in which there is nothing to find.
/// </remarks>
internal sealed class SignalFamily
{
    private readonly RaterSignal[][] _signals;

    /// <param name="kinds">The signals of each kind by rater, all of one length.</param>
    /// <param name="rate">False discovery rate.</param>
    public SignalFamily(RawSignal[][] kinds, double rate)
    {
        double[] p = [.. kinds.SelectMany(kind => kind.Select(signal => signal.PValue))];
        double[] q = BenjaminiHochberg.Adjust(p);
        int raters = kinds[0].Length;
        _signals = [.. kinds.Select((kind, k) => kind.Select((signal, r) => signal.Adjusted(q[(k * raters) + r], rate)).ToArray())];
        int tests = p.Count(value => !double.IsNaN(value)), flagged = q.Count(value => value <= rate);
        CriticalChance = tests == 0 ? rate : rate * Math.Max(1, flagged) / tests;
    }

    /// <summary>The p-value up to which a signal of this table is flagged; without flags, the one that a first flag would have needed.</summary>
    public double CriticalChance { get; }

    public RaterSignal Of(int kind, int rater) => _signals[kind][rater];
}
