namespace Assessment.Calibration.Variance;

/// <summary>Lays a table out as a <see cref="MixedDesign"/>: two passes, linear but for the sort of each candidate's few rows.</summary>
internal sealed class MixedDesignBuilder
{
    private readonly VarianceTerm[] _terms;
    private readonly int _rows;
    private readonly bool _byCriterion;
    private readonly bool _criterionFirst;
    private readonly bool _byRater;
    private readonly bool _byPeriod;
    private readonly bool _criteriaAreLarge;
    private readonly int[] _criteria;
    private readonly byte[] _levels;
    private readonly List<int> _unitRows;
    private readonly List<int> _unitRaters;
    private readonly List<int> _unitCriteria = [];
    private readonly List<int> _unitPeriods = [];
    private readonly PairIndex? _pairs;
    private readonly List<int> _unitPairs = [];

    private MixedDesignBuilder(in ColumnView columns, VarianceTerm[] active, FacetCells cells)
    {
        _terms = active;
        _rows = columns.Count;
        bool Has(VarianceTerm t) => active.Contains(t);
        _criteriaAreLarge = columns.CriterionCount >= MixedDesign.SmallCriteria && Has(VarianceTerm.Criterion);
        _byCriterion = _criteriaAreLarge || Has(VarianceTerm.CandidateCriterion) || Has(VarianceTerm.RaterCriterion);
        _byRater = Has(VarianceTerm.Rater) || Has(VarianceTerm.CandidateRater) || Has(VarianceTerm.RaterCriterion) || Has(VarianceTerm.RaterDrift);
        _byPeriod = Has(VarianceTerm.RaterDrift);

        // The candidate-specific term with more levels is the diagonal one, and its levels must be runs of units.
        _criterionFirst = Has(VarianceTerm.CandidateCriterion)
            && (!Has(VarianceTerm.CandidateRater)
                || cells.Cells[FacetCells.Candidate | FacetCells.Criterion] > cells.Cells[FacetCells.Candidate | FacetCells.Rater]);
        _criteria = new int[_rows];
        _levels = new byte[_rows];
        int expected = _byCriterion ? _rows : (int)cells.Cells[FacetCells.Candidate | FacetCells.Rater];
        _unitRows = new List<int>(expected + 1);
        _unitRaters = new List<int>(expected);
        _pairs = Has(VarianceTerm.RaterCriterion) ? new PairIndex(columns.RaterCount, columns.CriterionCount, _rows) : null;
    }

    public static MixedDesign Build(in ColumnView columns, VarianceTerm[] active, FacetCells cells)
    {
        bool local = active.Any(t => t is VarianceTerm.Candidate or VarianceTerm.CandidateRater or VarianceTerm.CandidateCriterion);
        ColumnView grouped = local ? columns : columns with { CandidateStarts = columns.Blocks() };
        var builder = new MixedDesignBuilder(grouped, active, cells);
        int[] unitStarts = builder.LayOut(grouped);
        return builder.Finish(grouped, unitStarts, cells);
    }

    private int[] LayOut(in ColumnView columns)
    {
        var unitStarts = new int[columns.CandidateCount + 1];
        var keys = new long[64];
        var rows = new int[64];
        for (int candidate = 0; candidate < columns.CandidateCount; candidate++)
        {
            unitStarts[candidate] = _unitRows.Count;
            int start = columns.CandidateStarts[candidate], count = columns.CandidateStarts[candidate + 1] - start;
            if (keys.Length < count)
            {
                (keys, rows) = (new long[count], new int[count]);
            }

            for (int at = 0; at < count; at++)
            {
                (keys[at], rows[at]) = (KeyOf(columns, start + at), start + at);
            }

            SmallSort.Sort(keys.AsSpan(0, count), rows.AsSpan(0, count));
            Append(columns, start, rows.AsSpan(0, count));
        }

        unitStarts[^1] = _unitRows.Count;
        _unitRows.Add(_rows);
        return unitStarts;
    }

    private long KeyOf(in ColumnView columns, int row)
    {
        int rater = _byRater ? columns.Raters[row] : 0, criterion = columns.Criteria[row];
        long key = _criterionFirst
            ? ((long)criterion * columns.RaterCount) + rater
            : ((long)rater * columns.CriterionCount) + criterion;
        return _byPeriod ? (key * (columns.PeriodCount + 1)) + columns.Periods[row] + 1 : key;
    }

    private void Append(in ColumnView columns, int start, ReadOnlySpan<int> rows)
    {
        int lastRater = -1, lastCriterion = -1, lastPeriod = -1;
        for (int at = 0; at < rows.Length; at++)
        {
            int row = rows[at], to = start + at;
            int rater = _byRater ? columns.Raters[row] : 0, criterion = columns.Criteria[row];
            int period = _byPeriod ? columns.Periods[row] + 1 : 0;
            (_levels[to], _criteria[to]) = (columns.Levels[row], criterion);
            if (at > 0 && rater == lastRater && period == lastPeriod && (!_byCriterion || criterion == lastCriterion))
            {
                continue;
            }

            (lastRater, lastCriterion, lastPeriod) = (rater, criterion, period);
            _unitRows.Add(to);
            _unitRaters.Add(rater);
            if (_byCriterion)
            {
                _unitCriteria.Add(criterion);
            }

            if (_byPeriod)
            {
                _unitPeriods.Add(period);
            }

            if (_pairs is not null)
            {
                _unitPairs.Add(_pairs.Of(rater, criterion));
            }
        }
    }

