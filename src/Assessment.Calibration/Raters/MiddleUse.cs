using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Raters;

/// <summary>Use of the middle of the scale: plain counts, and the share beyond that of a rater of like leniency and common spread.</summary>
/// <remarks>
/// Expected share of the middle for rater r on criterion k: a normal variable about the model's expectation with the model's total
/// variance, cut at the middle levels' borders; a severe rater is thus expected to use the middle less. What the normal
/// approximation misses for everybody is taken off as the median over raters.
/// </remarks>
internal static class MiddleUse
{
    public static ScaleUse ScaleUseOf(RatingTable table, int rater)
    {
        ReadOnlySpan<int> rows = table.ByRater.RowsOf(rater);
        (int low, int high) = Middle(table);
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        double sum = 0, squares = 0;
        int middle = 0, used = 0, n = rows.Length;
        foreach (int row in rows)
        {
            int level = table.Levels[row];
            used += counts[level]++ == 0 ? 1 : 0;
            sum += level;
            squares += (double)level * level;
            middle += level >= low && level <= high ? 1 : 0;
        }

        return n == 0
            ? new ScaleUse(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0)
            : new ScaleUse(
                sum / n, n < 2 ? double.NaN : Math.Sqrt(Math.Max(0, (squares - (sum * sum / n)) / (n - 1))),
                (double)counts[table.LowestLevel] / n, (double)middle / n, (double)counts[table.HighestLevel] / n, used);
    }

    public static RawSignal[] Signals(RatingTable table, RaterCells cells, Func<Func<int, RawSignal>, RawSignal[]> run)
    {
        var terms = new double[table.RaterCount][];
        RawSignal[] first = run(r =>
        {
            terms[r] = Terms(table, cells, r);
            return new RawSignal(terms[r].Average(), double.NaN, double.NaN, double.NaN, terms[r].Length, EstimateStatus.Ok);
        });
        double[] values = [.. first.Where(s => !double.IsNaN(s.Value)).Select(s => s.Value).Order()];
        double median = values.Length == 0 ? 0 : (values[values.Length / 2] + values[(values.Length - 1) / 2]) / 2;
        return run(r => RaterTests.OneSided([.. terms[r].Select(t => t - median)], upper: true));
    }

    private static (int Low, int High) Middle(RatingTable table) =>
        ((table.LowestLevel + table.HighestLevel) / 2, (table.LowestLevel + table.HighestLevel + 1) / 2);

    /// <summary>Mean over the criteria of (is in the middle − expected), one term a candidate.</summary>
    private static double[] Terms(RatingTable table, RaterCells cells, int rater)
    {
        (int low, int high) = Middle(table);
        double deviation = Math.Sqrt(Math.Max(1e-12, cells.CandidateVariance + cells.ImpressionVariance + cells.ResidualVariance));
        double[] expected = [.. Enumerable.Range(0, table.CriterionCount).Select(k =>
            Normal.CDF(0, 1, (high + 0.5 - cells.Expected(rater, k)) / deviation)
            - Normal.CDF(0, 1, (low - 0.5 - cells.Expected(rater, k)) / deviation))];
        var terms = new List<double>();
        int last = -1, n = 0;
        foreach (int row in table.ByRater.RowsOf(rater))
        {
            // Rows are sorted by candidate, and ascending within the rater.
            if (table.Candidates[row] != last)
            {
                Close(terms, n);
                (last, n) = (table.Candidates[row], 0);
                terms.Add(0);
            }

            int level = table.Levels[row];
            terms[^1] += (level >= low && level <= high ? 1 : 0) - expected[table.Criteria[row]];
            n++;
        }

        Close(terms, n);
        return [.. terms];
    }

    private static void Close(List<double> terms, int n)
    {
        if (n > 0)
        {
            terms[^1] /= n;
        }
    }
}
