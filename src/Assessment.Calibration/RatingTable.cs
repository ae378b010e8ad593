namespace Assessment.Calibration;

/// <summary>Ratings in columns: who rated whom on what, and with which level. Immutable; safe to share between threads.</summary>
/// <remarks>
/// Rows are grouped by candidate (in the order of <see cref="CandidateNames"/>) and keep their order of input within one.
/// Memory: 13 bytes a rating, 17 with periods, and 4 more for each facet index once it has been asked for.
/// Built by <see cref="RatingTableBuilder"/> from a stream, or by <see cref="FromColumns"/> from columns.
/// </remarks>
public sealed class RatingTable
{
    private readonly RatingColumns _columns;
    private readonly RatingNames _names;
    private readonly int[] _groupOfCandidate;
    private FacetIndex? _byRater;
    private FacetIndex? _byCriterion;
    private FacetIndex? _byPeriod;

    internal RatingTable(RatingColumns columns, RatingNames names, int[] groupOfCandidate, int lowestLevel, int highestLevel)
    {
        _columns = columns;
        _names = names;
        _groupOfCandidate = groupOfCandidate;
        LowestLevel = lowestLevel;
        HighestLevel = highestLevel;
    }

    /// <summary>A table of ratings whose names and indices are known; the columns are only read.</summary>
    /// <param name="candidates">Names by candidate index.</param>
    /// <param name="raters">Names by rater index.</param>
    /// <param name="criteria">Names by criterion index.</param>
    /// <param name="periods">Names by period index, in time's order; empty when ratings carry none.</param>
    /// <param name="columns">The ratings, in any order.</param>
    /// <param name="lowestLevel">The scale's lowest level, in [0, 255].</param>
    /// <param name="highestLevel">The scale's highest level, in [<paramref name="lowestLevel"/>, 255].</param>
    /// <param name="groups">Names by group index; null when no labels are supplied.</param>
    /// <param name="groupOfCandidate">A group index for each candidate, −1 where unknown; null when no labels are supplied.</param>
    /// <remarks>Linear in ratings and candidates; it holds the table's own memory and 4 bytes a candidate besides.</remarks>
    /// <exception cref="ArgumentException">The columns differ in length, or the groups' shape or an index in them is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is none, or an index is out of range.</exception>
    /// <exception cref="InvalidRatingsException">Levels are outside the scale.</exception>
    /// <exception cref="DuplicateRatingException">A rater rated a candidate's criterion twice in one period.</exception>
    public static RatingTable FromColumns(
        IReadOnlyList<string> candidates, IReadOnlyList<string> raters, IReadOnlyList<string> criteria, IReadOnlyList<string> periods,
        RatingColumnSpans columns, int lowestLevel, int highestLevel,
        IReadOnlyList<string>? groups = null, IReadOnlyList<int>? groupOfCandidate = null)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(raters);
        ArgumentNullException.ThrowIfNull(criteria);
        ArgumentNullException.ThrowIfNull(periods);
        ArgumentOutOfRangeException.ThrowIfNegative(lowestLevel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(highestLevel, byte.MaxValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lowestLevel, highestLevel);
        var names = new RatingNames(candidates, raters, criteria, periods, groups ?? []);
        columns.Validate(names, lowestLevel, highestLevel);
        int[] group = names.GroupsOf(groupOfCandidate);
        var sorted = RatingColumns.Sorted(
            columns.Candidates, columns.Raters, columns.Criteria, columns.Periods, columns.Levels, candidates.Count);
        DuplicateSearch.ThrowOnDuplicates(sorted, names, columns.Candidates);
        return new RatingTable(sorted, names, group, lowestLevel, highestLevel);
    }

    /// <summary>How many ratings there are.</summary>
    public int Count => _columns.Levels.Length;

    /// <summary>How many candidates are named; some may have no rating in a table cut by <see cref="Where(Func{int, bool})"/>.</summary>
    public int CandidateCount => _names.Candidates.Count;

    /// <summary>How many raters are named.</summary>
    public int RaterCount => _names.Raters.Count;

    /// <summary>How many criteria are named.</summary>
    public int CriterionCount => _names.Criteria.Count;

    /// <summary>How many periods are named; 0 when ratings carry none.</summary>
    public int PeriodCount => _names.Periods.Count;

    /// <summary>How many groups are named; 0 when no labels were supplied.</summary>
    public int GroupCount => _names.Groups.Count;

    /// <summary>The candidates' names, in order of first appearance.</summary>
    public IReadOnlyList<string> CandidateNames => _names.Candidates;

