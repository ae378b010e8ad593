using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>The REML criterion, its gradient and its average information at given variances.</summary>
/// <remarks>
/// With C the inverse of the mixed-model equations in units of σ²_e, q_i levels and γ_i = σ²_i / σ²_e:
/// −2 log L = (N − p) log(2πσ²_e) + Σ q_i log γ_i + log |M| + y'Py;
/// ∂ log L / ∂σ²_i = −½ (q_i / σ²_i − σ²_e tr C_ii / σ⁴_i − u'u / σ⁴_i);
/// ∂ log L / ∂σ²_e = −½ ((N − p − Σ (q_i − tr C_ii / γ_i)) / σ²_e − e'e / σ⁴_e);
/// average information ½ f_i'P f_j with f_i = Z_i u_i / σ²_i and f_e = e / σ²_e.
/// Sources: Patterson and Thompson (1971), Biometrika 58, 545–554; Gilmour, Thompson and Cullis (1995), Biometrics 51, 1440–1450;
/// Searle, Casella and McCulloch (1992), ch. 7. The constant −log |X'X| is left out, as lme4 leaves it out.
/// </remarks>
internal sealed class MixedModelEquations
{
    private readonly CandidatePasses _passes;
    private readonly Vector256<double>[] _large;
    private readonly Vector256<double>[] _small;
    private readonly double[] _ratios;

    public MixedModelEquations(MixedDesign design, RemlOptions options, CancellationToken cancellation = default)
    {
        Design = design;
        _passes = new CandidatePasses(design, cancellation);
        System = design.LargeCount + design.SmallCount <= options.ExactOrder
            ? new DenseReducedSystem(_passes)
            : new IterativeReducedSystem(_passes, (options.Probes + 3) / 4, options.Seed);
        Solution = new MixedSolution(design);
        _large = new Vector256<double>[design.LargeCount];
        _small = new Vector256<double>[design.SmallCount];
        _ratios = new double[design.Terms.Length];
        Score = new double[design.Terms.Length + 1];
    }

    public MixedDesign Design { get; }

    public ReducedSystem System { get; }

    public MixedSolution Solution { get; }

    /// <summary>−2 log restricted likelihood; NaN on the iterative path.</summary>
    public double Criterion { get; private set; }

    /// <summary>Gradient of the log restricted likelihood, terms in order, residual last.</summary>
    public double[] Score { get; }

    /// <summary>Factors and solves at the given variances (residual last); false when singular.</summary>
    public bool Evaluate(ReadOnlySpan<double> variances)
    {
        double residual = variances[^1];
        for (int t = 0; t < _ratios.Length; t++)
        {
            _ratios[t] = residual / variances[t];
        }

        if (!System.Factor(_ratios))
        {
            return false;
        }

        var field = new LevelField(Design);
        _passes.Forward(field, _large, _small);
        System.Solve(_large, _small, slot: 0);
        _passes.Substitute(field, _large, _small, Solution);
        SetScore(variances);
        Criterion = CriterionWith(variances, System.LogDeterminant);
        return true;
    }

    /// <summary>−2 log restricted likelihood at the last evaluation, with a log-determinant by quadrature where it is not exact.</summary>
    public double EstimateCriterion(ReadOnlySpan<double> variances) => CriterionWith(variances, System.EstimateLogDeterminant());

    /// <summary>Average information at the last evaluation.</summary>
    public double[,] AverageInformation(ReadOnlySpan<double> variances)
    {
        int count = variances.Length, groups = (count + 3) / 4;
        var information = new double[count, count];
        FieldSource[] fields = [.. Enumerable.Range(0, groups).Select(k => new WorkingField(Design, Solution, k))];
        for (int right = 0; right < groups; right++)
        {
            _passes.Forward(fields[right], _large, _small);
            System.Solve(_large, _small, slot: 1 + right);
            Vector256<double>[] products = _passes.Products(fields[..(right + 1)], _large, _small);
            for (int row = 0; row < products.Length && row < count; row++)
            {
                for (int column = 4 * right; column < 4 * (right + 1) && column < count; column++)
                {
                    information[row, column] = products[row][column % 4] / (2 * variances[^1] * variances[row] * variances[column]);
                    information[column, row] = information[row, column];
                }
            }
        }

        return information;
    }

    private void SetScore(ReadOnlySpan<double> variances)
    {
        double residual = variances[^1], left = Design.Rows - Design.FixedCount;
        for (int t = 0; t < _ratios.Length; t++)
        {
            DesignTerm term = Design.Terms[t];
            double variance = variances[t], seen = term.Count - (System.Traces[t] * _ratios[t]);
            Score[t] = -0.5 * (seen - (Solution.SquaresOf(term) / variance)) / variance;
            left -= seen;
        }

        Score[^1] = -0.5 * (left - (Solution.ResidualSquares / residual)) / residual;
    }

    private double CriterionWith(ReadOnlySpan<double> variances, double logDeterminant)
    {
        double residual = variances[^1];
        double sum = ((Design.Rows - Design.FixedCount) * Math.Log(2 * Math.PI * residual)) + logDeterminant + (Solution.WeightedSquares / residual);
        for (int t = 0; t < _ratios.Length; t++)
        {
            sum -= Design.Terms[t].Count * Math.Log(_ratios[t]);
        }

        return sum;
    }
}
