using Assessment.Calibration.Numerics;

namespace Assessment.Calibration.Agreement;

/// <summary>The sums of each candidate, a row each, padded to whole vectors of four.</summary>
/// <remarks>
/// To keep memory within bounds, neighbouring candidates share a row once there would be more than 2²⁴ numbers (128 MiB);
/// the jackknife then leaves out groups, and the bootstrap draws groups.
/// </remarks>
internal sealed class CandidateSums
{
    private const int MaximumNumbers = 1 << 24;

    private CandidateSums(int rows, int stride, double[] values)
    {
        Rows = rows;
        Stride = stride;
        Values = values;
    }

    /// <summary>How many candidates (or groups) take part.</summary>
    public int Rows { get; }

    public int Stride { get; }

    public double[] Values { get; }

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Stride, Stride);

    public static CandidateSums Of<T>(RatingTable table, CategoryMap map, T statistic)
        where T : struct, IAdditiveStatistic
    {
        int stride = (statistic.SumCount + 3) & ~3;
        int candidates = table.CandidateCount;
        int perRow = (int)Math.Max(1, (((long)candidates * stride) + MaximumNumbers - 1) / MaximumNumbers);
        int rows = (candidates + perRow - 1) / perRow;
        var values = new double[rows * stride];
        var takesPart = new bool[rows];
        _ = Shards.Map(rows, 1 << 10, (from, to) =>
        {
            var units = new UnitScanner(table, map);
            for (int row = from; row < to; row++)
            {
                Span<double> sums = values.AsSpan(row * stride, stride);
                for (int candidate = row * perRow; candidate < Math.Min(candidates, (row + 1) * perRow); candidate++)
                {
                    units.Load(candidate);
                    for (int unit = 0; unit < units.UnitCount; unit++)
                    {
                        takesPart[row] |= statistic.AddUnit(units.CategoriesOf(unit), sums);
                    }
                }
            }

            return 0;
        });
        return new CandidateSums(Compact(values, takesPart, stride), stride, values);
    }

    /// <summary>Column sums, by fixed shards and in order.</summary>
    public double[] Totals()
    {
        double[][] shards = Shards.Map(Rows, 1 << 12, (from, to) =>
        {
            var sums = new double[Stride];
            for (int row = from; row < to; row++)
            {
                ReadOnlySpan<double> values = Row(row);
                for (int i = 0; i < sums.Length; i++)
                {
                    sums[i] += values[i];
                }
            }

            return sums;
        });
        var totals = new double[Stride];
        foreach (double[] shard in shards)
        {
            for (int i = 0; i < totals.Length; i++)
            {
                totals[i] += shard[i];
            }
        }

        return totals;
    }

    private static int Compact(double[] values, bool[] takesPart, int stride)
    {
        int kept = 0;
        for (int row = 0; row < takesPart.Length; row++)
        {
            if (takesPart[row])
            {
                if (kept != row)
                {
                    values.AsSpan(row * stride, stride).CopyTo(values.AsSpan(kept * stride, stride));
                }

                kept++;
            }
        }

        return kept;
    }
}
