namespace Assessment.Calibration.Rasch;

/// <summary>
/// Sets extreme elements aside until none is left, and labels what remains by connected subset: infinite measures carry no
/// information about anybody else's, and setting them aside can cut a subset in two.
/// </summary>
/// <remarks>Each round is linear in the ratings; a round that sets nothing aside is the last, so there are at most as many as elements.</remarks>
internal sealed class RatingPruning
{
    private readonly RatingTable _table;
    private readonly RaschScale _scale;

    private readonly bool _keepCandidates;

    private RatingPruning(RatingTable table, RaschScale scale, bool keepCandidates)
    {
        _table = table;
        _scale = scale;
        _keepCandidates = keepCandidates;
        CandidateExtreme = new ExtremeKind[table.CandidateCount];
        RaterExtreme = new ExtremeKind[table.RaterCount];
        SubsetOfCandidate = new int[table.CandidateCount];
        SubsetOfRater = new int[table.RaterCount];
    }

    public ExtremeKind[] CandidateExtreme { get; }

    public ExtremeKind[] RaterExtreme { get; }

    /// <summary>Extreme criteria, by each rater of the subset in which they are extreme; elsewhere they may not be.</summary>
    public HashSet<(int Rater, int Criterion)> SetAside { get; } = [];

    /// <summary>−1 where the candidate was set aside, or has no rating left.</summary>
    public int[] SubsetOfCandidate { get; private set; }

    public int[] SubsetOfRater { get; private set; }

    public int SubsetCount { get; private set; }

    /// <summary>Criteria set aside: which, how, and one of the raters of the subset that it happened in.</summary>
    public List<(int Criterion, ExtremeKind Kind, int AnyRater)> ExtremeCriteria { get; } = [];

    /// <summary>Lowest level in use by (subset, criterion), 255 where none; under the rating scale the same for all of a subset's criteria.</summary>
    public byte[] Lowest { get; private set; } = [];

    public byte[] Highest { get; private set; } = [];

    /// <param name="table">All ratings.</param>
    /// <param name="scale">Whether criteria share their levels' thresholds.</param>
    /// <param name="keepCandidates">Whether extreme candidates stay in the fit, as they do where abilities are integrated out.</param>
    /// <param name="cancellation">Looked at before each round.</param>
    public static RatingPruning Of(RatingTable table, RaschScale scale, bool keepCandidates, CancellationToken cancellation = default)
    {
        var pruning = new RatingPruning(table, scale, keepCandidates);
        do
        {
            cancellation.ThrowIfCancellationRequested();
            pruning.Label();
            pruning.FindEnds();
        }
        while (pruning.SetExtremesAside());
        return pruning;
    }

    /// <summary>Whether a row takes part in the fit.</summary>
    public bool IsActive(int candidate, int rater, int criterion) =>
        CandidateExtreme[candidate] == ExtremeKind.None && RaterExtreme[rater] == ExtremeKind.None
        && (SetAside.Count == 0 || !SetAside.Contains((rater, criterion)));

    private void Label()
    {
        int candidates = _table.CandidateCount;
        int[] parent = new int[candidates + _table.RaterCount];
        var seen = new bool[parent.Length];
        for (int i = 0; i < parent.Length; i++)
        {
            parent[i] = i;
        }

        ReadOnlySpan<int> raters = _table.Raters, criteria = _table.Criteria, starts = _table.CandidateStarts;
        for (int c = 0; c < candidates; c++)
        {
            int last = -1;
            for (int row = starts[c]; row < starts[c + 1]; row++)
            {
                if (!IsActive(c, raters[row], criteria[row]) || raters[row] == last)
                {
                    continue;
                }

                last = raters[row];
                seen[c] = seen[candidates + last] = true;
                int a = Find(parent, c), b = Find(parent, candidates + last);
                (a, b) = a < b ? (a, b) : (b, a);
                parent[b] = a;
            }
        }

        // Roots are candidates (the smaller index wins), so subsets are numbered by their first candidate.
        var label = new int[parent.Length];
        SubsetCount = 0;
        for (int i = 0; i < parent.Length; i++)
        {
            int root = Find(parent, i);
            label[i] = !seen[i] ? -1 : root == i ? SubsetCount++ : label[root];
        }

        SubsetOfCandidate = label[..candidates];
        SubsetOfRater = label[candidates..];
    }

    private static int Find(int[] parent, int i)
    {
        while (parent[i] != i)
        {
            i = parent[i] = parent[parent[i]];
        }

        return i;
    }

