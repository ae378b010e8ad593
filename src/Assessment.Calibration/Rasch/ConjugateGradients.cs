namespace Assessment.Calibration.Rasch;

/// <summary>Preconditioned conjugate gradients for several right-hand sides at once, in the space of vectors that sum to zero.</summary>
/// <remarks>Hestenes and Stiefel (1952); Jacobi preconditioner. Columns run side by side so that the pairs are read once for all.</remarks>
/// <param name="system">The operator.</param>
/// <param name="width">Columns: 1 or 8.</param>
/// <param name="cancellation">Looked at before each product.</param>
internal sealed class ConjugateGradients(ReducedSystem system, int width, CancellationToken cancellation)
{
    private readonly double[] _residual = new double[system.RaterCount * width];
    private readonly double[] _direction = new double[system.RaterCount * width];
    private readonly double[] _conditioned = new double[system.RaterCount * width];
    private readonly double[] _product = new double[system.RaterCount * width];

    /// <param name="right">right[rater, column]; its column means are removed.</param>
    /// <param name="solution">solution[rater, column], set.</param>
    /// <param name="precision">Stops when every residual is this small relative to its right-hand side.</param>
    /// <returns>Iterations.</returns>
    public int Solve(double[] right, double[] solution, double precision)
    {
        int limit = Math.Min((4 * system.RaterCount) + 20, 2_000);
        right.CopyTo(_residual, 0);
        Array.Clear(solution);
        RemoveMeans(_residual, width);
        Condition();
        _conditioned.CopyTo(_direction, 0);
        double[] rho = Dot(_residual, _conditioned, width), start = (double[])rho.Clone();
        var step = new double[width];
        int iteration = 0;
        while (iteration < limit && Unfinished(rho, start, precision))
        {
            cancellation.ThrowIfCancellationRequested();
            iteration++;
            system.Multiply(_direction, _product, width);
            double[] curvature = Dot(_direction, _product, width);
            for (int c = 0; c < width; c++)
            {
                // A column that has arrived, or that met no curvature, stands still.
                step[c] = curvature[c] > 0 && rho[c] > 0 ? rho[c] / curvature[c] : 0;
            }

            Move(solution, _direction, step, width);
            Negate(step);
            Move(_residual, _product, step, width);
            RemoveMeans(_residual, width);
            Condition();
            double[] next = Dot(_residual, _conditioned, width);
            for (int c = 0; c < width; c++)
            {
                step[c] = rho[c] > 0 ? next[c] / rho[c] : 0;
            }

            rho = next;
            for (int i = 0; i < _direction.Length; i++)
            {
                _direction[i] = _conditioned[i] + (step[i % width] * _direction[i]);
            }
        }

        RemoveMeans(solution, width);
        return iteration;
    }

    private static bool Unfinished(double[] rho, double[] start, double precision)
    {
        for (int c = 0; c < rho.Length; c++)
        {
            if (rho[c] > precision * precision * start[c] && start[c] > 1e-300)
            {
                return true;
            }
        }

        return false;
    }

    private void Condition()
    {
        double[] diagonal = system.ReducedDiagonal;
        for (int j = 0; j < diagonal.Length; j++)
        {
            double inverse = 1 / diagonal[j];
            for (int c = 0; c < width; c++)
            {
                _conditioned[(j * width) + c] = _residual[(j * width) + c] * inverse;
            }
        }

        RemoveMeans(_conditioned, width);
    }

    private static double[] Dot(double[] left, double[] right, int width)
    {
        var dot = new double[width];
        for (int at = 0; at < left.Length; at += width)
        {
            for (int c = 0; c < width; c++)
            {
                dot[c] += left[at + c] * right[at + c];
            }
        }

        return dot;
    }

    private static void Move(double[] point, double[] direction, double[] step, int width)
    {
        for (int at = 0; at < point.Length; at += width)
        {
            for (int c = 0; c < width; c++)
            {
                point[at + c] += step[c] * direction[at + c];
            }
        }
    }

    private static void Negate(double[] step)
    {
        for (int c = 0; c < step.Length; c++)
        {
            step[c] = -step[c];
        }
    }

    private static void RemoveMeans(double[] vectors, int width)
    {
        int rows = vectors.Length / width;
        for (int c = 0; c < width; c++)
        {
            double sum = 0;
            for (int at = c; at < vectors.Length; at += width)
            {
                sum += vectors[at];
            }

            double mean = sum / rows;
            for (int at = c; at < vectors.Length; at += width)
            {
                vectors[at] -= mean;
            }
        }
    }
}
