namespace Assessment.Calibration.Variance;

/// <summary>Numbers the (rater, criterion) pairs that occur, in order of first appearance.</summary>
internal sealed class PairIndex
{
    private readonly int _criteria;
    private readonly int[]? _dense;
    private readonly Dictionary<long, int>? _sparse;
    private readonly List<(int Rater, int Criterion)> _pairs = [];

    public PairIndex(int raters, int criteria, int rows)
    {
        _criteria = criteria;
        long cells = (long)raters * criteria;
        if (cells <= (2L * rows) + 65_536)
        {
            _dense = new int[cells]; // id + 1; 0 is 'not seen'
        }
        else
        {
            _sparse = [];
        }
    }

    public int Count => _pairs.Count;

    public (int Rater, int Criterion) this[int id] => _pairs[id];

    public int Of(int rater, int criterion)
    {
        long key = ((long)rater * _criteria) + criterion;
        if (_dense is not null)
        {
            ref int id = ref _dense[key];
            if (id == 0)
            {
                _pairs.Add((rater, criterion));
                id = _pairs.Count;
            }

            return id - 1;
        }

        if (!_sparse!.TryGetValue(key, out int found))
        {
            found = _pairs.Count;
            _pairs.Add((rater, criterion));
            _sparse.Add(key, found);
        }

        return found;
    }
}
