namespace Assessment.Calibration.Agreement;

/// <summary>The units that two raters both rated, as a contingency table and by candidate.</summary>
internal sealed class SharedUnits
{
    private readonly List<(int Candidate, byte First, byte Second)> _units;
    private readonly int _q;
    private readonly double[] _counts; // [first · q + second]

    private SharedUnits(List<(int Candidate, byte First, byte Second)> units, int categories)
    {
        _units = units;
        _q = categories;
        _counts = new double[_q * _q];
        foreach (var (_, first, second) in units)
        {
            _counts[(first * _q) + second]++;
        }
    }

    public long Count => _units.Count;

    public static SharedUnits Of(RatingTable table, int first, int second, CategoryBasis basis)
    {
        var units = Matched(table, first, second);
        bool[] used = new bool[256];
        used.AsSpan(table.LowestLevel, table.LevelCount).Fill(basis == CategoryBasis.Scale);
        foreach (var (_, a, b) in units)
        {
            used[a] = used[b] = true;
        }

        var category = new byte[256];
        int q = 0;
        for (int level = 0; level < 256; level++)
        {
            category[level] = (byte)q;
            q += used[level] ? 1 : 0;
        }

        return new SharedUnits(units.ConvertAll(unit => (unit.Candidate, category[unit.First], category[unit.Second])), q);
    }

    public double Kappa(AgreementWeights weights) => Kappa(weights.For(_q), _counts, Count).Kappa;

    public Estimate Analytic(AgreementWeights weights)
    {
        double[] w = weights.For(_q);
        double n = Count;
        var (kappa, chance, rows, columns) = Kappa(w, _counts, n);
        if (double.IsNaN(kappa))
        {
            return Estimate.None(EstimateStatus.NoVariation, Count);
        }

        // w̄(k·) = Σ over l of w(k, l) p(·l), and likewise by columns.
        double sum = 0;
        for (int k = 0; k < _q; k++)
        {
            for (int l = 0; l < _q; l++)
            {
                double byRow = 0;
                double byColumn = 0;
                for (int j = 0; j < _q; j++)
                {
                    byRow += w[(k * _q) + j] * columns[j];
                    byColumn += w[(j * _q) + l] * rows[j];
                }

                double term = w[(k * _q) + l] - ((1 - kappa) * (byRow + byColumn));
                sum += _counts[(k * _q) + l] / n * term * term;
            }
        }

        double tail = kappa - (chance * (1 - kappa));
        double standardError = Math.Sqrt(Math.Max(0, sum - (tail * tail)) / n) / (1 - chance);
        Estimate estimate = Estimate.Normal(kappa, standardError, Count);
        return estimate with { Upper = Math.Min(1, estimate.Upper) };
    }

    public Estimate Jackknife(AgreementWeights weights)
    {
        double[] w = weights.For(_q);
        double kappa = Kappa(w, _counts, Count).Kappa;
        if (double.IsNaN(kappa))
        {
            return Estimate.None(EstimateStatus.NoVariation, Count);
        }

        var rest = (double[])_counts.Clone();
        double sum = 0;
        double squares = 0;
        int clusters = 0;
        for (int start = 0; start < _units.Count; clusters++)
        {
            int end = start;
            for (; end < _units.Count && _units[end].Candidate == _units[start].Candidate; end++)
            {
                rest[(_units[end].First * _q) + _units[end].Second]--;
            }

            double deviation = Kappa(w, rest, Count - (end - start)).Kappa - kappa;
            sum += deviation;
            squares += deviation * deviation;
            for (; start < end; start++)
            {
                rest[(_units[start].First * _q) + _units[start].Second]++;
            }
        }

        double variance = (clusters - 1.0) / clusters * Math.Max(0, squares - (sum * sum / clusters));
        return Intervals.StudentT(kappa, Math.Sqrt(variance), clusters - 1, Count);
    }

    private (double Kappa, double Chance, double[] Rows, double[] Columns) Kappa(double[] weights, double[] counts, double n)
    {
        var rows = new double[_q];
        var columns = new double[_q];
        double observed = 0;
        for (int k = 0; k < _q; k++)
        {
            for (int l = 0; l < _q; l++)
            {
                double share = counts[(k * _q) + l] / n;
                rows[k] += share;
                columns[l] += share;
                observed += weights[(k * _q) + l] * share;
            }
        }

        double chance = 0;
        for (int k = 0; k < _q; k++)
        {
            for (int l = 0; l < _q; l++)
            {
                chance += weights[(k * _q) + l] * rows[k] * columns[l];
            }
        }

        return (Degenerate.BeyondChance(observed, chance), chance, rows, columns);
    }

    /// <summary>By candidate; a criterion rated in several periods counts once, by each rater's first rating.</summary>
    private static List<(int Candidate, byte First, byte Second)> Matched(RatingTable table, int first, int second)
    {
        var units = new List<(int, byte, byte)>();
        ReadOnlySpan<int> a = table.ByRater.RowsOf(first);
        ReadOnlySpan<int> b = table.ByRater.RowsOf(second);
        var seen = new HashSet<int>();
        int j = 0;
        int previous = -1;
        foreach (int row in a)
        {
            int candidate = table.Candidates[row];
            if (candidate != previous)
            {
                seen.Clear();
                previous = candidate;
            }

            while (j < b.Length && table.Candidates[b[j]] < candidate)
            {
                j++;
            }

            for (int i = j; i < b.Length && table.Candidates[b[i]] == candidate; i++)
            {
                if (table.Criteria[b[i]] == table.Criteria[row])
                {
                    if (seen.Add(table.Criteria[row]))
                    {
                        units.Add((candidate, table.Levels[row], table.Levels[b[i]]));
                    }

                    break;
                }
            }
        }

        return units;
    }
}
