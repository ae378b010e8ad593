using Assessment.Calibration.Agreement;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;
using Assessment.Calibration.Tests.Support;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Tests;

/// <summary>Long work looks at its token within, not only before it begins.</summary>
public class CancellationTests
{
    private static readonly RatingTable Table = Simulator.Run(new SimulationOptions { Seed = 21, Candidates = 120, Raters = 10, Periods = 4, Groups = 2 }).Table;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RaschSolver_CancelledAfterAPass_StopsAtTheNext(bool marginal)
    {
        using var source = new CancellationTokenSource();
        RatingPruning pruning = RatingPruning.Of(Table, RaschScale.RatingScale, marginal, source.Token);
        SubsetMembers members = SubsetMembers.Of(Table, pruning);
        RaschPanel panel = RaschPanel.Build(Table, pruning, 0, members.Candidates[0], members.Raters[0], new int[Table.RaterCount]);
        var layout = new StepLayout(panel, RaschScale.RatingScale, DesignLinks.Of(panel).CriterionGroup);
        var solver = new RaschSolver(panel, layout, new RaschOptions(), marginal, source.Token);
        RaschStart.Set(panel, layout, solver.State);
        solver.Evaluate(solver.State, 1e-3);
        (double[] raters, double[] free) = solver.Scores();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => solver.Evaluate(solver.State, 1e-3));
        Assert.Throws<OperationCanceledException>(() => solver.System.Step(raters, free, 1e-6, new double[raters.Length], new double[free.Length]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(800)]
    public void MixedModelEquations_CancelledAfterAnEvaluation_StopAtTheNextPass(int exactOrder)
    {
        using var source = new CancellationTokenSource();
        VarianceTerm[] terms = [VarianceTerm.Candidate, VarianceTerm.Rater, VarianceTerm.Criterion];
        MixedModelEquations equations = RemlEstimate.EquationsOf(ColumnView.Of(Table), terms, new RemlOptions { ExactOrder = exactOrder }, source.Token);
        double[] variances = [1, 0.5, 0.5, 1];
        Assert.True(equations.Evaluate(variances));
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => equations.AverageInformation(variances));
        Assert.Throws<OperationCanceledException>(() => equations.Evaluate(variances));
    }

    [Fact]
    public void Bootstrap_CancelledInAReplicate_DrawsNoMoreThanThoseUnderWay()
    {
        using var source = new CancellationTokenSource();
        var statistic = new CancellingStatistic(source, after: 500, new int[1]);
        var options = new AgreementOptions { Uncertainty = UncertaintyMethod.Bootstrap, Replicates = 50_000 };

        Assert.Throws<OperationCanceledException>(() => CandidateResampling.Estimates(
            Table, CategoryMap.Of(Table, CategoryBasis.Scale), statistic, [0.5], 100, options, source.Token));
        Assert.InRange(statistic.Calls, 500, 49_999);
    }

    [Theory]
    [InlineData(CalibrationPhase.Agreement)]
    [InlineData(CalibrationPhase.Variance)]
    [InlineData(CalibrationPhase.Severity)]
    [InlineData(CalibrationPhase.Raters)]
    public void Report_CancelledAsAPhaseBegins_BeginsNoOther(CalibrationPhase last)
    {
        using var source = new CancellationTokenSource();
        var begun = new List<CalibrationPhase>();

        Assert.Throws<OperationCanceledException>(() => CalibrationReport.Of(
            Table,
            started: phase =>
            {
                begun.Add(phase);
                if (phase == last)
                {
                    source.Cancel();
                }
            },
            cancellation: source.Token));
        Assert.Equal(last, begun[^1]);
    }

    [Fact]
    public void Fits_TokenCancelledBefore_Throw()
    {
        var cancelled = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => ManyFacetRasch.Fit(Table, cancellation: cancelled));
        Assert.Throws<OperationCanceledException>(() => Reml.Fit(Table, cancellation: cancelled));
        Assert.Throws<OperationCanceledException>(() => AgreementReport.Of(Table, cancellation: cancelled));
        Assert.Throws<OperationCanceledException>(() => KrippendorffAlpha.Of(Table, AlphaMetric.Ordinal, cancellation: cancelled));
    }

    /// <summary>The share of the first category, which cancels after some values.</summary>
    private readonly struct CancellingStatistic(CancellationTokenSource source, int after, int[] calls) : IAdditiveStatistic
    {
        public int Calls => calls[0];

        public int SumCount => 2;

        public int ValueCount => 1;

        public bool AddUnit(ReadOnlySpan<byte> categories, Span<double> sums)
        {
            sums[0] += categories[0] == 0 ? 1 : 0;
            sums[1]++;
            return true;
        }

        public void Values(ReadOnlySpan<double> sums, Span<double> values)
        {
            values[0] = sums[0] / sums[1];
            if (Interlocked.Increment(ref calls[0]) == after)
            {
                source.Cancel();
            }
        }
    }
}
