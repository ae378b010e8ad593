using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>Cholesky factor and inverse of a symmetric positive definite matrix, in place, row-major, in dot-product form.</summary>
/// <remarks>
/// All three steps read rows only: L(i,j) = (A(i,j) − L(i)·L(j)) / L(j,j); Y = L⁻ᵀ is kept in the upper triangle, so that
/// L⁻¹ is read by rows too; A⁻¹(i,j) = Y(i)·Y(j). n³/2 multiply-adds in all. The order of every sum is fixed.
/// </remarks>
internal static class DenseInverse
{
    /// <summary>Replaces the lower triangle of <paramref name="a"/> (n × n) by the whole inverse.</summary>
    /// <returns>log |A|, or NaN when A is not positive definite (its content is then undefined).</returns>
    public static double Invert(double[] a, int n)
    {
        var diagonal = new double[n];
        double logDeterminant = 0;
        for (int i = 0; i < n; i++)
        {
            Span<double> row = a.AsSpan(i * n, n);
            for (int j = 0; j < i; j++)
            {
                row[j] = (row[j] - Dot(row[..j], a.AsSpan(j * n, j))) * diagonal[j];
            }

            double pivot = row[i] - Dot(row[..i], row[..i]);
            if (!(pivot > 0) || double.IsInfinity(pivot))
            {
                return double.NaN;
            }

            logDeterminant += Math.Log(pivot);
            diagonal[i] = 1 / Math.Sqrt(pivot);
        }

        // Y(j, k) = (L⁻¹)(k, j) for k ≥ j, by increasing k: needs only L's row k and Y's row j so far.
        Parallel.For(0, n, j =>
        {
            Span<double> y = a.AsSpan(j * n, n);
            y[j] = diagonal[j];
            for (int k = j + 1; k < n; k++)
            {
                y[k] = -Dot(a.AsSpan((k * n) + j, k - j), y[j..k]) * diagonal[k];
            }
        });
        Multiply(a, n, diagonal);
        return logDeterminant;
    }

    private static void Multiply(double[] a, int n, double[] diagonal)
    {
        Parallel.For(0, n, i =>
        {
            ReadOnlySpan<double> yi = a.AsSpan((i * n) + i, n - i);
            diagonal[i] = Dot(yi, yi);
            Span<double> row = a.AsSpan(i * n, n);
            for (int j = 0; j < i; j++)
            {
                row[j] = Dot(yi, a.AsSpan((j * n) + i, n - i));
            }
        });
        for (int i = 0; i < n; i++)
        {
            a[(i * n) + i] = diagonal[i];
            for (int j = 0; j < i; j++)
            {
                a[(j * n) + i] = a[(i * n) + j];
            }
        }
    }

    internal static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ReadOnlySpan<Vector256<double>> xs = MemoryMarshal.Cast<double, Vector256<double>>(x);
        ReadOnlySpan<Vector256<double>> ys = MemoryMarshal.Cast<double, Vector256<double>>(y)[..xs.Length];
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int at = 0;
        for (; at + 4 <= xs.Length; at += 4)
        {
            s0 = Vector256.MultiplyAddEstimate(xs[at], ys[at], s0);
            s1 = Vector256.MultiplyAddEstimate(xs[at + 1], ys[at + 1], s1);
            s2 = Vector256.MultiplyAddEstimate(xs[at + 2], ys[at + 2], s2);
            s3 = Vector256.MultiplyAddEstimate(xs[at + 3], ys[at + 3], s3);
        }

        for (; at < xs.Length; at++)
        {
            s0 = Vector256.MultiplyAddEstimate(xs[at], ys[at], s0);
        }

        double sum = Vector256.Sum(s0 + s1 + (s2 + s3));
        for (at *= Vector256<double>.Count; at < x.Length; at++)
        {
            sum += x[at] * y[at];
        }

        return sum;
    }
}
