using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>The small part (criteria, intercept, trend), exactly: its Schur complement T = S_ss − S_sl S_ll⁻¹ S_ls and what follows from it.</summary>
internal sealed class SmallPart
{
    private readonly CandidatePasses _passes;
    private readonly ConjugateGradients _gradients;
    private readonly double _tolerance;
    private readonly int _groups;
    private readonly Vector256<double>[][] _couplings;
    private readonly Vector256<double>[][] _solutions;
    private readonly double[] _matrix;

    /// <param name="passes">The ratings.</param>
    /// <param name="gradients">Solves S_ll.</param>
    /// <param name="tolerance">Of those solves.</param>
    public SmallPart(CandidatePasses passes, ConjugateGradients gradients, double tolerance)
    {
        (_passes, _gradients, _tolerance) = (passes, gradients, tolerance);
        int large = Design.LargeCount, small = Design.SmallCount;
        _groups = (small + 3) / 4;
        Vector256<double>[][] Arrays() => [.. Enumerable.Range(0, _groups).Select(_ => new Vector256<double>[large])];
        _couplings = Arrays();
        _solutions = Arrays();
        _matrix = new double[small * small];
    }

    /// <summary>T⁻¹.</summary>
    public double[] Inverse { get; private set; } = [];

    /// <summary>log |T|.</summary>
    public double LogDeterminant { get; private set; }

    private MixedDesign Design => _passes.Design;

    /// <summary>Renews T for new ratios; false when it is singular.</summary>
    public bool Factor(double[] ratios)
    {
        int small = Design.SmallCount;
        var columns = new Vector256<double>[small];
        for (int group = 0; group < _groups; group++)
        {
            _passes.Forward(new SmallColumnField(Design, group), _couplings[group], columns);
            _gradients.Solve(_couplings[group], _solutions[group], _tolerance);
            for (int j = 0; j < small; j++)
            {
                Vector256<double> value = columns[j];
                Vector256<double>[] coupling = _couplings[j / 4], solution = _solutions[group];
                for (int i = 0; i < solution.Length && j <= (4 * group) + 3 && j / 4 <= group; i++)
                {
                    value -= solution[i] * coupling[i][j % 4];
                }

                for (int lane = 0; lane < 4 && (4 * group) + lane < small && j / 4 <= group; lane++)
                {
                    int k = (4 * group) + lane;
                    _matrix[(j * small) + k] = _matrix[(k * small) + j] = value[lane];
                }
            }
        }

        if (Design.SmallTerm is { } term)
        {
            for (int i = 0; i < term.Count; i++)
            {
                _matrix[((term.Offset + i) * small) + term.Offset + i] += ratios[Array.IndexOf(Design.Terms, term)];
            }
        }

        Inverse = [.. _matrix];
        LogDeterminant = DenseInverse.Invert(Inverse, small);
        return !double.IsNaN(LogDeterminant);
    }

    /// <summary>Completes a solution: <paramref name="x"/> is S_ll⁻¹ of the large right-hand sides, <paramref name="small"/> the small ones.</summary>
    public void Solve(Vector256<double>[] x, Vector256<double>[] large, Vector256<double>[] small)
    {
        int count = small.Length;
        var right = new Vector256<double>[count];
        for (int j = 0; j < count; j++)
        {
            Vector256<double> sum = small[j];
            Vector256<double>[] coupling = _couplings[j / 4];
            for (int i = 0; i < large.Length; i++)
            {
                sum -= x[i] * coupling[i][j % 4];
            }

            right[j] = sum;
        }

        for (int j = 0; j < count; j++)
        {
            Vector256<double> sum = default;
            for (int k = 0; k < count; k++)
            {
                sum += right[k] * Inverse[(j * count) + k];
            }

            small[j] = sum;
        }

        for (int i = 0; i < large.Length; i++)
        {
            Vector256<double> value = x[i];
            for (int j = 0; j < count; j++)
            {
                value -= small[j] * _solutions[j / 4][i][j % 4];
            }

            large[i] = value;
        }
    }

    /// <summary>The inverse of T without its fixed effects: what the random ones are, the fixed ones given.</summary>
    public double[] ConditionalInverse()
    {
        int small = Design.SmallCount, free = small - Design.FixedCount;
        var inner = new double[free * free];
        for (int i = 0; i < free; i++)
        {
            _matrix.AsSpan(i * small, free).CopyTo(inner.AsSpan(i * free));
        }

        _ = DenseInverse.Invert(inner, free);
        return inner;
    }

    /// <summary>Columns k with Σ k k' = [−X; I] A [−X; I]', X = S_ll⁻¹ S_ls over the first columns, A their symmetric positive definite matrix.</summary>
    public double[][] LowRank(double[] a, int order)
    {
        int large = Design.LargeCount;
        double[,] root = FixedBlock.Cholesky(a, order);
        var columns = new double[order][];
        for (int c = 0; c < order; c++)
        {
            double[] column = columns[c] = new double[large + Design.SmallCount];
            for (int j = c; j < order; j++)
            {
                column[large + j] = root[j, c];
                Vector256<double>[] solution = _solutions[j / 4];
                for (int i = 0; i < large; i++)
                {
                    column[i] -= solution[i][j % 4] * root[j, c];
                }
            }
        }

        return columns;
    }
}
