using Assessment.Calibration.Raters;
using MathNet.Numerics;

namespace Assessment.Calibration.Rasch;

/// <summary>What is known of one cell of a bias analysis before it is compared with the rater's other cells.</summary>
/// <param name="Rater">Local rater.</param>
/// <param name="Element">The element's number.</param>
/// <param name="Shift">Shift at which the cell's total equals its expectation, all else held.</param>
/// <param name="Information">1 / squared error of the shift, all else held.</param>
/// <param name="Left">
/// Share of the cell's information, in [0, 1], that abilities and difficulties leave: they were fitted to the same ratings and
/// have taken the rest of a bias upon themselves.
/// </param>
internal readonly record struct BiasCell(int Rater, int Element, double Shift, double Information, double Left);

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
/// Applied Psychological Measurement 12, 253–260); what remains must hold more than half of the rater's information, in two cells or more:
/// which of two cells is the biased one cannot be told. It also draws its element along, and so makes every other rater look biased towards
/// that a little; so an element's level is the mean over its cells that were never found biased, the strongest first again, while they hold
/// more than half.
/// </para>
/// </remarks>
internal sealed class BiasContrasts
{
    private const double LeastLeft = 1e-3;
    private const double NearlyStrongest = 0.7;

    private readonly BiasCell[] _cells;
    private readonly double _rate;
    private readonly bool[] _out;
    private readonly bool[] _found;
    private readonly Dictionary<int, Reference> _all = [];
    private readonly Dictionary<int, Reference> _kept = [];

    /// <param name="cells">Cells to be tested; those without information are never compared.</param>
    /// <param name="rate">False discovery rate by which cells are taken out of the comparison.</param>
    public BiasContrasts(BiasCell[] cells, double rate)
    {
        (_cells, _rate, _out, _found) = (cells, rate, new bool[cells.Length], new bool[cells.Length]);
        (Values, Errors) = (new double[cells.Length], new double[cells.Length]);
        foreach (BiasCell cell in cells)
        {
            Add(_all, cell);
            Add(_kept, cell);
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
            Reference others = _out[c] ? _kept[cell.Rater] : _kept[cell.Rater].Without(cell);
            bool comparable = others.Cells > 0 && others.Information > 1e-9 && cell.Information > 1e-9 && cell.Left > LeastLeft;
            Values[c] = comparable ? (cell.Shift - others.Mean) / cell.Left : double.NaN;
            Errors[c] = comparable ? Math.Sqrt(((1 / cell.Information) + (1 / others.Information)) / cell.Left) : double.NaN;
        }

        Level();
        PValues = [.. Values.Zip(Errors, (value, error) => double.IsNaN(value) ? double.NaN : SpecialFunctions.Erfc(Math.Abs(value / error) / Math.Sqrt(2)))];
        Adjusted = BenjaminiHochberg.Adjust(PValues);
    }

    /// <summary>
    /// Moves each element's contrasts by as much as the mean over its cells moves when those found biased are left out; with none, by nothing.
    /// </summary>
    private void Level()
    {
        var all = new Dictionary<int, Reference>();
        var kept = new Dictionary<int, Reference>();
        for (int c = 0; c < _cells.Length; c++)
        {
            if (!double.IsNaN(Values[c]))
            {
                var contrast = new BiasCell(_cells[c].Rater, _cells[c].Element, Values[c], 1 / (Errors[c] * Errors[c]), 1);
                all[contrast.Element] = all.GetValueOrDefault(contrast.Element).With(contrast);
                kept[contrast.Element] = _found[c] ? kept.GetValueOrDefault(contrast.Element) : kept.GetValueOrDefault(contrast.Element).With(contrast);
            }
        }

        for (int c = 0; c < _cells.Length; c++)
        {
            if (!double.IsNaN(Values[c]))
            {
                Reference before = all[_cells[c].Element], after = kept[_cells[c].Element];
                if (after.Cells < before.Cells && after.Information > before.Information / 2)
                {
                    Values[c] -= after.Mean - before.Mean;
                    Errors[c] = Math.Sqrt((Errors[c] * Errors[c]) + (1 / after.Information) - (1 / before.Information));
                }
            }
        }
    }

    /// <summary>Notes the strongest cells of each element that are found, and takes out the strongest of each rater; false when nothing is new.</summary>
    private bool TakeOut()
    {
        int[] flagged = [.. Enumerable.Range(0, _cells.Length).Where(c => Adjusted[c] <= _rate)];
        bool news = false;
        foreach (var element in flagged.Where(c => !_found[c]).GroupBy(c => _cells[c].Element))
        {
            double enough = NearlyStrongest * element.Max(Strength);
            foreach (int c in element.Where(c => Strength(c) >= enough))
            {
                news = _found[c] = true;
            }
        }

        foreach (var rater in flagged.Where(c => !_out[c] && MayBeTakenOut(_cells[c])).GroupBy(c => _cells[c].Rater))
        {
            int strongest = rater.MaxBy(Strength);
            news = _out[strongest] = true;
            _kept[rater.Key] = _kept[rater.Key].Without(_cells[strongest]);
        }

        return news;
    }

    private bool MayBeTakenOut(BiasCell cell)
    {
        Reference left = _kept[cell.Rater].Without(cell);
        return left.Cells > 1 && left.Information > _all[cell.Rater].Information / 2;
    }

    private double Strength(int cell) => Math.Abs(Values[cell] / Errors[cell]);

    private static void Add(Dictionary<int, Reference> sums, BiasCell cell) => sums[cell.Rater] = sums.GetValueOrDefault(cell.Rater).With(cell);

    /// <summary>Cells that a cell is compared with.</summary>
    private readonly record struct Reference(int Cells, double Information, double Weighted)
    {
        public double Mean => Weighted / Information;

        public Reference With(BiasCell cell) => new(Cells + 1, Information + cell.Information, Weighted + (cell.Information * cell.Shift));

        public Reference Without(BiasCell cell) => new(Cells - 1, Information - cell.Information, Weighted - (cell.Information * cell.Shift));
    }
}
