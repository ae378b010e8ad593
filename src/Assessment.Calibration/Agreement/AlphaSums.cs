namespace Assessment.Calibration.Agreement;

/// <summary>Alpha's sufficient sums: packed pair weights P[c, k], c ≤ k, with o[c, c] = 2 P[c, c] and o[c, k] = P[c, k].</summary>
internal readonly struct AlphaSums : IAdditiveStatistic
{
    private readonly int _lowestLevel;
    private readonly int _levels;
    private readonly int[] _packed;

    public AlphaSums(int lowestLevel, int levels)
    {
        _lowestLevel = lowestLevel;
        _levels = levels;
        _packed = Packing.Table(levels);
    }

    public int SumCount => _levels * (_levels + 1) / 2;

    public int ValueCount => 4;

    public bool AddUnit(ReadOnlySpan<byte> categories, Span<double> sums)
    {
        if (categories.Length < 2)
        {
            return false;
        }

        double weight = 1.0 / (categories.Length - 1);
        for (int i = 1; i < categories.Length; i++)
        {
            int row = categories[i] * _levels;
            for (int j = 0; j < i; j++)
            {
                sums[_packed[row + categories[j]]] += weight;
            }
        }

        return true;
    }

    public void Values(ReadOnlySpan<double> sums, Span<double> values)
    {
        for (int metric = 0; metric < values.Length; metric++)
        {
            values[metric] = Value(sums, (AlphaMetric)metric);
        }
    }

    public double Value(ReadOnlySpan<double> sums, AlphaMetric metric)
    {
        Span<double> marginals = stackalloc double[256];
        Span<double> middles = stackalloc double[256];
        double total = Marginals(sums, marginals);
        double running = 0;
        for (int c = 0; c < _levels; c++)
        {
            // Σ from c to k of n(g) − (n(c) + n(k)) / 2 is the distance between the middles of the cumulated marginals.
            middles[c] = running + (marginals[c] / 2);
            running += marginals[c];
        }

        double observed = 0;
        double expected = 0;
        int at = 0;
        for (int c = 0; c < _levels; c++)
        {
            at++; // the diagonal disagrees by nothing
            for (int k = c + 1; k < _levels; k++)
            {
                double difference = metric switch
                {
                    AlphaMetric.Nominal => 1,
                    AlphaMetric.Ordinal => middles[k] - middles[c],
                    AlphaMetric.Interval => k - c,
                    _ => (k - c) / (double)(k + c + (2 * _lowestLevel)),
                };
                observed += sums[at++] * difference * difference;
                expected += marginals[c] * marginals[k] * difference * difference;
            }
        }

        return expected > 0 ? 1 - ((total - 1) * observed / expected) : double.NaN;
    }

    private double Marginals(ReadOnlySpan<double> sums, Span<double> marginals)
    {
        marginals[.._levels].Clear();
        int at = 0;
        double total = 0;
        for (int c = 0; c < _levels; c++)
        {
            for (int k = c; k < _levels; k++)
            {
                // For c = k both lines add, which makes the 2 P[c, c] of the diagonal.
                marginals[c] += sums[at];
                marginals[k] += sums[at];
                total += 2 * sums[at++];
            }
        }

        return total;
    }
}

/// <summary>Places of unordered pairs in a packed triangle.</summary>
internal static class Packing
{
    /// <summary>[a · q + b] → the place of (min, max) in rows c ≤ k.</summary>
    public static int[] Table(int q)
    {
        var table = new int[q * q];
        int at = 0;
        for (int c = 0; c < q; c++)
        {
            for (int k = c; k < q; k++)
            {
                table[(c * q) + k] = table[(k * q) + c] = at++;
            }
        }

        return table;
    }
}
