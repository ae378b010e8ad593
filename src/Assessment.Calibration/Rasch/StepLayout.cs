namespace Assessment.Calibration.Rasch;

/// <summary>
/// Where the parameters of criteria and thresholds sit. Parameters point towards higher levels: easiness f = −difficulty,
/// step e = −threshold; a rating's log-odds at category k are k·η + w_k with w_k = k·f + Σ e over the boundaries up to k.
/// </summary>
/// <remarks>
/// Extended parameters are redundant (f of every criterion and e of every boundary under the rating scale; e of every criterion
/// and boundary under partial credit). Free parameters are not: extended = Map × free. A level that nobody used has probability
/// zero (the limit of the likelihood's maximum) and no boundary of its own; the boundary above it spans the gap.
/// </remarks>
internal sealed class StepLayout
{
    private readonly List<int> _deviationOf = [];
    private readonly int[] _group;
    private int _firstDeviation;

    public StepLayout(RaschPanel panel, RaschScale scale, int[] criterionGroup)
    {
        Scale = scale;
        _group = criterionGroup;
        Criteria = panel.Criteria.Length;
        Stride = panel.Stride;
        Observed = ObservedCategories(panel, scale);
        Index = new int[Criteria * Stride];
        Gap = new int[Criteria * Stride];
        ExtendedCount = scale == RaschScale.RatingScale ? NumberShared() : NumberOwn();
        Map = BuildMap(criterionGroup);
    }

    public RaschScale Scale { get; }

    public int Criteria { get; }

    /// <summary>Row length of the per-criterion tables.</summary>
    public int Stride { get; }

    /// <summary>observed[criterion, category].</summary>
    public bool[] Observed { get; }

    /// <summary>index[criterion, 0]: extended parameter of the easiness, or −1; index[criterion, k]: of the boundary below k, or −1.</summary>
    public int[] Index { get; }

    /// <summary>gap[criterion, k]: how many levels the boundary below k spans; 0 where there is none.</summary>
    public int[] Gap { get; }

    public int ExtendedCount { get; }

    public int FreeCount { get; private set; }

    /// <summary>map[extended × FreeCount + free].</summary>
    public double[] Map { get; }

    /// <summary>Free parameter of each criterion's easiness; −1 for the last of each group, which is minus the sum of the others.</summary>
    public int[] EasinessFree { get; private set; } = [];

    /// <summary>w[criterion, category] for given extended parameters; −∞ for unused categories.</summary>
    public void LogWeights(ReadOnlySpan<double> extended, Span<double> weights)
    {
        for (int i = 0; i < Criteria; i++)
        {
            int at = i * Stride;
            double easiness = Index[at] >= 0 ? extended[Index[at]] : 0, sum = 0;
            weights[at] = 0;
            for (int k = 1; k < Stride; k++)
            {
                if (!Observed[at + k])
                {
                    weights[at + k] = double.NegativeInfinity;
                    continue;
                }

                sum += extended[Index[at + k]];
                weights[at + k] = (k * easiness) + sum;
            }
        }
    }

    /// <summary>Easiness of a criterion: under partial credit the mean of its steps.</summary>
    public double Easiness(int criterion, ReadOnlySpan<double> extended)
    {
        int at = criterion * Stride;
        if (Index[at] >= 0)
        {
            return extended[Index[at]];
        }

        double sum = 0, gaps = 0;
        for (int k = 1; k < Stride; k++)
        {
            sum += Gap[at + k] > 0 ? extended[Index[at + k]] : 0;
            gaps += Gap[at + k];
        }

        return sum / gaps;
    }

    /// <summary>Derivative of a criterion's easiness by the free parameters.</summary>
    public double[] EasinessGradient(int criterion)
    {
        var gradient = new double[FreeCount];
        for (int g = 0; g < Criteria; g++)
        {
            if (EasinessFree[criterion] >= 0 ? g == criterion : _group[g] == _group[criterion] && g != criterion)
            {
                gradient[EasinessFree[g]] = EasinessFree[criterion] >= 0 ? 1 : -1;
            }
        }

        return gradient;
    }

    /// <summary>The starting point: log ratios of neighbouring categories' counts, centred; easiness zero.</summary>
    public double[] Start(RaschPanel panel)
    {
        var free = new double[FreeCount];
        var extended = new double[ExtendedCount];
        for (int i = 0; i < (Scale == RaschScale.RatingScale ? 1 : Criteria); i++)
        {
            int at = i * Stride, last = 0;
            double sum = 0, gaps = 0;
            for (int k = 1; k < Stride; k++)
            {
                if (Gap[at + k] > 0)
                {
                    extended[Index[at + k]] = Math.Log((Count(panel, i, k) + 0.5) / (Count(panel, i, last) + 0.5));
                    sum += extended[Index[at + k]];
                    gaps += Gap[at + k];
                    last = k;
                }
            }

            for (int k = 1; k < Stride; k++)
            {
                if (Gap[at + k] > 0)
                {
                    extended[Index[at + k]] -= Gap[at + k] * sum / gaps;
                }
            }
        }

        return Project(extended, free);
    }

