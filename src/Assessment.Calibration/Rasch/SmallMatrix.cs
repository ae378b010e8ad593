namespace Assessment.Calibration.Rasch;

/// <summary>Symmetric positive matrices of a few hundred rows at most, row-major.</summary>
internal static class SmallMatrix
{
    /// <summary>
    /// Inverts in place by Gauss–Jordan sweeps (Goodnight 1979). A row whose pivot has vanished (a parameter that the data
    /// cannot tell from the others) gets zeros: it is held where it is.
    /// </summary>
    /// <returns>The rows held.</returns>
    public static List<int> Invert(double[] matrix, int size)
    {
        var held = new List<int>();
        var scale = new double[size];
        for (int i = 0; i < size; i++)
        {
            scale[i] = matrix[(i * size) + i];
        }

        for (int k = 0; k < size; k++)
        {
            double pivot = matrix[(k * size) + k];
            if (!(pivot > 1e-9 * scale[k]) || scale[k] <= 0)
            {
                held.Add(k);
                for (int i = 0; i < size; i++)
                {
                    matrix[(i * size) + k] = matrix[(k * size) + i] = 0;
                }

                continue;
            }

            Sweep(matrix, size, k, 1 / pivot);
        }

        return held;
    }

    /// <summary>matrix × vector.</summary>
    public static void Multiply(double[] matrix, int size, ReadOnlySpan<double> vector, Span<double> result)
    {
        for (int i = 0; i < size; i++)
        {
            double sum = 0;
            for (int j = 0; j < size; j++)
            {
                sum += matrix[(i * size) + j] * vector[j];
            }

            result[i] = sum;
        }
    }

    /// <summary>map' × matrix × map for a map of rows × columns; the matrix is rows × rows.</summary>
    public static double[] Congruence(double[] map, double[] matrix, int rows, int columns)
    {
        var half = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < rows; j++)
            {
                double value = matrix[(i * rows) + j];
                for (int c = 0; c < columns && value != 0; c++)
                {
                    half[(i * columns) + c] += value * map[(j * columns) + c];
                }
            }
        }

        var result = new double[columns * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int c = 0; c < columns; c++)
            {
                double value = map[(i * columns) + c];
                for (int d = 0; d < columns && value != 0; d++)
                {
                    result[(c * columns) + d] += value * half[(i * columns) + d];
                }
            }
        }

        return result;
    }

    private static void Sweep(double[] matrix, int size, int k, double inverse)
    {
        for (int i = 0; i < size; i++)
        {
            double factor = matrix[(i * size) + k] * inverse;
            if (i == k || factor == 0)
            {
                continue;
            }

            for (int j = 0; j < size; j++)
            {
                if (j != k)
                {
                    matrix[(i * size) + j] -= factor * matrix[(k * size) + j];
                }
            }

            matrix[(i * size) + k] = -factor;
        }

        for (int j = 0; j < size; j++)
        {
            matrix[(k * size) + j] *= inverse;
        }

        matrix[(k * size) + k] = inverse;
    }
}
