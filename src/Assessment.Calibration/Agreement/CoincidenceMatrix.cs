using System.Runtime.CompilerServices;
using Assessment.Calibration.Numerics;

namespace Assessment.Calibration.Agreement;

/// <summary>
/// Krippendorff's coincidence matrix of K levels, kept as exact integers by unit size. It can be filled in shards and merged, and a unit
/// can be taken out again; neither the order nor the cut changes a bit of the result.
/// </summary>
/// <remarks>
/// o(c, k) = Σ over units of pairs (c, k) / (m − 1), where m is how many ratings the unit has (Krippendorff 2011, Computing
/// Krippendorff's Alpha-Reliability, section C). Pairs are counted for each m apart, so the sums of fractions are taken only at the end.
/// Not safe for use by two threads.
/// </remarks>
public sealed class CoincidenceMatrix
{
    private readonly List<long[]?> _pairsBySize = []; // [m] → K·K counts of unordered pairs, at (earlier, later) rating
    private readonly int _categories;

    /// <summary>An empty matrix of levels lowest .. highest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ lowest ≤ highest ≤ 255.</exception>
    public CoincidenceMatrix(int lowestLevel, int highestLevel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lowestLevel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(highestLevel, byte.MaxValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lowestLevel, highestLevel);
        LowestLevel = lowestLevel;
        _categories = highestLevel - lowestLevel + 1;
    }

    /// <summary>The level of the first row and column.</summary>
    public int LowestLevel { get; }

    /// <summary>How many levels there are, K.</summary>
    public int LevelCount => _categories;

    /// <summary>Units with two ratings or more.</summary>
    public long UnitCount { get; private set; }

    /// <summary>Ratings in those units: Krippendorff's n, the sum of the matrix.</summary>
    public long PairableCount { get; private set; }

    /// <summary>All units of a table: a candidate's criterion is a unit. Parallel, linear in ratings.</summary>
    public static CoincidenceMatrix Of(RatingTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        CategoryMap map = CategoryMap.Of(table, CategoryBasis.Scale);
        CoincidenceMatrix[] shards = Shards.Map(table.CandidateCount, 1 << 12, (from, to) =>
        {
            var matrix = new CoincidenceMatrix(table.LowestLevel, table.HighestLevel);
            var units = new UnitScanner(table, map);
            for (int candidate = from; candidate < to; candidate++)
            {
                units.Load(candidate);
                for (int unit = 0; unit < units.UnitCount; unit++)
                {
                    matrix.Count(units.CategoriesOf(unit), 1);
                }
            }

            return matrix;
        });
        var total = new CoincidenceMatrix(table.LowestLevel, table.HighestLevel);
        foreach (CoincidenceMatrix shard in shards)
        {
            total.Merge(shard);
        }

        return total;
    }

    /// <summary>Adds a unit: all ratings of one thing. One rating alone changes nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A level is outside the matrix.</exception>
    public void Add(ReadOnlySpan<byte> levels) => Count(Shifted(levels), 1);

    /// <summary>Takes out a unit that was added, as when a rating is amended: remove the old unit, add the new one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A level is outside the matrix.</exception>
    public void Remove(ReadOnlySpan<byte> levels) => Count(Shifted(levels), -1);

    /// <summary>Adds another matrix's counts.</summary>
    /// <exception cref="ArgumentException">The levels differ.</exception>
    public void Merge(CoincidenceMatrix other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._categories != _categories || other.LowestLevel != LowestLevel)
        {
            throw new ArgumentException("The levels differ.", nameof(other));
        }

        UnitCount += other.UnitCount;
        PairableCount += other.PairableCount;
        for (int m = 2; m < other._pairsBySize.Count; m++)
        {
            if (other._pairsBySize[m] is long[] theirs)
            {
                long[] ours = PairsOf(m);
                for (int i = 0; i < ours.Length; i++)
                {
                    ours[i] += theirs[i];
                }
            }
        }
    }

    /// <summary>o[c, k], symmetric, K × K; sums to <see cref="PairableCount"/>.</summary>
    public double[,] Coincidences()
    {
        var matrix = new double[_categories, _categories];
        for (int m = 2; m < _pairsBySize.Count; m++)
        {
            if (_pairsBySize[m] is long[] pairs)
            {
                for (int c = 0; c < _categories; c++)
                {
                    for (int k = 0; k < _categories; k++)
                    {
                        matrix[c, k] += (pairs[(c * _categories) + k] + pairs[(k * _categories) + c]) / (double)(m - 1);
                    }
                }
            }
        }

        return matrix;
    }

    /// <summary>P[c, k] = o[c, k] for c &lt; k and o[c, c] / 2, packed by rows: the sums that alpha is computed from.</summary>
    internal double[] PackedPairs()
    {
        double[,] matrix = Coincidences();
        var packed = new double[_categories * (_categories + 1) / 2];
        int at = 0;
        for (int c = 0; c < _categories; c++)
        {
            for (int k = c; k < _categories; k++)
            {
                packed[at++] = c == k ? matrix[c, c] / 2 : matrix[c, k];
            }
        }

        return packed;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a small table is done before tiered compilation would get here
    private void Count(ReadOnlySpan<byte> categories, int sign)
    {
        int m = categories.Length;
        if (m < 2)
        {
            return;
        }

        UnitCount += sign;
        PairableCount += sign * m;
        long[] pairs = m < _pairsBySize.Count && _pairsBySize[m] is long[] known ? known : PairsOf(m);
        if (m > 2 * _categories)
        {
            CountByLevel(categories, pairs, sign);
            return;
        }

        for (int i = 1; i < categories.Length; i++)
        {
            int later = categories[i];
            for (int j = 0; j < i; j++)
            {
                pairs[(categories[j] * _categories) + later] += sign;
            }
        }
    }

    private void CountByLevel(ReadOnlySpan<byte> categories, long[] pairs, int sign)
    {
        Span<long> counts = stackalloc long[256];
        counts.Clear();
        foreach (byte category in categories)
        {
            counts[category]++;
        }

        for (int c = 0; c < _categories; c++)
        {
            pairs[(c * _categories) + c] += sign * (counts[c] * (counts[c] - 1) / 2);
            for (int k = c + 1; k < _categories; k++)
            {
                pairs[(c * _categories) + k] += sign * counts[c] * counts[k];
            }
        }
    }

    private long[] PairsOf(int size)
    {
        while (_pairsBySize.Count <= size)
        {
            _pairsBySize.Add(null);
        }

        return _pairsBySize[size] ??= new long[_categories * _categories];
    }

    private byte[] Shifted(ReadOnlySpan<byte> levels)
    {
        var shifted = new byte[levels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(levels[i], LowestLevel, nameof(levels));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(levels[i], LowestLevel + _categories, nameof(levels));
            shifted[i] = (byte)(levels[i] - LowestLevel);
        }

        return shifted;
    }
}
