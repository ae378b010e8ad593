namespace Assessment.Calibration.Variance;

/// <summary>How many levels each facet and each joint classification has in the data, and Henderson's sums over them.</summary>
/// <remarks>
/// A subset of facets is a bit set: candidate 1, rater 2, criterion 4. For each subset S: the number of cells that occur,
/// T(S) = Σ over cells (Σ y)² / n, and for each subset I of S, K(S, I) = Σ over cells of S of n(S)² / n(I) with n(∅) = N.
/// These are all that Henderson's method I needs (Henderson 1953; Searle, Casella and McCulloch 1992, ch. 5).
/// Two passes over the ratings; memory for the counts of raters, criteria and their pairs only.
/// </remarks>
internal sealed class FacetCells
{
    public const int Candidate = 1;
    public const int Rater = 2;
    public const int Criterion = 4;

    private readonly double[] _coefficients = new double[64];

    private FacetCells()
    {
    }

    public long Rows { get; private set; }

    public double Sum { get; private set; }

    public double SumOfSquares { get; private set; }

    public long[] Cells { get; } = new long[8];

    public double[] Totals { get; } = new double[8];

    public byte Lowest { get; private set; }

    public byte Highest { get; private set; }

    public double Coefficient(int joint, int of) => _coefficients[(joint * 8) + of];

    /// <summary>The facets of a term.</summary>
    public static int FacetsOf(VarianceTerm term) => term switch
    {
        VarianceTerm.Candidate => Candidate,
        VarianceTerm.Rater => Rater,
        VarianceTerm.Criterion => Criterion,
        VarianceTerm.CandidateRater => Candidate | Rater,
        VarianceTerm.CandidateCriterion => Candidate | Criterion,
        VarianceTerm.RaterCriterion => Rater | Criterion,
        _ => 0,
    };

    public static FacetCells Of(in ColumnView columns)
    {
        var cells = new FacetCells { Rows = columns.Count };
        var pairs = new PairIndex(columns.RaterCount, columns.CriterionCount, columns.Count);
        var global = new GlobalSums(columns, pairs, cells);
        var local = new CandidateSums(columns);
        for (int candidate = 0; candidate < columns.CandidateCount; candidate++)
        {
            local.Visit(columns, candidate, global, pairs, cells);
        }

        global.Finish(cells);
        return cells;
    }

    private void Add(int joint, double n, double sum, ReadOnlySpan<double> counts)
    {
        Cells[joint]++;
        Totals[joint] += sum * sum / n;
        for (int of = 0; of < 8; of++)
        {
            if ((of & ~joint) == 0)
            {
                _coefficients[(joint * 8) + of] += n * n / counts[of];
            }
        }
    }

    /// <summary>Counts and sums of raters, criteria and their pairs.</summary>
    private sealed class GlobalSums
    {
        public GlobalSums(in ColumnView columns, PairIndex pairs, FacetCells cells)
        {
            RaterN = new int[columns.RaterCount];
            RaterSum = new long[columns.RaterCount];
            CriterionN = new int[columns.CriterionCount];
            CriterionSum = new long[columns.CriterionCount];
            byte low = 255, high = 0;
            long sum = 0, squares = 0;
            for (int row = 0; row < columns.Count; row++)
            {
                int rater = columns.Raters[row], criterion = columns.Criteria[row];
                byte y = columns.Levels[row];
                int pair = pairs.Of(rater, criterion);
                if (pair == PairN.Count)
                {
                    PairN.Add(0);
                    PairSum.Add(0);
                }

                PairN[pair]++;
                PairSum[pair] += y;
                RaterN[rater]++;
                RaterSum[rater] += y;
                CriterionN[criterion]++;
                CriterionSum[criterion] += y;
                sum += y;
                squares += (long)y * y;
                low = Math.Min(low, y);
                high = Math.Max(high, y);
            }

            (Pairs, cells.Sum, cells.SumOfSquares, cells.Lowest, cells.Highest) = (pairs, sum, squares, low, high);
        }

        public int[] RaterN { get; }

        public long[] RaterSum { get; }

        public int[] CriterionN { get; }

        public long[] CriterionSum { get; }

        public List<int> PairN { get; } = [];

        public List<long> PairSum { get; } = [];

        private PairIndex Pairs { get; }