    private MixedDesign Finish(in ColumnView columns, int[] unitStarts, FacetCells cells)
    {
        int[] raters = [.. _unitRaters], criteria = [.. _unitCriteria], unitRows = [.. _unitRows], pairs = [.. _unitPairs];
        var terms = new List<DesignTerm>();
        int large = 0, small = 0;
        VarianceTerm diagonalTerm = _criterionFirst ? VarianceTerm.CandidateCriterion : VarianceTerm.CandidateRater;
        Cells diagonal = Cells.None, dense = Cells.None;
        foreach (VarianceTerm term in _terms)
        {
            switch (term)
            {
                case VarianceTerm.Candidate:
                    terms.Add(new DesignTerm(term, TermPlace.Candidate, columns.CandidateCount, 0, []));
                    break;
                case VarianceTerm.CandidateRater or VarianceTerm.CandidateCriterion:
                    bool isDiagonal = term == diagonalTerm;
                    Cells found = Cells.Number(
                        term == VarianceTerm.CandidateRater ? raters : criteria,
                        term == VarianceTerm.CandidateRater ? columns.RaterCount : columns.CriterionCount, unitStarts, unitRows);
                    (diagonal, dense) = isDiagonal ? (found, dense) : (diagonal, found);
                    terms.Add(new DesignTerm(term, isDiagonal ? TermPlace.Diagonal : TermPlace.Dense, found.Counts.Length, 0, found.UnitLevels));
                    break;
                case VarianceTerm.Criterion when !_criteriaAreLarge:
                    terms.Add(new DesignTerm(term, TermPlace.Small, columns.CriterionCount, 0, []));
                    small = columns.CriterionCount;
                    break;
                default:
                    (int count, int[] levels) = term switch
                    {
                        VarianceTerm.Criterion => (columns.CriterionCount, criteria),
                        VarianceTerm.RaterCriterion => (_pairs!.Count, pairs),
                        _ => (columns.RaterCount, raters),
                    };
                    terms.Add(new DesignTerm(term, TermPlace.Large, count, large, levels));
                    large += count;
                    break;
            }
        }

        return new MixedDesign
        {
            Levels = _levels,
            Criteria = _criteria,
            RowStarts = columns.CandidateStarts.ToArray(),
            UnitStarts = unitStarts,
            UnitRows = unitRows,
            UnitPeriods = [.. _unitPeriods],
            PeriodCoefficients = _byPeriod ? Centred(columns) : [],
            Terms = [.. terms],
            Pairs = _pairs,
            Mean = cells.Sum / cells.Rows,
            LargeCount = large,
            SmallCount = small + (_byPeriod ? 2 : 1),
            DiagonalStarts = diagonal.Starts,
            DenseStarts = dense.Starts,
            DiagonalCounts = diagonal.Counts,
            DenseCounts = dense.Counts,
            MaxRows = Widest(columns.CandidateStarts),
            MaxDiagonal = Widest(diagonal.Starts),
            MaxDense = Widest(dense.Starts),
        };
    }

    /// <summary>Centred period index by period + 1; ratings of unknown period (entry 0) stand at the mean.</summary>
    private static double[] Centred(in ColumnView columns)
    {
        double sum = 0;
        long known = 0;
        foreach (int period in columns.Periods)
        {
            if (period >= 0)
            {
                sum += period;
                known++;
            }
        }

        double mean = sum / known;
        var coefficients = new double[columns.PeriodCount + 1];
        for (int period = 0; period < columns.PeriodCount; period++)
        {
            coefficients[period + 1] = period - mean;
        }

        return coefficients;
    }

    private static int Widest(ReadOnlySpan<int> starts)
    {
        int widest = 0;
        for (int i = 1; i < starts.Length; i++)
        {
            widest = Math.Max(widest, starts[i] - starts[i - 1]);
        }

        return widest;
    }

    /// <summary>Candidate × facet cells, numbered candidate by candidate in order of first unit.</summary>
    private sealed record Cells(int[] Starts, int[] Counts, int[] UnitLevels)
    {
        public static Cells None { get; } = new([], [], []);

        public static Cells Number(int[] facet, int facetLevels, int[] unitStarts, int[] unitRows)
        {
            var starts = new int[unitStarts.Length];
            var levels = new int[facet.Length];
            var counts = new List<int>();
            var id = new int[facetLevels];
            for (int g = 0; g + 1 < unitStarts.Length; g++)
            {
                starts[g] = counts.Count;
                for (int u = unitStarts[g]; u < unitStarts[g + 1]; u++)
                {
                    // An id below this candidate's first cell was given in an earlier candidate.
                    if (id[facet[u]] <= starts[g])
                    {
                        counts.Add(0);
                        id[facet[u]] = counts.Count;
                    }

                    levels[u] = id[facet[u]] - 1;
                    counts[levels[u]] += unitRows[u + 1] - unitRows[u];
                }
            }

            starts[^1] = counts.Count;
            return new Cells(starts, [.. counts], levels);
        }
    }
}
