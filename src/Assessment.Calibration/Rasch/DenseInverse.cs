using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Rasch;

/// <summary>Inverse of a symmetric positive matrix of up to a few thousand rows, in place, in parallel, the same bits on any number of cores.</summary>
/// <remarks>
/// Cholesky A = L·L′ by dot products of rows; then row i of Y holds column i of L⁻¹ in the upper triangle, and A⁻¹ = Y·Y′ goes to the
/// lower one. n³ multiply-adds in all, 8·n² bytes.
/// </remarks>
internal sealed class DenseInverse
{
    private const int BlockRows = 48;

    private readonly double[] _matrix;
    private readonly double[] _diagonal;
    private readonly int _size;

    private DenseInverse(double[] matrix, int size)
    {
        (_matrix, _size) = (matrix, size);
        _diagonal = new double[size];
    }

    /// <summary>Rows whose pivot vanished: the data do not determine them. Their inverse diagonal is huge.</summary>
    public List<int> Vanished { get; } = [];

    /// <summary>Inverts a full row-major matrix, whose memory it takes over.</summary>
    public static DenseInverse Of(double[] matrix, int size)
    {
        var inverse = new DenseInverse(matrix, size);
        inverse.Factor();
        inverse.InvertFactor();
        inverse.Square();
        return inverse;
    }

    /// <summary>Element of the inverse.</summary>
    public double this[int row, int column] =>
        row == column ? _diagonal[row] : row > column ? _matrix[((long)row * _size) + column] : _matrix[((long)column * _size) + row];

    private void Factor()
    {
        var original = new double[_size];
        for (int i = 0; i < _size; i++)
        {
            original[i] = _matrix[((long)i * _size) + i];
        }

        for (int first = 0; first < _size; first += BlockRows)
        {
            int end = Math.Min(first + BlockRows, _size);
            for (int i = first; i < end; i++)
            {
                FactorRow(i, first, i);
                double pivot = original[i] - Dot(i, i, 0, i);
                if (!(pivot > 1e-10 * original[i]))
                {
                    Vanished.Add(i);
                    pivot = 1e-10 * Math.Max(original[i], 1e-300);
                }

                _diagonal[i] = Math.Sqrt(pivot);
            }

            int start = end, from = first;
            Parallel.For(0, (_size - start + 15) / 16, chunk =>
            {
                for (int i = start + (16 * chunk); i < Math.Min(start + (16 * chunk) + 16, _size); i++)
                {
                    FactorRow(i, from, start);
                }
            });
        }
    }

    private void FactorRow(int i, int first, int end)
    {
        for (int j = first; j < end; j++)
        {
            _matrix[((long)i * _size) + j] = (_matrix[((long)i * _size) + j] - Dot(i, j, 0, j)) / _diagonal[j];
        }
    }

    // L·y = e_i: y_i = 1/L_ii, y_k = −(Σ_{i ≤ m < k} L_km·y_m)/L_kk. Row i from the diagonal on is y; L's own diagonal is kept apart.
    private void InvertFactor()
    {
        Parallel.For(0, _size, i =>
        {
            long own = (long)i * _size;
            _matrix[own + i] = 1 / _diagonal[i];
            for (int k = i + 1; k < _size; k++)
            {
                _matrix[own + k] = -Dot(k, i, i, k) / _diagonal[k];
            }
        });
        for (int i = 0; i < _size; i++)
        {
            _diagonal[i] = 1 / _diagonal[i];
        }
    }

    private void Square()
    {
        // The lower triangle is free now: row j > i of column i takes Σ_{k ≥ j} Y_ik·Y_jk, with Y_jj on the diagonal.
        Parallel.For(0, _size, j =>
        {
            for (int i = 0; i < j; i++)
            {
                double head = _matrix[((long)i * _size) + j] * _diagonal[j];
                _matrix[((long)j * _size) + i] = head + Dot(i, j, j + 1, _size);
            }
        });
        var squares = new double[_size];
        Parallel.For(0, _size, i => squares[i] = (_diagonal[i] * _diagonal[i]) + Dot(i, i, i + 1, _size));
        squares.CopyTo(_diagonal, 0);
    }

    private double Dot(int left, int right, int from, int until) =>
        Dot(_matrix.AsSpan((left * _size) + from, until - from), _matrix.AsSpan((right * _size) + from, until - from));

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref double x = ref MemoryMarshal.GetReference(left), y = ref MemoryMarshal.GetReference(right);
        Vector256<double> a = Vector256<double>.Zero, b = a, c = a, d = a;
        nuint i = 0, length = (nuint)left.Length;
        for (; i + 16 <= length; i += 16)
        {
            a = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, i), Vector256.LoadUnsafe(ref y, i), a);
            b = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, i + 4), Vector256.LoadUnsafe(ref y, i + 4), b);
            c = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, i + 8), Vector256.LoadUnsafe(ref y, i + 8), c);
            d = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, i + 12), Vector256.LoadUnsafe(ref y, i + 12), d);
        }

        double sum = Vector256.Sum(a + b + (c + d));
        for (; i < length; i++)
        {
            sum += Unsafe.Add(ref x, i) * Unsafe.Add(ref y, i);
        }

        return sum;
    }
}