    /// <summary>The raters' names, in order of first appearance.</summary>
    public IReadOnlyList<string> RaterNames => _names.Raters;

    /// <summary>The criteria's names, in order of first appearance.</summary>
    public IReadOnlyList<string> CriterionNames => _names.Criteria;

    /// <summary>The periods' names in time's order: as integers if all are integers, else by ordinal text (so ISO dates sort).</summary>
    public IReadOnlyList<string> PeriodNames => _names.Periods;

    /// <summary>The groups' names, in order of first appearance.</summary>
    public IReadOnlyList<string> GroupNames => _names.Groups;

    /// <summary>The candidate of each row; ascending.</summary>
    public ReadOnlySpan<int> Candidates => _columns.Candidates;

    /// <summary>The rater of each row.</summary>
    public ReadOnlySpan<int> Raters => _columns.Raters;

    /// <summary>The criterion of each row.</summary>
    public ReadOnlySpan<int> Criteria => _columns.Criteria;

    /// <summary>The period of each row, −1 where unknown; an empty span when the table has none.</summary>
    public ReadOnlySpan<int> Periods => _columns.Periods;

    /// <summary>The level of each row, in [<see cref="LowestLevel"/>, <see cref="HighestLevel"/>].</summary>
    public ReadOnlySpan<byte> Levels => _columns.Levels;

    /// <summary>Candidate c owns the rows CandidateStarts[c] .. CandidateStarts[c + 1]; <see cref="CandidateCount"/> + 1 entries.</summary>
    public ReadOnlySpan<int> CandidateStarts => _columns.CandidateStarts;

    /// <summary>The group of each candidate, −1 where unknown; an empty span when no labels were supplied.</summary>
    public ReadOnlySpan<int> GroupOfCandidate => _groupOfCandidate;

    /// <summary>The scale's lowest level: as declared, else the lowest seen; 0 for an empty table without a declared scale.</summary>
    public int LowestLevel { get; }

    /// <summary>The scale's highest level: as declared, else the highest seen; 0 for an empty table without a declared scale.</summary>
    public int HighestLevel { get; }

    /// <summary>How many levels the scale has: <see cref="HighestLevel"/> − <see cref="LowestLevel"/> + 1.</summary>
    public int LevelCount => HighestLevel - LowestLevel + 1;

    /// <summary>Rows by rater; built in linear time when first asked for.</summary>
    public FacetIndex ByRater => Indexed(ref _byRater, _columns.Raters, RaterCount);

    /// <summary>Rows by criterion; built in linear time when first asked for.</summary>
    public FacetIndex ByCriterion => Indexed(ref _byCriterion, _columns.Criteria, CriterionCount);

    /// <summary>Rows by period, unknown periods left out; built in linear time when first asked for.</summary>
    public FacetIndex ByPeriod => Indexed(ref _byPeriod, _columns.Periods, PeriodCount);

    /// <summary>The rows for which the predicate holds, under the same names, indices and scale.</summary>
    /// <param name="keep">Gets a row's number, in [0, <see cref="Count"/>); called once for each, ascending.</param>
    public RatingTable Where(Func<int, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        var rows = new List<int>();
        for (int row = 0; row < Count; row++)
        {
            if (keep(row))
            {
                rows.Add(row);
            }
        }

        return WithColumns(_columns.Select(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows), CandidateCount));
    }

    /// <summary>The named rows, under the same names, indices and scale.</summary>
    /// <param name="rows">Ascending row numbers, each at most once.</param>
    /// <exception cref="ArgumentException">A row is out of range, or the rows are not strictly ascending.</exception>
    public RatingTable Where(ReadOnlySpan<int> rows)
    {
        int previous = -1;
        foreach (int row in rows)
        {
            if (row <= previous || row >= Count)
            {
                throw new ArgumentException($"Row {row} is out of range or out of order.", nameof(rows));
            }

            previous = row;
        }

        return WithColumns(_columns.Select(rows, CandidateCount));
    }

    private RatingTable WithColumns(RatingColumns columns) => new(columns, _names, _groupOfCandidate, LowestLevel, HighestLevel);

    private static FacetIndex Indexed(ref FacetIndex? index, int[] elements, int count)
    {
        // Two threads may both build it; they build equal ones, and the first to arrive is kept.
        return Volatile.Read(ref index)
            ?? Interlocked.CompareExchange(ref index, FacetIndex.Build(elements, count), null)
            ?? index;
    }
}
