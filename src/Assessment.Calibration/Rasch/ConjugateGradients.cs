namespace Assessment.Calibration.Rasch;

/// <summary>Preconditioned conjugate gradients for several right-hand sides at once, in the space of vectors that sum to zero.</summary>
/// <remarks>Hestenes and Stiefel (1952); Jacobi preconditioner. Columns run side by side so that the pairs are read once for all.</remarks>
internal static class ConjugateGradients
{
    /// <param name="system">The operator.</param>
    /// <param name="right">right[rater, column]; its column means are removed.</param>
    /// <param name="solution">solution[rater, column], set.</param>
    /// <param name="width">Columns: 1 or 8.</param>
    /// <param name="precision">Stops when every residual is this small relative to its right-hand side.</param>
    /// <returns>Iterations.</returns>
    public static int Solve(ReducedSystem system, double[] right, double[] solution, int width, double precision)
    {
        int rows = system.RaterCount, limit = Math.Min((4 * rows) + 20, 2_000);
        double[] residual = (double[])right.Clone(), direction, conditioned = new double[right.Length], product = new double[right.Length];
        Array.Clear(solution);
        RemoveMeans(residual, width);
        Condition(system, residual, conditioned, width);
        direction = (double[])conditioned.Clone();
        double[] rho = Dot(residual, conditioned, width), start = (double[])rho.Clone();
        var step = new double[width];
        int iteration = 0;
        while (iteration < limit && Unfinished(rho, start, precision))
        {
            iteration++;
            system.Multiply(direction, product, width);
            double[] curvature = Dot(direction, product, width);
            for (int c = 0; c < width; c++)
            {
                // A column that has arrived, or that met no curvature, stands still.
                step[c] = curvature[c] > 0 && rho[c] > 0 ? rho[c] / curvature[c] : 0;
            }

            Move(solution, direction, step, width);
            Negate(step);
            Move(residual, product, step, width);
            RemoveMeans(residual, width);
            Condition(system, residual, conditioned, width);
            double[] next = Dot(residual, conditioned, width);
            for (int c = 0; c < width; c++)
            {
                step[c] = rho[c] > 0 ? next[c] / rho[c] : 0;
            }

            rho = next;
            for (int i = 0; i < direction.Length; i++)
            {
                direction[i] = conditioned[i] + (step[i % width] * direction[i]);
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

    private static void Condition(ReducedSystem system, double[] residual, double[] conditioned, int width)
    {
        double[] diagonal = system.ReducedDiagonal;
        for (int j = 0; j < diagonal.Length; j++)
        {
            double inverse = 1 / diagonal[j];
            for (int c = 0; c < width; c++)
            {
                conditioned[(j * width) + c] = residual[(j * width) + c] * inverse;
            }
        }

        RemoveMeans(conditioned, width);
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