    /// <summary>extended = Map × free.</summary>
    public void Extend(ReadOnlySpan<double> free, Span<double> extended)
    {
        for (int e = 0; e < ExtendedCount; e++)
        {
            double sum = 0;
            for (int f = 0; f < FreeCount; f++)
            {
                sum += Map[(e * FreeCount) + f] * free[f];
            }

            extended[e] = sum;
        }
    }

    // Deviations are free parameters as they stand (all but the last of each set), so projection is a copy.
    private double[] Project(double[] extended, double[] free)
    {
        for (int f = _firstDeviation; f < FreeCount; f++)
        {
            free[f] = extended[_deviationOf[f - _firstDeviation]];
        }

        return free;
    }

    private static long Count(RaschPanel panel, int criterion, int category) => panel.CategoryCounts[(criterion * panel.Stride) + category];

    private static bool[] ObservedCategories(RaschPanel panel, RaschScale scale)
    {
        var observed = new bool[panel.CategoryCounts.Length];
        for (int cell = 0; cell < observed.Length; cell++)
        {
            int from = scale == RaschScale.PartialCredit ? cell : cell % panel.Stride;
            int step = scale == RaschScale.PartialCredit ? observed.Length : panel.Stride;
            for (int other = from; other < observed.Length && !observed[cell]; other += step)
            {
                observed[cell] = panel.CategoryCounts[other] > 0;
            }
        }

        return observed;
    }

    private int NumberShared()
    {
        int next = Criteria;
        for (int i = 0; i < Criteria; i++)
        {
            Index[i * Stride] = i;
            next = Criteria;
            Number(i, ref next);
        }

        return next;
    }

    private int NumberOwn()
    {
        int next = 0;
        for (int i = 0; i < Criteria; i++)
        {
            Index[i * Stride] = -1;
            Number(i, ref next);
        }

        return next;
    }

    private void Number(int criterion, ref int next)
    {
        int at = criterion * Stride, last = 0;
        for (int k = 1; k < Stride; k++)
        {
            bool boundary = Observed[at + k];
            Index[at + k] = boundary ? next++ : -1;
            Gap[at + k] = boundary ? k - last : 0;
            last = boundary ? k : last;
        }
    }

    private double[] BuildMap(int[] criterionGroup)
    {
        // Easiness: within each group of criteria the last one is minus the sum of the others.
        var lastOf = new Dictionary<int, int>();
        for (int i = 0; i < Criteria; i++)
        {
            lastOf[criterionGroup[i]] = i;
        }

        EasinessFree = new int[Criteria];
        int free = 0;
        for (int i = 0; i < Criteria; i++)
        {
            EasinessFree[i] = lastOf[criterionGroup[i]] == i ? -1 : free++;
        }

        _firstDeviation = free;
        int sets = Scale == RaschScale.RatingScale ? 1 : Criteria;
        for (int i = 0; i < sets; i++)
        {
            int[] own = [.. Enumerable.Range(1, Stride - 1).Select(k => (i * Stride) + k).Where(cell => Gap[cell] > 0).Select(cell => Index[cell])];
            _deviationOf.AddRange(own.SkipLast(1));
        }

        FreeCount = free + _deviationOf.Count;
        var map = new double[ExtendedCount * FreeCount];
        for (int i = 0; i < Criteria; i++)
        {
            int at = i * Stride;
            for (int k = 0; k < Stride; k++)
            {
                double weight = Scale == RaschScale.RatingScale ? (k == 0 ? 1 : 0) : Gap[at + k];
                for (int g = 0; g < Criteria && weight > 0; g++)
                {
                    double sign = EasinessFree[i] >= 0 ? (g == i ? 1 : 0) : (criterionGroup[g] == criterionGroup[i] && g != i ? -1 : 0);
                    if (sign != 0)
                    {
                        map[(Index[at + k] * FreeCount) + EasinessFree[g]] += weight * sign;
                    }
                }
            }
        }

        for (int f = _firstDeviation; f < FreeCount; f++)
        {
            int e = _deviationOf[f - _firstDeviation];
            map[(e * FreeCount) + f] = 1;
            map[(LastOfSet(e) * FreeCount) + f] = -1;
        }

        return map;
    }

    private int LastOfSet(int extended)
    {
        int last = -1;
        for (int i = 0; i < (Scale == RaschScale.RatingScale ? 1 : Criteria) && last < extended; i++)
        {
            for (int k = 1; k < Stride; k++)
            {
                last = Index[(i * Stride) + k] > last ? Index[(i * Stride) + k] : last;
            }
        }

        return last;
    }
}
