using System.Globalization;
using Assessment.V1;

namespace Assessment.Cli.Output;

/// <summary>Intervals of one ranking on a common axis, one a row, in a few characters.</summary>
/// <remarks>Ends that lie outside are cut off; an estimate without an interval is a point.</remarks>
internal sealed class IntervalChart
{
    /// <summary>Characters of a row.</summary>
    public const int Width = 21;

    private readonly double _lowest;
    private readonly double _highest;
    private readonly double? _reference;

    /// <param name="estimates">All that are to be drawn.</param>
    /// <param name="reference">A value that every row marks, such as the mean; null for none.</param>
    public IntervalChart(IEnumerable<Estimate?> estimates, double? reference)
    {
        double[] ends =
        [
            .. estimates.OfType<Estimate>().Where(e => e.HasValue)
                .SelectMany(e => new[] { e.Value, e.HasLower ? e.Lower : e.Value, e.HasUpper ? e.Upper : e.Value })
                .Where(double.IsFinite),
            .. reference is double marked ? [marked] : Array.Empty<double>(),
        ];
        (_lowest, _highest, _reference) = (ends.DefaultIfEmpty(0).Min(), ends.DefaultIfEmpty(0).Max(), reference);
    }

    /// <summary>What stands over the rows: the axis' ends.</summary>
    public string Head
    {
        get
        {
            string low = End(_lowest), high = End(_highest);
            return low + high.PadLeft(Width - low.Length);
        }
    }

    /// <summary>One row; spaces alone where there is nothing to draw.</summary>
    public string Of(Estimate? estimate)
    {
        char[] row = [.. Enumerable.Repeat(' ', Width)];
        if (_reference is double reference)
        {
            row[Cell(reference)] = '┊';
        }

        if (estimate is not { HasValue: true } || !double.IsFinite(estimate.Value))
        {
            return new string(row);
        }

        if (estimate is { HasLower: true, HasUpper: true })
        {
            int from = Cell(estimate.Lower), to = Cell(estimate.Upper);
            Array.Fill(row, '─', from, to - from + 1);
            (row[from], row[to]) = ('├', '┤');
        }

        row[Cell(estimate.Value)] = '●';
        return new string(row);
    }

    private static string End(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private int Cell(double value) => _highest > _lowest
        ? (int)Math.Round((Math.Clamp(value, _lowest, _highest) - _lowest) / (_highest - _lowest) * (Width - 1))
        : Width / 2;
}
