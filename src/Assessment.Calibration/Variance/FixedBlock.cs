namespace Assessment.Calibration.Variance;

/// <summary>The one or two fixed effects' block.</summary>
internal static class FixedBlock
{
    public static double[,] Inverse(int count, Func<int, int, double> at)
    {
        if (count == 1)
        {
            return new[,] { { 1 / at(0, 0) } };
        }

        double determinant = (at(0, 0) * at(1, 1)) - (at(0, 1) * at(1, 0));
        return new[,] { { at(1, 1) / determinant, -at(0, 1) / determinant }, { -at(1, 0) / determinant, at(0, 0) / determinant } };
    }

    /// <summary>Lower Cholesky root of a small row-major matrix.</summary>
    public static double[,] Cholesky(double[] a, int order)
    {
        var root = new double[order, order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = a[(i * order) + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= root[i, k] * root[j, k];
                }

                root[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 0)) : root[j, j] > 0 ? sum / root[j, j] : 0;
            }
        }

        return root;
    }

    public static double Quadratic(double[,] matrix, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(0); j++)
            {
                sum += x[i] * matrix[i, j] * x[j];
            }
        }

        return sum;
    }
}
