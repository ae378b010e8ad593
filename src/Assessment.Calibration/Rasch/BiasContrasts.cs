using Assessment.Calibration.Raters;
using MathNet.Numerics;

namespace Assessment.Calibration.Rasch;

/// <summary>What is known of one cell of a bias analysis before it is compared with the rater's other cells.</summary>
/// <param name="Rater">Local rater.</param>
/// <param name="Shift">Shift at which the cell's total equals its expectation, all else held.</param>
/// <param name="Information">1 / squared error of the shift, all else held.</param>
/// <param name="Left">
/// Share of the cell's information, in [0, 1], that abilities and difficulties leave: they were fitted to the same ratings and
/// have taken the rest of a bias upon themselves.
/// </param>
internal readonly record struct BiasCell(int Rater, double Shift, double Information, double Left);

/// <summary>Sets each cell against its rater's other cells, and finds those that differ by more than chance.</summary>
/// <remarks>
/// <para>
/// A shift with all else held is too small and has too large an error: severity, abilities and difficulties were fitted to the cell too.
/// With severity eliminated the contrast is d = (b − m)/g, m the mean shift of the rater's other cells weighted by information, g what
/// abilities and difficulties leave, with variance (1/I + 1/I_others)/g: for a balanced table the usual one of an interaction.
/// </para>
/// <para>
/// A biased cell draws its rater's severity along, and so casts a shadow of the other sign on the rater's other cells. It is therefore
/// taken out of their comparison, the strongest of each rater first, until no more is found ('purification', Candell and Drasgow 1988,
/// Applied Psychological Measurement 12, 253–260); what remains must hold more than half of the rater's information.
/// </para>
/// </remarks>
internal sealed class BiasContrasts
{
    private const double LeastLeft = 1e-3;

    private readonly BiasCell[] _cells;
    private readonly double _rate;
    private readonly bool[] _out;
    private readonly Dictionary<int, Reference> _all = [];
    private readonly Dictionary<int, Reference> _kept = [];

    /// <param name="cells">Cells to be tested; those without information are never compared.</param>
    /// <param name="rate">False discovery rate by which cells are taken out of the comparison.</param>
    public BiasContrasts(BiasCell[] cells, double rate)
    {
        (_cells, _rate, _out) = (cells, rate, new bool[cells.Length]);
        (Values, Errors) = (new double[cells.Length], new double[cells.Length]);
        foreach (BiasCell cell in cells)
        {
            Add(_all, cell, 1);
            Add(_kept, cell, 1);
        }

        do
        {
            Compare();
        }
        while (TakeOut());
    }

    /// <summary>Contrasts; NaN for a cell that nothing can be compared with.</summary>
    public double[] Values { get; }

    /// <summary>Their standard errors.</summary>
    public double[] Errors { get; }

    /// <summary>Two-sided, standard normal.</summary>
    public double[] PValues { get; private set; } = [];

    /// <summary>Benjamini–Hochberg over all cells.</summary>
    public double[] Adjusted { get; private set; } = [];

    private void Compare()
    {
        for (int c = 0; c < _cells.Length; c++)
        {
            BiasCell cell = _cells[c];
            Reference others = _kept[cell.Rater].Without(_out[c] ? default : cell);
            bool comparable = others.Information > 1e-9 && cell.Information > 1e-9 && cell.Left > LeastLeft;
            Values[c] = comparable ? (cell.Shift - others.Mean) / cell.Left : double.NaN;
            Errors[c] = comparable ? Math.Sqrt(((1 / cell.Information) + (1 / others.Information)) / cell.Left) : double.NaN;
        }

        PValues = [.. Values.Zip(Errors, (value, error) => double.IsNaN(value) ? double.NaN : SpecialFunctions.Erfc(Math.Abs(value / error) / Math.Sqrt(2)))];
        Adjusted = BenjaminiHochberg.Adjust(PValues);
    }

    /// <summary>Takes out the strongest cell of each rater that may be; false when there is none.</summary>
    private bool TakeOut()
    {
        var strongest = new Dictionary<int, int>();
        for (int c = 0; c < _cells.Length; c++)
        {
            BiasCell cell = _cells[c];
            double left = _kept[cell.Rater].Information - cell.Information;
            if (!_out[c] && Adjusted[c] <= _rate && left > _all[cell.Rater].Information / 2
                && (!strongest.TryGetValue(cell.Rater, out int best) || Strength(c) > Strength(best)))
            {
                strongest[cell.Rater] = c;
            }
        }

        foreach (int c in strongest.Values)
        {
            _out[c] = true;
            Add(_kept, _cells[c], -1);
        }

        return strongest.Count > 0;
    }

    private double Strength(int cell) => Math.Abs(Values[cell] / Errors[cell]);

    private static void Add(Dictionary<int, Reference> sums, BiasCell cell, int sign)
    {
        Reference before = sums.GetValueOrDefault(cell.Rater);
        sums[cell.Rater] = new Reference(before.Information + (sign * cell.Information), before.Weighted + (sign * cell.Information * cell.Shift));
    }

    /// <summary>Cells that a cell is compared with.</summary>
    private readonly record struct Reference(double Information, double Weighted)
    {
        public double Mean => Weighted / Information;

        public Reference Without(BiasCell cell) => new(Information - cell.Information, Weighted - (cell.Information * cell.Shift));
    }
}
