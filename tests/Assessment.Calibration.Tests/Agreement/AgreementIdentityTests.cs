using Assessment.Calibration.Agreement;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Agreement;

public class AgreementIdentityTests
{
    private static readonly AgreementOptions Analytic = new() { Uncertainty = UncertaintyMethod.Analytic };

    [Fact]
    public void AllCoefficients_PerfectAgreement_AreOne()
    {
        RatingTable table = Tables.Grid("1 1 1 / 2 2 . / 3 3 3 / 5 . 5 / 4 4 4 / 2 2 2");
        AgreementReport report = AgreementReport.Of(table, Analytic);
        foreach (Statistic statistic in report.Statistics.Where(s => s.Name != "Kendall W"))
        {
            Assert.Equal(1, statistic.Estimate.Value, 1e-12);
        }

        Assert.Equal(1, KendallW.Of(Tables.Grid("1 1 1 / 2 2 2 / 2 2 2 / 5 5 5")).Statistic.Estimate.Value, 1e-12);
    }

    [Fact]
    public void AllCoefficients_RatersRelabelled_DoNotChange()
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Candidates = 60, Raters = 8, RatersPerCandidate = 3, MissingShare = .1 }).Table;
        var builder = new RatingTableBuilder();
        for (int row = 0; row < table.Count; row++)
        {
            // Another name, and another order of appearance.
            int back = table.Count - 1 - row;
            builder.Add(table.CandidateNames[table.Candidates[back]], "x" + (7 * table.Raters[back] % 8), table.CriterionNames[table.Criteria[back]], table.Levels[back]);
        }

        AssertSameValues(AgreementReport.Of(table), AgreementReport.Of(builder.Build()), _ => true);
    }

    [Fact]
    public void AllCoefficientsButRatioAlpha_ConstantAdded_DoNotChange()
    {
        Simulation low = Simulator.Run(new SimulationOptions { Candidates = 60, LowestLevel = 1 });
        Simulation high = Simulator.Run(new SimulationOptions { Candidates = 60, LowestLevel = 11 });
        AssertSameValues(AgreementReport.Of(low.Table), AgreementReport.Of(high.Table), s => s.Variant != "ratio metric");
        Assert.NotEqual(
            KrippendorffAlpha.Of(low.Table, AlphaMetric.Ratio).Estimate.Value, KrippendorffAlpha.Of(high.Table, AlphaMetric.Ratio).Estimate.Value, 1e-3);
    }

    [Fact]
    public void QuadraticKappa_ManyUnits_NearsAbsoluteAgreementIcc()
    {
        double Difference(int candidates)
        {
            RatingTable table = Simulator.Run(new SimulationOptions { Seed = 3, Candidates = candidates, Raters = 2, RatersPerCandidate = 0, Criteria = 1 }).Table;
            double icc = IntraclassCorrelation.Of(table).Statistics[(int)IccForm.Agreement].Estimate.Value;
            return Math.Abs(icc - CohenKappa.Between(table, 0, 1, AgreementWeights.Quadratic, Analytic).Estimate.Value);
        }

        Assert.True(Difference(50) < 0.02);
        Assert.True(Difference(5_000) < 2e-4);
    }

    [Fact]
    public void WeightedAlpha_QuadraticAndIdentity_EqualIntervalAndNominalAlpha()
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Candidates = 80, MissingShare = .2 }).Table;
        double Weighted(AgreementWeights weights) =>
            ChanceCorrected.Of(table, AgreementCoefficient.KrippendorffAlpha, weights).Statistic.Estimate.Value;
        Assert.Equal(KrippendorffAlpha.Of(table, AlphaMetric.Interval).Estimate.Value, Weighted(AgreementWeights.Quadratic), 1e-12);
        Assert.Equal(KrippendorffAlpha.Of(table, AlphaMetric.Nominal).Estimate.Value, Weighted(AgreementWeights.Identity), 1e-12);
    }

    [Fact]
    public void CongerKappa_TwoCompleteRaters_IsCohensKappa()
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Candidates = 70, Raters = 2, RatersPerCandidate = 0, Criteria = 1 }).Table;
        foreach (AgreementWeights weights in new[] { AgreementWeights.Identity, AgreementWeights.Linear, AgreementWeights.Quadratic })
        {
            Estimate conger = ChanceCorrected.Of(table, AgreementCoefficient.CongerKappa, weights).Statistic.Estimate;
            Estimate cohen = CohenKappa.Between(table, 0, 1, weights).Estimate;
            Assert.Equal(cohen.Value, conger.Value, 1e-12);
            Assert.Equal(cohen.StandardError, conger.StandardError, 1e-9);
        }
    }

    [Fact]
    public void Icc_HendersonOnCompleteTable_EqualsAnalysisOfVariance()
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Candidates = 40, Raters = 5, RatersPerCandidate = 0 }).Table;
        IccResult icc = IntraclassCorrelation.Of(table);
        var (between, raters, residual, _) = icc.MeanSquares;
        Assert.True(icc.IsComplete);
        Assert.Equal((between - residual) / (between + (4 * residual)), icc.Statistics[(int)IccForm.Consistency].Estimate.Value, 1e-12);
        double agreement = (between - residual) / (between + (4 * residual) + (5 * (raters - residual) / 40));
        Assert.Equal(agreement, icc.Statistics[(int)IccForm.Agreement].Estimate.Value, 1e-12);
    }

    [Fact]
    public void Icc_SparsePanel_UsesHarmonicMeanOfActualRaters()
    {
        IccResult icc = IntraclassCorrelation.Of(Tables.Grid("1 2 . . / 2 . 3 3 / . 4 4 . / 5 5 5 4 / 3 . . 2"));
        Assert.False(icc.IsComplete);
        Assert.Equal(5 / ((1.0 / 2) + (1.0 / 3) + (1.0 / 2) + (1.0 / 4) + (1.0 / 2)), icc.RatersPerCandidate, 1e-12);
        double one = icc.Statistics[(int)IccForm.Agreement].Estimate.Value;
        double k = icc.RatersPerCandidate;
        Assert.Equal(k * one / (1 + ((k - 1) * one)), icc.Statistics[(int)IccForm.AgreementMean].Estimate.Value, 1e-12);
    }

    private static void AssertSameValues(AgreementReport a, AgreementReport b, Func<Statistic, bool> applies)
    {
        Assert.Equal(a.Statistics.Count, b.Statistics.Count);
        foreach (var (one, other) in a.Statistics.Zip(b.Statistics).Where(pair => applies(pair.First)))
        {
            Assert.Equal(one.Estimate.Status, other.Estimate.Status);
            Assert.Equal(one.Estimate.Value, other.Estimate.Value, 1e-9);
            Assert.Equal(one.Estimate.StandardError, other.Estimate.StandardError, 1e-9);
        }
    }
}
