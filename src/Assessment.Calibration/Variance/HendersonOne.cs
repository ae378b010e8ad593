namespace Assessment.Calibration.Variance;

/// <summary>Variance components by Henderson's method I, Brennan's 'analogous-ANOVA': quadratic forms equated to their expectations.</summary>
/// <remarks>
/// For each term i, T(i) = Σ over its levels of (Σ y)² / n; with n(i∪j) the cells of the joint classification,
/// E T(i) = N μ² + Σ_j σ²_j Σ n(i∪j)² / n(i) + q_i σ²_e. The linear system in (μ², σ²) is solved exactly. Unbiased on
/// unbalanced crossed random designs, equal to the mean-square solution on balanced ones, and different from REML in
/// general. Negative solutions are clipped at 0 and say so. Linear in the ratings.
/// Sources: Henderson (1953), Biometrics 9, 226–252; Brennan (2001), Generalizability Theory, ch. 7;
/// Searle, Casella and McCulloch (1992), Variance Components, ch. 5.
/// </remarks>
public sealed class HendersonOne
{
    private readonly FacetCells _cells;

    private HendersonOne(VarianceComponents components, FacetCells cells)
    {
        Components = components;
        _cells = cells;
    }

    /// <summary>The components; method 'Henderson I'.</summary>
    public VarianceComponents Components { get; }

    /// <summary>T of a term, Σ over its levels of (Σ y)² / n, uncorrected; the residual's is Σ y². Squared scale points.</summary>
    public double SumOfSquares(VarianceTerm term) =>
        term == VarianceTerm.Residual ? _cells.SumOfSquares : _cells.Totals[FacetCells.FacetsOf(term)];

    /// <summary>T(μ) = (Σ y)² / N; NaN on an empty table.</summary>
    public double SumOfSquaresOfMean => _cells.Sum * _cells.Sum / _cells.Rows;

    /// <summary>Estimates the components of a model; drift is left out.</summary>
    /// <param name="table">Ratings.</param>
    /// <param name="model">Terms; by default <see cref="VarianceModel.TwoWay"/>.</param>
    public static HendersonOne Estimate(RatingTable table, VarianceModel? model = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Estimate(ColumnView.Of(table), model ?? VarianceModel.TwoWay);
    }

    internal static HendersonOne Estimate(in ColumnView columns, VarianceModel model)
    {
        FacetCells cells = FacetCells.Of(columns);
        var identification = new Identification(model, cells, periodsSeen: 0);
        return Estimate(model, cells, identification);
    }

    internal static HendersonOne Estimate(VarianceModel model, FacetCells cells, Identification identification)
    {
        VarianceTerm[] active = [.. identification.Active.Where(t => t != VarianceTerm.RaterDrift)];
        VarianceComponent[] estimated = [];
        if (identification.Whole == VarianceStatus.Estimated)
        {
            double[] solution = Solve(active, cells);
            estimated = new VarianceComponent[active.Length + 1];
            for (int i = 0; i <= active.Length; i++)
            {
                VarianceTerm term = i < active.Length ? active[i] : VarianceTerm.Residual;
                double raw = solution[i];
                bool clipped = raw < 0;
                estimated[i] = new VarianceComponent(
                    term, clipped ? 0 : raw, double.NaN, raw, Identification.LevelsOf(term, cells),
                    clipped ? VarianceStatus.ClippedAtZero : VarianceStatus.Estimated);
            }
        }

        VarianceModel without = new(model.Terms.Where(t => t != VarianceTerm.RaterDrift));
        return new HendersonOne(new VarianceComponents("Henderson I", identification.Assemble(without, cells, estimated)), cells);
    }

    private static double[] Solve(VarianceTerm[] active, FacetCells cells)
    {
        int n = active.Length + 1;
        double mean = cells.Sum * cells.Sum / cells.Rows;
        var matrix = new double[n, n];
        var right = new double[n];
        for (int i = 0; i < n; i++)
        {
            bool total = i == active.Length;
            int rows = total ? 7 : FacetCells.FacetsOf(active[i]);
            right[i] = (total ? cells.SumOfSquares : cells.Totals[rows]) - mean;
            for (int j = 0; j < active.Length; j++)
            {
                int columns = FacetCells.FacetsOf(active[j]);
                double expected = total ? cells.Rows : cells.Coefficient(rows | columns, rows);
                matrix[i, j] = expected - cells.Coefficient(columns, 0);
            }

            matrix[i, active.Length] = (total ? cells.Rows : cells.Cells[rows]) - 1.0;
        }

        return MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.OfArray(matrix)
            .Solve(MathNet.Numerics.LinearAlgebra.Double.DenseVector.OfArray(right)).ToArray();
    }
}
