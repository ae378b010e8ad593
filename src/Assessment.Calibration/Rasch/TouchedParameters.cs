namespace Assessment.Calibration.Rasch;

/// <summary>The extended parameters that a candidate's ratings depend on, and a value for each; reused from candidate to candidate.</summary>
internal sealed class TouchedParameters
{
    private readonly StepLayout _layout;
    private readonly bool[] _seen;
    private readonly int[] _list;
    private readonly int[] _criteria;
    private int _count;
    private int _criterionCount;

    public TouchedParameters(StepLayout layout, int extras = 0)
    {
        _layout = layout;
        _seen = new bool[layout.Criteria];
        _criteria = new int[layout.Criteria];
        _list = new int[layout.ExtendedCount + extras];
        Values = new double[_list.Length];
    }

    /// <summary>value[extended].</summary>
    public double[] Values { get; }

    public ReadOnlySpan<int> Parameters => _list.AsSpan(0, _count);

    public void Clear()
    {
        for (int i = 0; i < _count; i++)
        {
            Values[_list[i]] = 0;
        }

        for (int i = 0; i < _criterionCount; i++)
        {
            _seen[_criteria[i]] = false;
        }

        _count = _criterionCount = 0;
    }

    public void Touch(int criterion)
    {
        if (!_seen[criterion])
        {
            Add(criterion);
        }
    }

    /// <summary>Adds a parameter that belongs to no criterion.</summary>
    public void TouchExtra(int parameter) => _list[_count++] = parameter;

    private void Add(int criterion)
    {
        _seen[criterion] = true;
        bool shared = _layout.Scale == RaschScale.RatingScale;
        int from = shared && _criterionCount > 0 ? _layout.Stride : 1;
        _criteria[_criterionCount++] = criterion;
        int at = criterion * _layout.Stride;
        if (shared)
        {
            _list[_count++] = _layout.Index[at];
        }

        for (int k = from; k < _layout.Stride; k++)
        {
            if (_layout.Index[at + k] >= 0)
            {
                _list[_count++] = _layout.Index[at + k];
            }
        }
    }
}
