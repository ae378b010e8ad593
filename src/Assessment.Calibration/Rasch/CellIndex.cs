namespace Assessment.Calibration.Rasch;

/// <summary>Numbers the cells (rater, element) of a bias analysis.</summary>
internal sealed class CellIndex
{
    private readonly int[] _elements;
    private readonly int[]? _ofCriterion;
    private readonly int[]? _ofCandidate;
    private readonly RaschPanel? _pairs;
    private readonly int[]? _candidateOfPair;

    private CellIndex(int raters, int[] elements, int[]? ofCriterion, int[]? ofCandidate)
    {
        (_elements, _ofCriterion, _ofCandidate) = (elements, ofCriterion, ofCandidate);
        Count = raters * elements.Length;
    }

    private CellIndex(RaschPanel panel)
    {
        (_pairs, _elements) = (panel, []);
        Count = panel.PairCount;
        _candidateOfPair = new int[Count];
        for (int n = 0; n < panel.Candidates.Length; n++)
        {
            Array.Fill(_candidateOfPair, n, panel.PairStarts[n], panel.PairStarts[n + 1] - panel.PairStarts[n]);
        }
    }

    public int Count { get; }

    /// <param name="panel">The subset.</param>
    /// <param name="elementOfCriterion">Element of each local criterion; below zero for none.</param>
    public static CellIndex ByCriterion(RaschPanel panel, int[] elementOfCriterion)
    {
        int[] elements = Distinct(elementOfCriterion);
        return new CellIndex(panel.Raters.Length, elements, Positions(elementOfCriterion, elements), null);
    }

    /// <param name="panel">The subset.</param>
    /// <param name="elementOfCandidate">Element of each local candidate; below zero for none.</param>
    public static CellIndex ByCandidate(RaschPanel panel, int[] elementOfCandidate)
    {
        int[] elements = Distinct(elementOfCandidate);
        return new CellIndex(panel.Raters.Length, elements, null, Positions(elementOfCandidate, elements));
    }

    public static CellIndex ByPair(RaschPanel panel) => new(panel);

    /// <summary>Cell of a rating, or −1.</summary>
    public int Of(int candidate, int pair, int rater, int criterion)
    {
        if (_pairs is not null)
        {
            return pair;
        }

        int position = _ofCriterion is not null ? _ofCriterion[criterion] : _ofCandidate![candidate];
        return position < 0 ? -1 : (rater * _elements.Length) + position;
    }

    /// <summary>How many elements are criteria or sets of criteria, so that difficulties are theirs; 0 when elements are candidates or groups.</summary>
    public int DifficultyCount => _ofCriterion is null ? 0 : _elements.Length;

    /// <summary>Local rater of a cell.</summary>
    public int RaterOf(int cell) => _pairs?.PairRater[cell] ?? cell / _elements.Length;

    /// <summary>The element of a cell, as an index of the table.</summary>
    public int ElementOf(int cell) => _pairs is not null ? _pairs.Candidates[_candidateOfPair![cell]] : _elements[cell % _elements.Length];

    private static int[] Distinct(int[] of) => [.. of.Where(e => e >= 0).Distinct().Order()];

    private static int[] Positions(int[] of, int[] elements) => [.. of.Select(e => e < 0 ? -1 : Array.BinarySearch(elements, e))];
}
