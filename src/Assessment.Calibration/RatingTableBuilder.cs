using System.Globalization;
using System.Runtime.InteropServices;

namespace Assessment.Calibration;

/// <summary>Gathers a stream of ratings and makes a <see cref="RatingTable"/> of them. Not safe for use by two threads.</summary>
public sealed class RatingTableBuilder
{
    private const int MaximumProblems = 1_000;

    private readonly NameTable _candidateNames = new();
    private readonly NameTable _raterNames = new();
    private readonly NameTable _criterionNames = new();
    private readonly NameTable _periodNames = new();
    private readonly NameTable _groupNames = new();
    private readonly RatingNames? _given;
    private readonly List<int> _candidates = [];
    private readonly List<int> _raters = [];
    private readonly List<int> _criteria = [];
    private readonly List<int> _periods = [];
    private readonly List<byte> _levels = [];
    private readonly List<int> _groupOfCandidate = [];
    private readonly List<RatingProblem> _problems = [];
    private long _problemCount;
    private int _lowestAllowed;
    private int _highestAllowed = byte.MaxValue;
    private bool _scaleDeclared;
    private int _position;
    private bool _anyPeriod;

    /// <summary>A builder that learns the names as they come, by <see cref="Add(string, string, string, int, string?, string?)"/>.</summary>
    public RatingTableBuilder()
    {
    }

