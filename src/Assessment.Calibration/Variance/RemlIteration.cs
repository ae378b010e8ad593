using MathNet.Numerics.LinearAlgebra.Double;

namespace Assessment.Calibration.Variance;

/// <summary>Average-information steps with an active set: a variance at its floor whose score points down is held there.</summary>
internal sealed class RemlIteration
{
    private const double Floor = 1e-7;
    private const double NearZero = 1e-5;
    private const double ExactTolerance = 1e-13;
    private const double IterativeTolerance = 1e-8;
    private readonly MixedModelEquations _equations;
    private readonly RemlOptions _options;
    private readonly double _total;
    private readonly bool _exact;

    public RemlIteration(MixedModelEquations equations, double[] start, double totalVariance, RemlOptions options)
    {
        _equations = equations;
        _options = options;
        _total = totalVariance;
        _exact = equations.System is DenseReducedSystem;
        Variances = start;
        Held = new bool[start.Length];
    }

    /// <summary>Terms in order, residual last.</summary>
    public double[] Variances { get; private set; }

    /// <summary>Terms that ended at the floor: their variance is 0.</summary>
    public bool[] Held { get; }

    public double[,] Information { get; private set; } = new double[0, 0];

    public RemlStatus Status { get; private set; } = RemlStatus.NotConverged;

    public int Steps { get; private set; }

    public void Run()
    {
        if (!_equations.Evaluate(Variances))
        {
            Status = RemlStatus.Singular;
            return;
        }

        while (true)
        {
            Information = _equations.AverageInformation(Variances);
            double[] step = Step(out double decrement);
            if (decrement < (_exact ? ExactTolerance : IterativeTolerance))
            {
                Status = Variances[^1] <= Lowest(Variances.Length - 1, Variances) * 1.01 ? RemlStatus.ResidualAtZero : RemlStatus.Converged;
                return;
            }

            if (Steps >= _options.MaxIterations)
            {
                return;
            }

            Steps++;
            if (!Move(step))
            {
                return;
            }
        }
    }

    private double Lowest(int i, double[] variances) => i == variances.Length - 1 ? 1e-9 * _total : Floor * variances[^1];

    /// <summary>The step over the free variances, and how far it goes in squared standard errors.</summary>
    private double[] Step(out double decrement)
    {
        double[] score = _equations.Score;
        for (int i = 0; i < score.Length; i++)
        {
            // Below a hundred-thousandth of the residual, and still going down: its limit is 0.
            double near = i == score.Length - 1 ? Lowest(i, Variances) * 1.001 : NearZero * Variances[^1];
            Held[i] = Variances[i] <= near && score[i] <= 0;
        }

        // Predictions of (almost) 0 carry no average information: such a variance can only go down, and does so by itself.
        bool Falls(int i) => i < score.Length - 1 && !Held[i] && score[i] < 0
            && Information[i, i] * Variances[i] * Variances[i] < 1e-10;
        int[] free = [.. Enumerable.Range(0, score.Length).Where(i => !Held[i] && !Falls(i))];
        var step = new double[score.Length];
        decrement = 0;
        double falling = 0;
        for (int i = 0; i < score.Length; i++)
        {
            if (Falls(i))
            {
                step[i] = -Variances[i];
                falling -= score[i] * Variances[i];
            }
        }

        if (free.Length == 0)
        {
            return step;
        }

        // Scaled by the variances, so that a small component does not spoil the solution for a large one.
        var scaled = DenseMatrix.Create(free.Length, free.Length, (i, j) =>
            Information[free[i], free[j]] * Variances[free[i]] * Variances[free[j]]);
        var gradient = DenseVector.Create(free.Length, i => score[free[i]] * Variances[free[i]]);
        MathNet.Numerics.LinearAlgebra.Vector<double> solution = SolveDefinite(scaled, gradient);
        for (int i = 0; i < free.Length; i++)
        {
            step[free[i]] = solution[i] * Variances[free[i]];
        }

        decrement = solution.DotProduct(gradient) + falling;
        return step;
    }

    private static MathNet.Numerics.LinearAlgebra.Vector<double> SolveDefinite(DenseMatrix matrix, DenseVector gradient)
    {
        var eigen = matrix.Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
        double largest = eigen.EigenValues.Enumerate().Max(v => v.Real);
        MathNet.Numerics.LinearAlgebra.Vector<double> rotated = eigen.EigenVectors.TransposeThisAndMultiply(gradient);
        for (int i = 0; i < rotated.Count; i++)
        {
            double value = eigen.EigenValues[i].Real;
            rotated[i] = value > 1e-12 * largest ? rotated[i] / value : 0;
        }

        return eigen.EigenVectors * rotated;
    }

    private bool Move(double[] step)
    {
        double[] from = Variances;
        double before = _equations.Criterion;
        for (double scale = 1; scale > 1e-6; scale /= 2)
        {
            var to = new double[from.Length];
            for (int i = from.Length - 1; i >= 0; i--)
            {
                // Towards the boundary at most by a factor of ten at a time, upwards too.
                double target = Math.Clamp(from[i] + (scale * step[i]), from[i] / 10, from[i] * 10);
                to[i] = Held[i] ? from[i] : target;
            }

            for (int i = from.Length - 1; i >= 0; i--)
            {
                to[i] = Math.Max(to[i], Lowest(i, to));
            }

            if (!_equations.Evaluate(to))
            {
                continue;
            }

            if (!_exact || _equations.Criterion <= before + (1e-9 * (1 + Math.Abs(before))))
            {
                Variances = to;
                return true;
            }
        }

        // No step along this direction lowers the criterion: rounding is all that is left.
        Status = _equations.Evaluate(from) ? RemlStatus.Converged : RemlStatus.Singular;
        return false;
    }
}
