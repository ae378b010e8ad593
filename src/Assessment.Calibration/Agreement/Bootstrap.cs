using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Assessment.Calibration.Numerics;
using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Agreement;

/// <summary>
/// The bootstrap over candidates (Efron 1979, Annals of Statistics 7(1), 1–26): draw J of the J candidates with replacement, add their sums,
/// compute the statistics; replicates go in parallel, each with its own stream of random numbers. Intervals are bias-corrected and
/// accelerated (BCa, Efron 1987, Journal of the American Statistical Association 82(397), 171–185): chance agreement counts a candidate
/// drawn twice as agreeing with himself, so replicates lie low by a term of 1 / J, which plain percentiles would keep.
/// </summary>
/// <remarks>
/// A replicate is a count for each candidate times the candidates' sums: a matrix product. Four replicates share one pass over tiles of
/// candidates that stay in the first-level cache. No fused multiply-add, so that all machines give the same bits.
/// </remarks>
internal static class Bootstrap
{
    private const int Together = 4;
    private const int Tile = 128;

    public static Estimate[] Estimates<T>(CandidateSums sums, T statistic, double[] values, JackknifeMoments[] moments, long n, AgreementOptions options,
        CancellationToken cancellation)
        where T : struct, IAdditiveStatistic
    {
        int replicates = options.Replicates;
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 50);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicates, 100_000);
        int count = values.Length;
        var drawn = new double[replicates * count];
        int blocks = (replicates + Together - 1) / Together;
        Parallel.For(
            0, blocks, new ParallelOptions { CancellationToken = cancellation }, () => new Workspace(sums), (block, _, workspace) =>
            {
                int first = block * Together;
                int size = Math.Min(Together, replicates - first);
                workspace.Draw(options.Seed, first, size);
                workspace.Multiply();
                for (int b = 0; b < size; b++)
                {
                    statistic.Values(workspace.SumsOf(b), drawn.AsSpan((first + b) * count, count));
                }

                return workspace;
            },
            _ => { });
        return [.. Enumerable.Range(0, count).Select(v => FromReplicates(values[v], moments[v], drawn, v, count, n))];
    }

    /// <summary>Undefined replicates (a draw without variation) are left out; above one in ten there is no interval.</summary>
    private static Estimate FromReplicates(double value, JackknifeMoments moments, double[] drawn, int at, int count, long n)
    {
        if (double.IsNaN(value))
        {
            return Estimate.None(EstimateStatus.NoVariation, n);
        }

        var defined = new List<double>(drawn.Length / count);
        for (int i = at; i < drawn.Length; i += count)
        {
            if (!double.IsNaN(drawn[i]))
            {
                defined.Add(drawn[i]);
            }
        }

        if (defined.Count < 0.9 * drawn.Length / count)
        {
            return Estimate.Bare(value, n);
        }

        defined.Sort();
        double mean = defined.Average();
        double variance = defined.Sum(x => (x - mean) * (x - mean)) / (defined.Count - 1);
        return new Estimate(
            value, Math.Sqrt(variance), Quantile(defined, Corrected(defined, value, moments, -Estimate.Z975)),
            Quantile(defined, Corrected(defined, value, moments, Estimate.Z975)), n, EstimateStatus.Ok);
    }

    /// <summary>Φ(z₀ + (z₀ + z) / (1 − a (z₀ + z))), where z₀ tells how many replicates lie below the value.</summary>
    private static double Corrected(List<double> sorted, double value, JackknifeMoments moments, double z)
    {
        // Replicates equal to the value count half; never all or none of them, so that z₀ stays finite.
        double below = sorted.Count(x => x < value) + (0.5 * sorted.Count(x => x == value));
        double bias = Normal.InvCDF(0, 1, Math.Clamp(below, 0.5, sorted.Count - 0.5) / sorted.Count);
        double acceleration = double.IsFinite(moments.Acceleration) ? moments.Acceleration : 0;
        double shifted = bias + z;
        double stretch = 1 - (acceleration * shifted);
        return Normal.CDF(0, 1, bias + (shifted / (stretch > 0.1 ? stretch : 1)));
    }

    /// <summary>Hyndman and Fan's type 7 (1996, The American Statistician 50(4), 361–365).</summary>
    private static double Quantile(List<double> sorted, double probability)
    {
        double place = probability * (sorted.Count - 1);
        int below = (int)place;
        return below + 1 == sorted.Count ? sorted[below] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }

    private sealed class Workspace(CandidateSums sums)
    {
        // How often each candidate was drawn, [candidate · 4 + replicate]. A count above 255 would need 256 equal draws of J:
        // for J ≥ 256 its chance is below 1/256!.
        private readonly byte[] _drawn = new byte[sums.Rows * Together];
        private readonly double[] _sums = new double[sums.Stride * Together];
        private readonly double[] _tileWeights = new double[Tile * Together];

        public ReadOnlySpan<double> SumsOf(int replicate) => _sums.AsSpan(replicate * sums.Stride, sums.Stride);

        public void Draw(ulong seed, int firstReplicate, int size)
        {
            Array.Clear(_drawn);
            ulong rows = (ulong)sums.Rows;
            for (int b = 0; b < size; b++)
            {
                var random = new SeededRandom(seed, (ulong)(firstReplicate + b));
                // Two draws from 64 bits, by multiply-shift; the bias is below J / 2³².
                for (int i = 0; i < sums.Rows; i += 2)
                {
                    ulong bits = random.NextBits();
                    _drawn[((int)(((bits >> 32) * rows) >> 32) * Together) + b]++;
                    if (i + 1 < sums.Rows)
                    {
                        _drawn[((int)(((bits & 0xFFFF_FFFFUL) * rows) >> 32) * Together) + b]++;
                    }
                }
            }
        }

        public void Multiply()
        {
            Array.Clear(_sums);
            for (int start = 0; start < sums.Rows; start += Tile)
            {
                MultiplyTile(start, Math.Min(Tile, sums.Rows - start));
            }
        }

        private void MultiplyTile(int start, int length)
        {
            for (int i = 0; i < length * Together; i++)
            {
                _tileWeights[i] = _drawn[(start * Together) + i];
            }

            int stride = sums.Stride;
            int vectors = stride / 4;
            ReadOnlySpan<Vector256<double>> rows = MemoryMarshal.Cast<double, Vector256<double>>(sums.Values.AsSpan(start * stride, length * stride));
            Span<Vector256<double>> totals = MemoryMarshal.Cast<double, Vector256<double>>(_sums.AsSpan());
            for (int v = 0; v < vectors; v++)
            {
                Vector256<double> a = totals[v];
                Vector256<double> b = totals[vectors + v];
                Vector256<double> c = totals[(2 * vectors) + v];
                Vector256<double> d = totals[(3 * vectors) + v];
                for (int row = 0; row < length; row++)
                {
                    Vector256<double> x = rows[(row * vectors) + v];
                    a += x * _tileWeights[row * Together];
                    b += x * _tileWeights[(row * Together) + 1];
                    c += x * _tileWeights[(row * Together) + 2];
                    d += x * _tileWeights[(row * Together) + 3];
                }

                totals[v] = a;
                totals[vectors + v] = b;
                totals[(2 * vectors) + v] = c;
                totals[(3 * vectors) + v] = d;
            }
        }
    }
}
