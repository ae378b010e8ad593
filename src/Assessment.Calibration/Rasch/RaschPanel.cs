namespace Assessment.Calibration.Rasch;

/// <summary>
/// One subset's ratings, packed for the kernels: candidates own (candidate, rater) pairs, pairs own ratings.
/// Two bytes and a byte a rating, and 16 bytes a pair with its weight.
/// </summary>
internal sealed class RaschPanel
{
    public const int MaximumCriteria = ushort.MaxValue;

    private RaschPanel(int[] candidates, int[] raters, int[] criteria, int pairs, int rows)
    {
        Candidates = candidates;
        Raters = raters;
        Criteria = criteria;
        PairStarts = new int[candidates.Length + 1];
        PairRater = new int[pairs];
        RowStarts = new int[pairs + 1];
        Criterion = new ushort[rows];
        Category = new byte[rows];
        CandidateTotal = new int[candidates.Length];
    }

    /// <summary>Table index of each local candidate, rater and criterion; ascending.</summary>
    public int[] Candidates { get; }

    public int[] Raters { get; }

    public int[] Criteria { get; }

    /// <summary>Candidate n owns pairs PairStarts[n] .. PairStarts[n + 1].</summary>
    public int[] PairStarts { get; }

    /// <summary>Local rater of each pair.</summary>
    public int[] PairRater { get; }

    /// <summary>Pair p owns ratings RowStarts[p] .. RowStarts[p + 1].</summary>
    public int[] RowStarts { get; }

    /// <summary>Local criterion of each rating.</summary>
    public ushort[] Criterion { get; }

    /// <summary>Level above the criterion's lowest level in use.</summary>
    public byte[] Category { get; }

    /// <summary>Sum of the categories of each candidate.</summary>
    public int[] CandidateTotal { get; }

    /// <summary>Level of category 0, and number of categories (highest − lowest + 1), of each local criterion.</summary>
    public int[] LowestLevel { get; private set; } = [];

    public int[] CategoryCount { get; private set; } = [];

    /// <summary>counts[criterion × <see cref="Stride"/> + category]: ratings by criterion and category.</summary>
    public long[] CategoryCounts { get; private set; } = [];

    /// <summary>Sum of categories, and number of ratings, of each local rater.</summary>
    public long[] RaterTotal { get; private set; } = [];

    public long[] RaterCount { get; private set; } = [];

    /// <summary>Largest possible sum of categories of each local rater.</summary>
    public long[] RaterMaximum { get; private set; } = [];

    /// <summary>Widest number of categories.</summary>
    public int Stride { get; private set; }

    /// <summary>Cuts the candidates so that parallel sums have a fixed order: piece s is candidates Pieces[s] .. Pieces[s + 1].</summary>
    public int[] Pieces { get; private set; } = [];

    public int RowCount => Criterion.Length;

    public int PairCount => PairRater.Length;

    public double MeanRatingsPerCandidate => (double)RowCount / Candidates.Length;

    /// <summary>Packs the active ratings of one subset.</summary>
    /// <param name="table">All ratings.</param>
    /// <param name="pruning">What is active.</param>
    /// <param name="subset">The subset.</param>
    /// <param name="candidates">The subset's candidates, ascending.</param>
    /// <param name="raters">The subset's raters, ascending.</param>
    /// <param name="localRater">Scratch of one int per rater of the table.</param>
    public static RaschPanel Build(RatingTable table, RatingPruning pruning, int subset, int[] candidates, int[] raters, int[] localRater)
    {
        for (int j = 0; j < raters.Length; j++)
        {
            localRater[raters[j]] = j;
        }

        var rows = new ActiveRows(pruning);
        (int pairs, int count, bool[] used) = PanelSurvey.Of(table, rows, candidates);
        int[] criteria = [.. Enumerable.Range(0, used.Length).Where(i => used[i])];
        var panel = new RaschPanel(candidates, raters, criteria, pairs, count);
        panel.SetScale(table, pruning, subset);
        panel.Fill(table, rows, localRater, panel.LocalCriteria(table));
        panel.Total();
        return panel;
    }

    /// <summary>Packs the ratings of candidates who were set aside, under this panel's raters, criteria and scale.</summary>
    /// <remarks>A level that nobody else used is read as the nearest one in use.</remarks>
    public RaschPanel BuildAside(RatingTable table, RatingPruning pruning, int subset, int[] candidates, int[] localRater)
    {
        int[] localCriterion = LocalCriteria(table);
        var rows = new ActiveRows(pruning, subset, localCriterion);
        (int pairs, int count, _) = PanelSurvey.Of(table, rows, candidates);
        var panel = new RaschPanel(candidates, Raters, Criteria, pairs, count)
        {
            LowestLevel = LowestLevel,
            CategoryCount = CategoryCount,
            Stride = Stride,
        };
        panel.Fill(table, rows, localRater, localCriterion);
        panel.Total();
        return panel;
    }

