using Assessment.Calibration.Rasch;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Rasch;

public class DerivativeTests(ITestOutputHelper output)
{
    private const double Step = 1e-4;

    [Theory]
    [InlineData(RaschScale.RatingScale, false)]
    [InlineData(RaschScale.PartialCredit, false)]
    [InlineData(RaschScale.RatingScale, true)]
    [InlineData(RaschScale.PartialCredit, true)]
    public void Scores_AwayFromTheMaximum_EqualFiniteDifferences(RaschScale scale, bool marginal)
    {
        RaschSolver solver = SolverAt(scale, marginal);
        solver.Evaluate(solver.State, 1e-12);
        (double[] raters, double[] free) = solver.Scores();
        for (int j = 0; j < raters.Length; j++)
        {
            Assert.Equal(Difference(solver, j, -1), raters[j], 1e-4);
        }

        for (int f = 0; f < free.Length; f++)
        {
            Assert.Equal(Difference(solver, -1, f), free[f], 1e-3);
        }
    }

    [Theory]
    [InlineData(RaschScale.RatingScale, false, 1e-5)]
    [InlineData(RaschScale.PartialCredit, false, 1e-5)]
    [InlineData(RaschScale.RatingScale, true, 0.01)]
    [InlineData(RaschScale.PartialCredit, true, 0.01)]
    public void Information_AwayFromTheMaximum_EqualsDifferencesOfScores(RaschScale scale, bool marginal, double tolerance)
    {
        // Along a rater direction a and the step parameters' answer −S⁻¹X′a the scores change by (−T·a, 0); along a step direction b
        // by (−X·b, −S·b). Marginal off-diagonals between raters are kept to first order in ability, hence the wider tolerance.
        // A second solver moves about the point, for a system lasts only until the next evaluation.
        RaschSolver solver = SolverAt(scale, marginal), moved = SolverAt(scale, marginal);
        solver.Evaluate(solver.State, 1e-12);
        ReducedSystem system = solver.System;
        int count = system.RaterCount, free = system.FreeCount;
        for (int j = 0; j < count; j++)
        {
            double[] a = new double[count], b = new double[free], expected = new double[count];
            a[j] = 1;
            system.Multiply(a, expected, 1);
            for (int f = 0; f < free; f++)
            {
                b[f] = -system.CrossInverse[(j * free) + f];
            }

            (double[] raters, double[] steps) = ScoreChange(moved, a, b);
            double size = expected.Max(Math.Abs);
            for (int k = 0; k < count; k++)
            {
                Assert.Equal(-expected[k], raters[k], tolerance * size);
            }

            Assert.All(steps, step => Assert.Equal(0, step, tolerance * size));
        }

        for (int f = 0; f < free; f++)
        {
            var b = new double[free];
            b[f] = 1;
            (double[] raters, double[] steps) = ScoreChange(moved, new double[count], b);
            var back = new double[free];
            SmallMatrix.Multiply(system.FreeInverse, free, steps, back);
            for (int g = 0; g < free; g++)
            {
                Assert.Equal(g == f ? -1 : 0, back[g], 1e-4);
            }

            for (int k = 0; k < count; k++)
            {
                Assert.Equal(-system.Cross[(k * free) + f], raters[k], 1e-4 * raters.Max(Math.Abs));
            }
        }
    }

