using Assessment.Calibration.Numerics;

namespace Assessment.Calibration.Agreement;

/// <summary>Walks all units in parallel, in fixed shards, and adds up squares of what each contributes to a coefficient.</summary>
/// <remarks>
/// Source: Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition, chapter 5 (unconditional on subjects, raters fixed):
/// var = Σ (x(i) − coefficient)² / (n (n − 1)), where x(i) = (n / n₂)(pa(i) − pe) / (1 − pe) − 2 (1 − coefficient)(pe(i) − pe) / (1 − pe).
/// </remarks>
internal static class UnitLinearization
{
    /// <summary>Gets a unit's categories and raters; true when the unit takes part, with its x(i).</summary>
    public delegate bool Contribution(ReadOnlySpan<byte> categories, ReadOnlySpan<int> raters, out double x);

    /// <summary>Σ (x − centre)² and the number of units that took part.</summary>
    public static (double Squares, long Units) Squares(RatingTable table, CategoryMap map, double centre, Contribution contribution)
    {
        (double Squares, long Units)[] shards = Shards.Map(table.CandidateCount, 1 << 12, (from, to) =>
        {
            var units = new UnitScanner(table, map);
            double squares = 0;
            long count = 0;
            for (int candidate = from; candidate < to; candidate++)
            {
                units.Load(candidate);
                for (int unit = 0; unit < units.UnitCount; unit++)
                {
                    if (contribution(units.CategoriesOf(unit), units.RatersOf(unit), out double x))
                    {
                        squares += (x - centre) * (x - centre);
                        count++;
                    }
                }
            }

            return (squares, count);
        });
        return (shards.Sum(shard => shard.Squares), shards.Sum(shard => shard.Units));
    }

    /// <summary>√(squares / (n (n − 1))), or √(squares / n²); NaN for n &lt; 2.</summary>
    public static double StandardError(double squares, long n, VarianceDivisor divisor) =>
        n < 2 ? double.NaN : Math.Sqrt(squares / (n * (double)(divisor == VarianceDivisor.Units ? n : n - 1)));

    /// <summary>Σ over ordered pairs of a unit's ratings of their weight.</summary>
    public static double PairWeight(ReadOnlySpan<byte> categories, double[] weights, int q)
    {
        double sum = 0;
        for (int i = 1; i < categories.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sum += weights[(categories[i] * q) + categories[j]];
            }
        }

        return 2 * sum;
    }
}
