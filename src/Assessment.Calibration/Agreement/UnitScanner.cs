using System.Runtime.CompilerServices;

namespace Assessment.Calibration.Agreement;

/// <summary>
/// Cuts a candidate's rows into units. A unit is a candidate's criterion: what several raters judged. When a rater judged it in
/// several periods, the first rating counts and the others are left out, for a rater does not agree with himself here.
/// </summary>
/// <remarks>One scanner a thread; it is reused from candidate to candidate.</remarks>
internal sealed class UnitScanner
{
    private readonly RatingTable _table;
    private readonly CategoryMap _map;
    private readonly int[] _countOfCriterion;
    private readonly int[] _touched;
    private readonly int[] _starts;
    private byte[] _categories = new byte[64];
    private int[] _raters = new int[64];
    private readonly int[] _lastUnitOfRater;
    private int _serial;

    public UnitScanner(RatingTable table, CategoryMap map)
    {
        _table = table;
        _map = map;
        _countOfCriterion = new int[table.CriterionCount];
        _touched = new int[table.CriterionCount];
        _starts = new int[table.CriterionCount + 1];
        _lastUnitOfRater = table.PeriodCount > 0 ? new int[table.RaterCount] : [];
    }

    /// <summary>How many units the loaded candidate has.</summary>
    public int UnitCount { get; private set; }

    public ReadOnlySpan<byte> CategoriesOf(int unit) => _categories.AsSpan(_starts[unit], _starts[unit + 1] - _starts[unit]);

    public ReadOnlySpan<int> RatersOf(int unit) => _raters.AsSpan(_starts[unit], _starts[unit + 1] - _starts[unit]);

    /// <remarks>Compiled at full speed at once: a small table is done before tiered compilation would get to it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(int candidate)
    {
        int start = _table.CandidateStarts[candidate];
        int length = _table.CandidateStarts[candidate + 1] - start;
        if (length > _categories.Length)
        {
            _categories = new byte[2 * length];
            _raters = new int[2 * length];
        }

        ReadOnlySpan<int> criteria = _table.Criteria.Slice(start, length);
        ReadOnlySpan<int> raters = _table.Raters.Slice(start, length);
        ReadOnlySpan<byte> levels = _table.Levels.Slice(start, length);
        int units = 0;
        foreach (int criterion in criteria)
        {
            if (_countOfCriterion[criterion]++ == 0)
            {
                _touched[units++] = criterion;
            }
        }

        int offset = 0;
        for (int unit = 0; unit < units; unit++)
        {
            _starts[unit] = offset;
            (offset, _countOfCriterion[_touched[unit]]) = (offset + _countOfCriterion[_touched[unit]], offset);
        }

        _starts[units] = offset;
        ReadOnlySpan<byte> map = _map.OfLevel;
        for (int i = 0; i < criteria.Length; i++)
        {
            int to = _countOfCriterion[criteria[i]]++;
            _categories[to] = map[levels[i]];
            _raters[to] = raters[i];
        }

        for (int unit = 0; unit < units; unit++)
        {
            _countOfCriterion[_touched[unit]] = 0;
        }

        UnitCount = units;
        if (_lastUnitOfRater.Length > 0)
        {
            LeaveOutRepeats();
        }
    }

    private void LeaveOutRepeats()
    {
        int to = 0;
        int from = 0;
        for (int unit = 0; unit < UnitCount; unit++)
        {
            int end = _starts[unit + 1];
            _starts[unit] = to;
            _serial++;
            for (; from < end; from++)
            {
                if (_lastUnitOfRater[_raters[from]] != _serial)
                {
                    _lastUnitOfRater[_raters[from]] = _serial;
                    _categories[to] = _categories[from];
                    _raters[to] = _raters[from];
                    to++;
                }
            }
        }

        _starts[UnitCount] = to;
    }
}