    private void FindEnds()
    {
        int criterionCount = _table.CriterionCount;
        Lowest = new byte[(long)SubsetCount * criterionCount];
        Highest = new byte[(long)SubsetCount * criterionCount];
        Array.Fill(Lowest, byte.MaxValue);
        ReadOnlySpan<int> raters = _table.Raters, criteria = _table.Criteria, starts = _table.CandidateStarts;
        ReadOnlySpan<byte> levels = _table.Levels;
        for (int c = 0; c < _table.CandidateCount; c++)
        {
            int at = SubsetOfCandidate[c] * criterionCount;
            for (int row = starts[c]; row < starts[c + 1] && at >= 0; row++)
            {
                if (IsActive(c, raters[row], criteria[row]))
                {
                    int cell = at + criteria[row];
                    Lowest[cell] = Math.Min(Lowest[cell], levels[row]);
                    Highest[cell] = Math.Max(Highest[cell], levels[row]);
                }
            }
        }

        for (int s = 0; s < SubsetCount && _scale == RaschScale.RatingScale; s++)
        {
            Span<byte> low = Lowest.AsSpan(s * criterionCount, criterionCount), high = Highest.AsSpan(s * criterionCount, criterionCount);
            byte lowest = byte.MaxValue, highest = 0;
            for (int i = 0; i < criterionCount; i++)
            {
                lowest = Math.Min(lowest, low[i]);
                highest = Math.Max(highest, low[i] == byte.MaxValue ? (byte)0 : high[i]);
            }

            low.Fill(lowest);
            high.Fill(highest);
        }
    }

    /// <summary>Bit 1: some rating is above the lowest; bit 2: some is below the highest; bit 4: there is one.</summary>
    private bool SetExtremesAside()
    {
        int criterionCount = _table.CriterionCount;
        var raterBits = new byte[_table.RaterCount];
        var criterionBits = new byte[(long)SubsetCount * criterionCount];
        bool any = false;
        ReadOnlySpan<int> raters = _table.Raters, criteria = _table.Criteria, starts = _table.CandidateStarts;
        ReadOnlySpan<byte> levels = _table.Levels;
        for (int c = 0; c < _table.CandidateCount; c++)
        {
            int at = SubsetOfCandidate[c] * criterionCount;
            byte bits = 0;
            for (int row = starts[c]; row < starts[c + 1] && at >= 0; row++)
            {
                if (!IsActive(c, raters[row], criteria[row]))
                {
                    continue;
                }

                int cell = at + criteria[row];
                byte bit = (byte)(4 | (levels[row] > Lowest[cell] ? 1 : 0) | (levels[row] < Highest[cell] ? 2 : 0));
                bits |= bit;
                raterBits[raters[row]] |= bit;
                criterionBits[cell] |= bit;
            }

            ExtremeKind kind = _keepCandidates ? ExtremeKind.None : KindOf(bits);
            any |= kind != ExtremeKind.None;
            CandidateExtreme[c] = kind == ExtremeKind.None ? CandidateExtreme[c] : kind;
        }

        for (int r = 0; r < raterBits.Length; r++)
        {
            ExtremeKind kind = KindOf(raterBits[r]);
            any |= kind != ExtremeKind.None;
            RaterExtreme[r] = kind == ExtremeKind.None ? RaterExtreme[r] : kind;
        }

        return SetCriteriaAside(criterionBits) || any;
    }

    private bool SetCriteriaAside(byte[] criterionBits)
    {
        int criterionCount = _table.CriterionCount;
        List<int>?[]? ratersOfSubset = null;
        bool any = false;
        for (int cell = 0; cell < criterionBits.Length; cell++)
        {
            ExtremeKind kind = KindOf(criterionBits[cell]);
            if (kind == ExtremeKind.None)
            {
                continue;
            }

            any = true;
            ratersOfSubset ??= RatersBySubset();
            List<int> raters = ratersOfSubset[cell / criterionCount]!;
            ExtremeCriteria.Add((cell % criterionCount, kind, raters[0]));
            foreach (int rater in raters)
            {
                SetAside.Add((rater, cell % criterionCount));
            }
        }

        return any;
    }

    private List<int>?[] RatersBySubset()
    {
        var bySubset = new List<int>?[SubsetCount];
        for (int r = 0; r < SubsetOfRater.Length; r++)
        {
            if (SubsetOfRater[r] >= 0)
            {
                (bySubset[SubsetOfRater[r]] ??= []).Add(r);
            }
        }

        return bySubset;
    }

    private static ExtremeKind KindOf(byte bits) => bits switch
    {
        4 => ExtremeKind.NoVariation,
        4 | 1 => ExtremeKind.Highest,
        4 | 2 => ExtremeKind.Lowest,
        _ => ExtremeKind.None,
    };
}