        public void Finish(FacetCells cells)
        {
            Span<double> counts = stackalloc double[8];
            counts[0] = cells.Rows;
            for (int rater = 0; rater < RaterN.Length; rater++)
            {
                if (RaterN[rater] > 0)
                {
                    counts[Rater] = RaterN[rater];
                    cells.Add(Rater, RaterN[rater], RaterSum[rater], counts);
                }
            }

            for (int criterion = 0; criterion < CriterionN.Length; criterion++)
            {
                if (CriterionN[criterion] > 0)
                {
                    counts[Criterion] = CriterionN[criterion];
                    cells.Add(Criterion, CriterionN[criterion], CriterionSum[criterion], counts);
                }
            }

            for (int pair = 0; pair < PairN.Count; pair++)
            {
                (int rater, int criterion) = Pairs[pair];
                (counts[Rater], counts[Criterion], counts[Rater | Criterion]) = (RaterN[rater], CriterionN[criterion], PairN[pair]);
                cells.Add(Rater | Criterion, PairN[pair], PairSum[pair], counts);
            }
        }
    }

    /// <summary>The cells inside one candidate, found by sorting its few rows by rater and criterion.</summary>
    private sealed class CandidateSums(in ColumnView columns)
    {
        private readonly int[] _raterN = new int[columns.RaterCount];
        private readonly int[] _criterionN = new int[columns.CriterionCount];
        private readonly long[] _raterSum = new long[columns.RaterCount];
        private readonly long[] _criterionSum = new long[columns.CriterionCount];
        private long[] _keys = new long[64];
        private int[] _rows = new int[64];

        public void Visit(in ColumnView columns, int candidate, GlobalSums global, PairIndex pairs, FacetCells cells)
        {
            int start = columns.CandidateStarts[candidate], count = columns.CandidateStarts[candidate + 1] - start;
            if (count == 0)
            {
                return;
            }

            long sum = Collect(columns, start, count);
            Span<double> counts = stackalloc double[8];
            (counts[0], counts[Candidate]) = (cells.Rows, count);
            cells.Add(Candidate, count, sum, counts);
            for (int at = 0; at < count;)
            {
                int row = _rows[at], rater = columns.Raters[row], criterion = columns.Criteria[row];
                int n = 0;
                long joint = 0;
                for (long key = _keys[at]; at < count && _keys[at] == key; at++, n++)
                {
                    joint += columns.Levels[_rows[at]];
                }

                counts[Rater] = global.RaterN[rater];
                counts[Criterion] = global.CriterionN[criterion];
                counts[Rater | Criterion] = global.PairN[pairs.Of(rater, criterion)];
                counts[Candidate | Rater] = _raterN[rater];
                counts[Candidate | Criterion] = _criterionN[criterion];
                counts[7] = n;
                cells.Add(7, n, joint, counts);
            }

            AddTwoWay(columns, count, global, cells, counts);
        }

        private long Collect(in ColumnView columns, int start, int count)
        {
            if (_keys.Length < count)
            {
                (_keys, _rows) = (new long[count], new int[count]);
            }

            long sum = 0;
            for (int at = 0; at < count; at++)
            {
                int row = start + at, rater = columns.Raters[row], criterion = columns.Criteria[row];
                byte y = columns.Levels[row];
                _keys[at] = ((long)rater * columns.CriterionCount) + criterion;
                _rows[at] = row;
                _raterN[rater]++;
                _raterSum[rater] += y;
                _criterionN[criterion]++;
                _criterionSum[criterion] += y;
                sum += y;
            }

            SmallSort.Sort(_keys.AsSpan(0, count), _rows.AsSpan(0, count));
            return sum;
        }

        private void AddTwoWay(in ColumnView columns, int count, GlobalSums global, FacetCells cells, Span<double> counts)
        {
            for (int at = 0; at < count; at++)
            {
                int row = _rows[at], rater = columns.Raters[row], criterion = columns.Criteria[row];
                if (_raterN[rater] > 0)
                {
                    (counts[Rater], counts[Candidate | Rater]) = (global.RaterN[rater], _raterN[rater]);
                    cells.Add(Candidate | Rater, _raterN[rater], _raterSum[rater], counts);
                    (_raterN[rater], _raterSum[rater]) = (0, 0);
                }

                if (_criterionN[criterion] > 0)
                {
                    (counts[Criterion], counts[Candidate | Criterion]) = (global.CriterionN[criterion], _criterionN[criterion]);
                    cells.Add(Candidate | Criterion, _criterionN[criterion], _criterionSum[criterion], counts);
                    (_criterionN[criterion], _criterionSum[criterion]) = (0, 0);
                }
            }
        }
    }
}