    private int[] LocalCriteria(RatingTable table)
    {
        var local = new int[table.CriterionCount];
        Array.Fill(local, -1);
        for (int i = 0; i < Criteria.Length; i++)
        {
            local[Criteria[i]] = i;
        }

        return local;
    }

    private void SetScale(RatingTable table, RatingPruning pruning, int subset)
    {
        LowestLevel = new int[Criteria.Length];
        CategoryCount = new int[Criteria.Length];
        for (int i = 0; i < Criteria.Length; i++)
        {
            int cell = (subset * table.CriterionCount) + Criteria[i];
            LowestLevel[i] = pruning.Lowest[cell];
            CategoryCount[i] = pruning.Highest[cell] - pruning.Lowest[cell] + 1;
        }

        Stride = CategoryCount.Max();
    }

    private void Fill(RatingTable table, ActiveRows active, int[] localRater, int[] localCriterion)
    {
        ReadOnlySpan<int> tableRaters = table.Raters, tableCriteria = table.Criteria, starts = table.CandidateStarts;
        ReadOnlySpan<byte> levels = table.Levels;
        var keys = new long[16];
        int pair = 0, row = 0;
        for (int n = 0; n < Candidates.Length; n++)
        {
            int c = Candidates[n], count = 0;
            if (keys.Length < starts[c + 1] - starts[c])
            {
                keys = new long[Math.Max(2 * keys.Length, starts[c + 1] - starts[c])];
            }

            bool sorted = true;
            for (int r = starts[c]; r < starts[c + 1]; r++)
            {
                if (active.Takes(c, tableRaters[r], tableCriteria[r]))
                {
                    keys[count++] = ((long)localRater[tableRaters[r]] << 32) | (uint)r;
                    sorted &= count < 2 || keys[count - 1] > keys[count - 2];
                }
            }

            if (!sorted)
            {
                Array.Sort(keys, 0, count);
            }

            PairStarts[n] = pair;
            int last = -1, total = 0;
            for (int k = 0; k < count; k++)
            {
                int rater = (int)(keys[k] >> 32), source = (int)(keys[k] & uint.MaxValue);
                if (rater != last)
                {
                    last = PairRater[pair] = rater;
                    RowStarts[pair++] = row;
                }

                int criterion = localCriterion[tableCriteria[source]];
                Criterion[row] = (ushort)criterion;
                Category[row] = (byte)Math.Clamp(levels[source] - LowestLevel[criterion], 0, CategoryCount[criterion] - 1);
                total += Category[row++];
            }

            CandidateTotal[n] = total;
        }

        PairStarts[^1] = pair;
        RowStarts[^1] = row;
    }

    private void Total()
    {
        RaterTotal = new long[Raters.Length];
        RaterCount = new long[Raters.Length];
        RaterMaximum = new long[Raters.Length];
        CategoryCounts = new long[Criteria.Length * Stride];
        for (int p = 0; p < PairCount; p++)
        {
            long total = 0, maximum = 0;
            for (int row = RowStarts[p]; row < RowStarts[p + 1]; row++)
            {
                total += Category[row];
                maximum += CategoryCount[Criterion[row]] - 1;
                CategoryCounts[(Criterion[row] * Stride) + Category[row]]++;
            }

            RaterTotal[PairRater[p]] += total;
            RaterMaximum[PairRater[p]] += maximum;
            RaterCount[PairRater[p]] += RowStarts[p + 1] - RowStarts[p];
        }

        Cut(0);
    }

    /// <summary>Chooses the pieces for parallel sums of which each needs that many bytes of its own.</summary>
    /// <remarks>
    /// Enough ratings a piece to be worth a task, and few enough pieces for their private sums to stay small. The number
    /// depends on the data alone, never on the machine, so that sums are the same bits everywhere.
    /// </remarks>
    public void Cut(long bytesPerPiece)
    {
        int pieces = Math.Clamp(RowCount / 4096, 1, 8);
        while (pieces > 1 && pieces * bytesPerPiece > (8L * RowCount) + (1 << 18))
        {
            pieces /= 2;
        }

        Pieces = new int[pieces + 1];
        for (int s = 1, n = 0; s <= pieces; s++)
        {
            long until = (long)RowCount * s / pieces;
            while (n < Candidates.Length && (s == pieces || RowStarts[PairStarts[n]] < until))
            {
                n++;
            }

            Pieces[s] = n;
        }
    }

    /// <summary>Runs each piece, in parallel; work(piece, first candidate, end candidate).</summary>
    public void ForPieces(Action<int, int, int> work)
    {
        if (Pieces.Length == 2)
        {
            work(0, Pieces[0], Pieces[1]);
            return;
        }

        Parallel.For(0, Pieces.Length - 1, s => work(s, Pieces[s], Pieces[s + 1]));
    }
}