    /// <summary>A builder whose names are known, for <see cref="AddIndexed"/>.</summary>
    /// <param name="candidates">Names by candidate index.</param>
    /// <param name="raters">Names by rater index.</param>
    /// <param name="criteria">Names by criterion index.</param>
    /// <param name="periods">Names by period index, in time's order; null when ratings carry none.</param>
    /// <param name="groups">Names by group index; null when no labels are supplied.</param>
    /// <param name="groupOfCandidate">A group index for each candidate, −1 where unknown; null when no labels are supplied.</param>
    /// <param name="capacity">How many ratings to make room for.</param>
    /// <exception cref="ArgumentException">The groups' shape or an index in them is wrong.</exception>
    public RatingTableBuilder(
        IReadOnlyList<string> candidates, IReadOnlyList<string> raters, IReadOnlyList<string> criteria,
        IReadOnlyList<string>? periods = null, IReadOnlyList<string>? groups = null,
        IReadOnlyList<int>? groupOfCandidate = null, int capacity = 0)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(raters);
        ArgumentNullException.ThrowIfNull(criteria);
        _given = new RatingNames(candidates, raters, criteria, periods ?? [], groups ?? []);
        _groupOfCandidate.AddRange(_given.GroupsOf(groupOfCandidate));
        _candidates.EnsureCapacity(capacity);
        _raters.EnsureCapacity(capacity);
        _criteria.EnsureCapacity(capacity);
        _levels.EnsureCapacity(capacity);
        if (_given.Periods.Count > 0)
        {
            _periods.EnsureCapacity(capacity);
        }
    }

    /// <summary>How many ratings have been added, the wrong ones included.</summary>
    public int Count => _position;

    /// <summary>Declares the scale, so that levels nobody used still count as levels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ lowest ≤ highest ≤ 255.</exception>
    /// <exception cref="InvalidOperationException">Ratings have been added already.</exception>
    public RatingTableBuilder WithScale(int lowestLevel, int highestLevel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lowestLevel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(highestLevel, byte.MaxValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lowestLevel, highestLevel);
        if (_position > 0)
        {
            throw new InvalidOperationException("Declare the scale before the first rating.");
        }

        (_lowestAllowed, _highestAllowed, _scaleDeclared) = (lowestLevel, highestLevel, true);
        return this;
    }

    /// <summary>Adds a rating by names. A wrong level or a second group is remembered, and reported by <see cref="Build"/>.</summary>
    /// <param name="candidate">Who was rated.</param>
    /// <param name="rater">Who rated.</param>
    /// <param name="criterion">On what.</param>
    /// <param name="level">In [0, 255], and within the declared scale.</param>
    /// <param name="period">When; null where unknown.</param>
    /// <param name="group">The candidate's group; null where unknown.</param>
    /// <exception cref="InvalidOperationException">The names were given up front.</exception>
    public void Add(string candidate, string rater, string criterion, int level, string? period = null, string? group = null)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(rater);
        ArgumentNullException.ThrowIfNull(criterion);
        if (Accepts(level))
        {
            Append(
                _candidateNames.IndexOf(candidate), _raterNames.IndexOf(rater), _criterionNames.IndexOf(criterion), (byte)level,
                period is null ? -1 : _periodNames.IndexOf(period), group is null ? -1 : _groupNames.IndexOf(group));
        }
    }

    /// <summary>Adds a rating by names that need not be strings yet: only names that are new cost memory. Otherwise as the other overload.</summary>
    /// <param name="candidate">Who was rated.</param>
    /// <param name="rater">Who rated.</param>
    /// <param name="criterion">On what.</param>
    /// <param name="level">In [0, 255], and within the declared scale.</param>
    /// <param name="period">When; empty where unknown.</param>
    /// <param name="group">The candidate's group; empty where unknown.</param>
    /// <exception cref="InvalidOperationException">The names were given up front.</exception>
    public void Add(
        ReadOnlySpan<char> candidate, ReadOnlySpan<char> rater, ReadOnlySpan<char> criterion, int level,
        ReadOnlySpan<char> period, ReadOnlySpan<char> group)
    {
        if (Accepts(level))
        {
            Append(
                _candidateNames.IndexOf(candidate), _raterNames.IndexOf(rater), _criterionNames.IndexOf(criterion), (byte)level,
                period.IsEmpty ? -1 : _periodNames.IndexOf(period), group.IsEmpty ? -1 : _groupNames.IndexOf(group));
        }
    }

    /// <summary>Adds a rating by indices into the names given up front.</summary>
    /// <param name="candidate">In [0, candidates).</param>
    /// <param name="rater">In [0, raters).</param>
    /// <param name="criterion">In [0, criteria).</param>
    /// <param name="level">Any byte; one outside the declared scale is remembered, and reported by <see cref="Build"/>.</param>
    /// <param name="period">In [0, periods), or −1 where unknown.</param>
    /// <exception cref="InvalidOperationException">No names were given up front.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range.</exception>
    public void AddIndexed(int candidate, int rater, int criterion, byte level, int period = -1)
    {
        RatingNames given = _given ?? throw new InvalidOperationException("No names were given up front: use Add.");
        if ((uint)candidate >= (uint)given.Candidates.Count || (uint)rater >= (uint)given.Raters.Count
            || (uint)criterion >= (uint)given.Criteria.Count || period < -1 || period >= given.Periods.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(candidate), $"({candidate}, {rater}, {criterion}, period {period}) is out of range.");
        }

        int position = _position++;
        if (level < _lowestAllowed || level > _highestAllowed)
        {
            Report(position, $"level {level} is outside [{_lowestAllowed}, {_highestAllowed}]");
            return;
        }

        _candidates.Add(candidate);
        _raters.Add(rater);
        _criteria.Add(criterion);
        _levels.Add(level);
        if (given.Periods.Count > 0)
        {
            _periods.Add(period);
            _anyPeriod |= period >= 0;
        }
    }

    /// <summary>The table of all ratings added so far; the builder may go on.</summary>
    /// <exception cref="InvalidRatingsException">Levels or groups are wrong; it lists them all.</exception>
    /// <exception cref="DuplicateRatingException">The same candidate, rater, criterion and period came twice; it names them.</exception>
    public RatingTable Build()
    {
        if (_problemCount > 0)
        {
            throw new InvalidRatingsException([.. _problems], _problemCount);
        }

        RatingNames names = _given ?? NamesSoFar();
        var columns = RatingColumns.Sorted(
            CollectionsMarshal.AsSpan(_candidates), CollectionsMarshal.AsSpan(_raters), CollectionsMarshal.AsSpan(_criteria),
            _anyPeriod ? PeriodsInOrder(names.Periods) : [], CollectionsMarshal.AsSpan(_levels), names.Candidates.Count);
        DuplicateSearch.ThrowOnDuplicates(columns, names, CollectionsMarshal.AsSpan(_candidates));
        var (lowest, highest) = Scale(columns.Levels);
        return new RatingTable(columns, names, names.Groups.Count == 0 ? [] : Groups(names.Candidates.Count), lowest, highest);
    }

    private bool Accepts(int level)
    {
        if (_given is not null)
        {
            throw new InvalidOperationException("Names were given up front: use AddIndexed.");
        }

        int position = _position++;
        if (level >= _lowestAllowed && level <= _highestAllowed)
        {
            return true;
        }

        Report(position, $"level {level} is outside [{_lowestAllowed}, {_highestAllowed}]");
        return false;
    }

    private void Append(int candidate, int rater, int criterion, byte level, int period, int group)
    {
        AssignGroup(candidate, group, _position - 1);
        _candidates.Add(candidate);
        _raters.Add(rater);
        _criteria.Add(criterion);
        _periods.Add(period);
        _anyPeriod |= period >= 0;
        _levels.Add(level);
    }

    private RatingNames NamesSoFar() => new(
        [.. _candidateNames.Names], [.. _raterNames.Names], [.. _criterionNames.Names], InTimeOrder(_periodNames.Names), [.. _groupNames.Names]);

    private static string[] InTimeOrder(IReadOnlyList<string> names) =>
        names.All(name => long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? [.. names.OrderBy(name => long.Parse(name, CultureInfo.InvariantCulture))]
            : [.. names.Order(StringComparer.Ordinal)];

    private ReadOnlySpan<int> PeriodsInOrder(IReadOnlyList<string> ordered)
    {
        if (_given is not null)
        {
            return CollectionsMarshal.AsSpan(_periods);
        }

        var rank = new int[ordered.Count];
        for (int i = 0; i < rank.Length; i++)
        {
            rank[_periodNames.IndexOf(ordered[i])] = i;
        }

        return _periods.Select(period => period < 0 ? -1 : rank[period]).ToArray();
    }

    private (int Lowest, int Highest) Scale(ReadOnlySpan<byte> levels)
    {
        if (_scaleDeclared || levels.IsEmpty)
        {
            return _scaleDeclared ? (_lowestAllowed, _highestAllowed) : (0, 0);
        }

        byte lowest = byte.MaxValue;
        byte highest = 0;
        foreach (byte level in levels)
        {
            lowest = Math.Min(lowest, level);
            highest = Math.Max(highest, level);
        }

        return (lowest, highest);
    }

    private int[] Groups(int candidateCount)
    {
        var groups = new int[candidateCount];
        groups.AsSpan().Fill(-1);
        _groupOfCandidate.CopyTo(groups);
        return groups;
    }

    private void AssignGroup(int candidate, int group, int position)
    {
        while (_groupOfCandidate.Count <= candidate)
        {
            _groupOfCandidate.Add(-1);
        }

        int already = _groupOfCandidate[candidate];
        if (group >= 0 && already >= 0 && already != group)
        {
            Report(position, $"candidate '{_candidateNames.Names[candidate]}' has group '{_groupNames.Names[already]}' and now '{_groupNames.Names[group]}'");
        }
        else if (group >= 0)
        {
            _groupOfCandidate[candidate] = group;
        }
    }

    private void Report(int position, string problem)
    {
        _problemCount++;
        if (_problems.Count < MaximumProblems)
        {
            _problems.Add(new RatingProblem(position, problem));
        }
    }
}
