using MathNet.Numerics.LinearAlgebra.Double;

namespace Assessment.Calibration.Variance;

/// <summary>A REML fit over flat arrays: start by Henderson I, iterate, take out the terms that ended at 0, and iterate again.</summary>
internal sealed class RemlEstimate
{
    private RemlEstimate(VarianceModel model, FacetCells cells, Identification identification)
    {
        Cells = cells;
        Identification = identification;
        Start = HendersonOne.Estimate(model, cells, identification);
        Status = identification.Whole == VarianceStatus.NoVariation ? RemlStatus.NoVariation : RemlStatus.TooFewRatings;
        Components = new VarianceComponents("REML (not estimated)", identification.Assemble(model, cells, []));
    }

    public FacetCells Cells { get; }

    public Identification Identification { get; }

    public HendersonOne Start { get; }

    public VarianceComponents Components { get; private set; }

    public RemlStatus Status { get; private set; }

    public int Steps { get; private set; }

    public int SolverIterations { get; private set; }

    public double Criterion { get; private set; } = double.NaN;

    public bool IsExact { get; private set; }

    /// <summary>Null when there was nothing to fit.</summary>
    public MixedSolution? Solution { get; private set; }

    public InverseDiagonal? Diagonal { get; private set; }

    public MixedDesign? Design { get; private set; }

    /// <summary>Asymptotic covariance of the variances: the active terms that are not 0, then the residual; NaN-free or empty.</summary>
    public double[,] Covariance { get; private set; } = new double[0, 0];

    /// <summary>The terms of <see cref="Covariance"/>.</summary>
    public VarianceTerm[] CovarianceTerms { get; private set; } = [];

    public double ResidualVariance { get; private set; } = double.NaN;

    public static RemlEstimate Fit(in ColumnView columns, VarianceModel model, RemlOptions options, IReadOnlyDictionary<VarianceTerm, double>? start = null,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        FacetCells cells = FacetCells.Of(columns);
        cancellation.ThrowIfCancellationRequested();
        var identification = new Identification(model, cells, columns.PeriodsSeen());
        var fit = new RemlEstimate(model, cells, identification);
        if (identification.Whole == VarianceStatus.Estimated)
        {
            fit.Iterate(columns, model, options, start, cancellation);
        }

        return fit;
    }

    /// <summary>The equations at given variances, without iteration: for tests and for predictions at known components.</summary>
    public static MixedModelEquations EquationsOf(in ColumnView columns, VarianceTerm[] active, RemlOptions options, CancellationToken cancellation = default) =>
        new(MixedDesignBuilder.Build(columns, active, FacetCells.Of(columns)), options, cancellation);

    private void Iterate(in ColumnView columns, VarianceModel model, RemlOptions options, IReadOnlyDictionary<VarianceTerm, double>? given,
        CancellationToken cancellation)
    {
        VarianceTerm[] active = Identification.Active;
        double total = (Cells.SumOfSquares - (Cells.Sum * Cells.Sum / Cells.Rows)) / (Cells.Rows - 1);
        var zero = new HashSet<VarianceTerm>();
        double periods = active.Contains(VarianceTerm.RaterDrift) ? columns.PeriodVariance() : 1;
        var start = active.Append(VarianceTerm.Residual).ToDictionary(t => t, t => StartOf(t, total, periods, given));
        while (true)
        {
            VarianceTerm[] terms = [.. active.Where(t => !zero.Contains(t))];
            Design = MixedDesignBuilder.Build(columns, terms, Cells);
            var equations = new MixedModelEquations(Design, options, cancellation);
            DesignTerm[] placed = Design.Terms;
            double[] from = [.. placed.Select(t => start[t.Term]), start[VarianceTerm.Residual]];
            var iteration = new RemlIteration(equations, from, total, options);
            iteration.Run();
            Steps += iteration.Steps;
            SolverIterations = Math.Max(SolverIterations, equations.System.Iterations);
            VarianceTerm[] held = [.. placed.Where((_, i) => iteration.Held[i]).Select(t => t.Term)];
            if (held.Length > 0 && iteration.Status is RemlStatus.Converged or RemlStatus.ResidualAtZero)
            {
                zero.UnionWith(held);
                for (int i = 0; i < from.Length; i++)
                {
                    start[i < placed.Length ? placed[i].Term : VarianceTerm.Residual] = iteration.Variances[i];
                }

                continue;
            }

            Finish(model, equations, iteration, zero, options);
            return;
        }
    }

    private double StartOf(VarianceTerm term, double total, double periods, IReadOnlyDictionary<VarianceTerm, double>? given)
    {
        if (given is not null && given.TryGetValue(term, out double value) && value > 0)
        {
            return value;
        }

        if (term == VarianceTerm.RaterDrift)
        {
            // Henderson I has none; a slope counts by the variance that it makes over the periods.
            return 0.01 * total / periods;
        }

        double henderson = Start.Components.Of(term);
        return Math.Max(henderson, (term == VarianceTerm.Residual ? 0.05 : 0.01) * total);
    }

    private void Finish(VarianceModel model, MixedModelEquations equations, RemlIteration iteration, HashSet<VarianceTerm> zero, RemlOptions options)
    {
        Status = iteration.Status;
        Solution = equations.Solution;
        IsExact = equations.System is DenseReducedSystem;
        ResidualVariance = iteration.Variances[^1];
        VarianceTerm[] terms = [.. equations.Design.Terms.Select(t => t.Term), VarianceTerm.Residual];
        CovarianceTerms = terms;
        Covariance = CovarianceOf(iteration.Information, iteration.Variances);
        if (Status != RemlStatus.Singular)
        {
            Criterion = IsExact ? equations.Criterion : equations.EstimateCriterion(iteration.Variances);
            Diagonal = options.StandardErrors ? equations.System.Diagonal() : null;
        }

        var estimated = new List<VarianceComponent>();
        for (int i = 0; i < terms.Length; i++)
        {
            bool atZero = terms[i] == VarianceTerm.Residual && Status == RemlStatus.ResidualAtZero;
            double value = atZero ? 0 : iteration.Variances[i];
            double error = atZero || Covariance.Length == 0 ? double.NaN : Math.Sqrt(Covariance[i, i]);
            estimated.Add(new VarianceComponent(
                terms[i], value, error, value, Identification.LevelsOf(terms[i], Cells),
                atZero ? VarianceStatus.ClippedAtZero : VarianceStatus.Estimated));
        }

        estimated.AddRange(zero.Select(t =>
            new VarianceComponent(t, 0, double.NaN, 0, Identification.LevelsOf(t, Cells), VarianceStatus.ClippedAtZero)));
        Components = new VarianceComponents(
            $"REML (average information, {equations.System.Method})", Identification.Assemble(model, Cells, [.. estimated]));
    }

    private static double[,] CovarianceOf(double[,] information, double[] variances)
    {
        int n = variances.Length;
        if (information.GetLength(0) != n)
        {
            return new double[0, 0];
        }

        var scaled = DenseMatrix.Create(n, n, (i, j) => information[i, j] * variances[i] * variances[j]);
        var inverse = scaled.Inverse();
        var covariance = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                covariance[i, j] = inverse[i, j] * variances[i] * variances[j];
                if (!double.IsFinite(covariance[i, j]) || (i == j && covariance[i, j] < 0))
                {
                    return new double[0, 0];
                }
            }
        }

        return covariance;
    }
}