    [Fact]
    public void Covariance_DenseAndByProbes_Agree()
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Seed = 5, Candidates = 1500, Raters = 150 }).Table;
        RaschComponent dense = ManyFacetRasch.Fit(table, new RaschOptions { Method = RaschMethod.CorrectedJoint, Errors = RaschErrorMethod.Dense }).Components[0];
        RaschComponent probes = ManyFacetRasch.Fit(table, new RaschOptions { Method = RaschMethod.CorrectedJoint, Errors = RaschErrorMethod.Probes }).Components[0];
        double[] ratios = [.. dense.Raters.Zip(probes.Raters, (d, p) => (p.Severity.StandardError / d.Severity.StandardError) - 1)];
        output.WriteLine($"probes against dense: mean {ratios.Average():P3}, root mean square {Math.Sqrt(ratios.Average(r => r * r)):P3}, worst {ratios.Max(Math.Abs):P3}");
        Assert.InRange(ratios.Average(), -0.003, 0.003);
        Assert.InRange(Math.Sqrt(ratios.Average(r => r * r)), 0, 0.015);

        for (int i = 0; i < dense.Criteria.Count; i++)
        {
            Assert.Equal(dense.Criteria[i].Difficulty.StandardError, probes.Criteria[i].Difficulty.StandardError, 1e-4);
        }

        double ratio = probes.Candidates!.Zip(dense.Candidates!, (p, d) => p.Ability.StandardError / d.Ability.StandardError).Max(r => Math.Abs(r - 1));
        Assert.True(ratio < 0.01, $"abilities' errors differ by {ratio:P2}");
    }

    [Fact]
    public void DenseInverse_OfRandomMatrix_TimesItIsIdentity()
    {
        const int Size = 130;
        var random = new Assessment.Calibration.Numerics.SeededRandom(3);
        double[] matrix = new double[Size * Size];
        var factor = new double[Size * Size];
        for (int i = 0; i < factor.Length; i++)
        {
            factor[i] = random.NextNormal();
        }

        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                matrix[(i * Size) + j] = i == j ? 1 : 0;
                for (int k = 0; k < Size; k++)
                {
                    matrix[(i * Size) + j] += factor[(i * Size) + k] * factor[(j * Size) + k];
                }
            }
        }

        DenseInverse inverse = DenseInverse.Of((double[])matrix.Clone(), Size);
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                double sum = 0;
                for (int k = 0; k < Size; k++)
                {
                    sum += matrix[(i * Size) + k] * inverse[k, j];
                }

                Assert.Equal(i == j ? 1 : 0, sum, 1e-8);
            }
        }
    }

    /// <summary>A small table at parameters away from the maximum.</summary>
    internal static RaschSolver SolverAt(RaschScale scale, bool marginal, out RaschPanel panel)
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Seed = 11, Candidates = 60, Raters = 8, Criteria = 3, RatersPerCandidate = 3, Model = SimulatedModel.PartialCredit }).Table;
        RatingPruning pruning = RatingPruning.Of(table, scale, marginal);
        SubsetMembers members = SubsetMembers.Of(table, pruning);
        panel = RaschPanel.Build(table, pruning, 0, members.Candidates[0], members.Raters[0], new int[table.RaterCount]);
        var solver = new RaschSolver(panel, new StepLayout(panel, scale, DesignLinks.Of(panel).CriterionGroup), new RaschOptions { QuadratureNodes = 41 }, marginal);
        RaschStart.Set(panel, solver.Layout, solver.State);
        for (int f = 0; f < solver.State.Free.Length; f++)
        {
            solver.State.Free[f] += 0.1 * Math.Sin(f + 1);
        }

        for (int j = 0; j < solver.State.Leniency.Length; j++)
        {
            solver.State.Leniency[j] += 0.2 * Math.Cos(j);
        }

        return solver;
    }

    private static RaschSolver SolverAt(RaschScale scale, bool marginal) => SolverAt(scale, marginal, out _);

    private static double Difference(RaschSolver solver, int rater, int free)
    {
        double[] a = new double[solver.State.Leniency.Length], b = new double[solver.FreeCount];
        if (rater >= 0)
        {
            a[rater] = 1;
        }
        else
        {
            b[free] = 1;
        }

        double above = At(solver, a, b, Step, s => s.LogLikelihood), below = At(solver, a, b, -Step, s => s.LogLikelihood);
        return (above - below) / (2 * Step);
    }

    private static (double[] Raters, double[] Free) ScoreChange(RaschSolver solver, double[] a, double[] b)
    {
        (double[] Raters, double[] Free) above = At(solver, a, b, Step, s => s.Scores()), below = At(solver, a, b, -Step, s => s.Scores());
        return (
            [.. above.Raters.Zip(below.Raters, (x, y) => (x - y) / (2 * Step))],
            [.. above.Free.Zip(below.Free, (x, y) => (x - y) / (2 * Step))]);
    }

    private static T At<T>(RaschSolver solver, double[] a, double[] b, double step, Func<RaschSolver, T> read)
    {
        Shift(solver.State, a, b, step);
        solver.Evaluate(solver.State, 1e-12);
        T value = read(solver);
        Shift(solver.State, a, b, -step);
        return value;
    }

    private static void Shift(RaschState state, double[] a, double[] b, double step)
    {
        for (int j = 0; j < a.Length; j++)
        {
            state.Leniency[j] += step * a[j];
        }

        for (int f = 0; f < state.Free.Length; f++)
        {
            state.Free[f] += step * b[f];
        }

        if (b.Length > state.Free.Length)
        {
            state.Mean += step * b[^2];
            state.LogSd += step * b[^1];
        }
    }
}
