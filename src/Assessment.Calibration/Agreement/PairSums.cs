namespace Assessment.Calibration.Agreement;

/// <summary>
/// Sums for per cent agreement, Brennan–Prediger, Fleiss' κ and AC: packed pair weights 1 / (m (m − 1)), category shares r(k) / m,
/// units with a pair, units. Units with one rating count in the shares.
/// </summary>
internal readonly struct PairSums : IAdditiveStatistic
{
    private readonly int _categories;
    private readonly int[] _packed;
    private readonly double[] _weights;
    private readonly double _weightSum;

    public PairSums(int categories, double[] weights)
    {
        _categories = categories;
        _packed = Packing.Table(categories);
        _weights = weights;
        _weightSum = weights.Sum();
    }

    private int Pairs => _categories * (_categories + 1) / 2;

    public int SumCount => Pairs + _categories + 2;

    /// <summary>In the order of <see cref="AgreementCoefficient"/>: per cent, Brennan–Prediger, Fleiss, AC.</summary>
    public int ValueCount => 4;

    public bool AddUnit(ReadOnlySpan<byte> categories, Span<double> sums)
    {
        int m = categories.Length;
        double share = 1.0 / m;
        for (int i = 0; i < categories.Length; i++)
        {
            sums[Pairs + categories[i]] += share;
        }

        sums[Pairs + _categories + 1]++;
        if (m > 1)
        {
            sums[Pairs + _categories]++;
            double weight = 2 * share / (m - 1);
            for (int i = 1; i < categories.Length; i++)
            {
                int row = categories[i] * _categories;
                for (int j = 0; j < i; j++)
                {
                    sums[_packed[row + categories[j]]] += weight;
                }
            }
        }

        return true;
    }

    public void Values(ReadOnlySpan<double> sums, Span<double> values)
    {
        double observed = Observed(sums);
        for (int coefficient = 0; coefficient < values.Length; coefficient++)
        {
            double chance = Chance(sums, (AgreementCoefficient)coefficient);
            values[coefficient] = Degenerate.BeyondChance(observed, chance);
        }
    }

    public double Observed(ReadOnlySpan<double> sums)
    {
        double observed = 0;
        int at = 0;
        for (int k = 0; k < _categories; k++)
        {
            for (int l = k; l < _categories; l++)
            {
                observed += sums[at++] * _weights[(k * _categories) + l];
            }
        }

        return observed / UnitsWithPairs(sums);
    }

    public double Chance(ReadOnlySpan<double> sums, AgreementCoefficient coefficient)
    {
        double q = _categories;
        double units = Units(sums);
        ReadOnlySpan<double> shares = sums.Slice(Pairs, _categories);
        switch (coefficient)
        {
            case AgreementCoefficient.PercentAgreement:
                return 0;
            case AgreementCoefficient.BrennanPrediger:
                return _weightSum / (q * q);
            case AgreementCoefficient.GwetAC:
                double spread = 0;
                foreach (double share in shares)
                {
                    spread += share / units * (1 - (share / units));
                }

                return q == 1 ? 1 : _weightSum * spread / (q * (q - 1));
            default:
                double chance = 0;
                for (int k = 0; k < _categories; k++)
                {
                    for (int l = 0; l < _categories; l++)
                    {
                        chance += _weights[(k * _categories) + l] * shares[k] * shares[l];
                    }
                }

                return chance / (units * units);
        }
    }

    public double Share(ReadOnlySpan<double> sums, int category) => sums[Pairs + category] / Units(sums);

    public double UnitsWithPairs(ReadOnlySpan<double> sums) => sums[Pairs + _categories];

    public double Units(ReadOnlySpan<double> sums) => sums[Pairs + _categories + 1];
}
