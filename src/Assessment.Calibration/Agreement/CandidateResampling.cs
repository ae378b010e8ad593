using Assessment.Calibration.Numerics;

namespace Assessment.Calibration.Agreement;

/// <summary>Standard errors and intervals by leaving out or redrawing candidates, who are the clusters: their criteria correlate.</summary>
internal static class CandidateResampling
{
    /// <summary>The method's name in a <see cref="Statistic"/>; 'analytic' falls back to the jackknife here.</summary>
    public static string MethodOf(AgreementOptions options) => options.Uncertainty == UncertaintyMethod.Bootstrap
        ? $"BCa bootstrap over candidates, {options.Replicates} replicates, seed {options.Seed}"
        : "jackknife over candidates, t interval";

    /// <summary>Estimates of values already known, with their uncertainty. Upper ends are cut at 1.</summary>
    /// <param name="table">The ratings.</param>
    /// <param name="map">Levels to categories.</param>
    /// <param name="statistic">The sums and what is made of them.</param>
    /// <param name="values">The statistics of the whole table; NaN means no variation.</param>
    /// <param name="n">What to report as n.</param>
    /// <param name="options">Jackknife or bootstrap.</param>
    /// <param name="cancellation">Looked at before each pass, and between replicates.</param>
    public static Estimate[] Estimates<T>(
        RatingTable table, CategoryMap map, T statistic, double[] values, long n, AgreementOptions options, CancellationToken cancellation)
        where T : struct, IAdditiveStatistic
    {
        cancellation.ThrowIfCancellationRequested();
        CandidateSums sums = CandidateSums.Of(table, map, statistic);
        cancellation.ThrowIfCancellationRequested();
        if (sums.Rows < 2)
        {
            return [.. values.Select(value => double.IsNaN(value) ? Estimate.None(EstimateStatus.NoVariation, n) : Estimate.Bare(value, n))];
        }

        return options.Uncertainty == UncertaintyMethod.Bootstrap
            ? Bootstrap.Estimates(sums, statistic, values, Moments(sums, statistic, values), n, options, cancellation)
            : [.. Moments(sums, statistic, values).Select((moments, v) => Intervals.StudentT(values[v], moments.StandardError, sums.Rows - 1, n))];
    }

    /// <summary>
    /// Leave-one-out: variance (J − 1) / J · Σ (θ(−j) − mean)² (Efron and Stein 1981, Annals of Statistics 9(3), 586–596), t with J − 1
    /// degrees of freedom. No uncertainty when some candidate carries all the variation, for then a leave-one-out value is undefined.
    /// </summary>
    private static JackknifeMoments[] Moments<T>(CandidateSums sums, T statistic, double[] values)
        where T : struct, IAdditiveStatistic
    {
        double[] totals = sums.Totals();
        int count = values.Length;
        // Deviations from the whole table's value, not raw squares: they are small, and their squares would cancel.
        double[][] shards = Shards.Map(sums.Rows, 1 << 10, (from, to) =>
        {
            var moments = new double[3 * count];
            var rest = new double[totals.Length];
            var leftOut = new double[count];
            for (int row = from; row < to; row++)
            {
                ReadOnlySpan<double> own = sums.Row(row);
                for (int i = 0; i < rest.Length; i++)
                {
                    rest[i] = totals[i] - own[i];
                }

                statistic.Values(rest, leftOut);
                for (int v = 0; v < count; v++)
                {
                    double deviation = leftOut[v] - values[v];
                    moments[v] += deviation;
                    moments[count + v] += deviation * deviation;
                    moments[(2 * count) + v] += deviation * deviation * deviation;
                }
            }

            return moments;
        });
        return [.. Enumerable.Range(0, count).Select(v => JackknifeMoments.Of(
            sums.Rows, shards.Sum(shard => shard[v]), shards.Sum(shard => shard[count + v]), shards.Sum(shard => shard[(2 * count) + v])))];
    }
}

/// <summary>What leaving out one candidate at a time tells of a statistic.</summary>
/// <param name="StandardError">√((J − 1) / J Σ (θ(−j) − mean)²); NaN when some θ(−j) is undefined.</param>
/// <param name="Acceleration">Σ (mean − θ(−j))³ / (6 (Σ (mean − θ(−j))²)^1.5): how the standard error changes with the value.</param>
internal readonly record struct JackknifeMoments(double StandardError, double Acceleration)
{
    /// <summary>From sums of powers of θ(−j) − θ over the rows.</summary>
    public static JackknifeMoments Of(double rows, double sum, double squares, double cubes)
    {
        double mean = sum / rows;
        double second = Math.Max(0, squares - (sum * mean));
        double third = cubes - (3 * mean * squares) + (2 * rows * mean * mean * mean);
        return new JackknifeMoments(
            Math.Sqrt((rows - 1) / rows * second), second > 0 ? -third / (6 * Math.Pow(second, 1.5)) : 0);
    }
}
