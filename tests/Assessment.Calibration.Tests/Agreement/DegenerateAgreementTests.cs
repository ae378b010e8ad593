using Assessment.Calibration.Agreement;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Agreement;

public class DegenerateAgreementTests
{
    public static TheoryData<string, EstimateStatus> Cases => new()
    {
        { "empty", EstimateStatus.Empty },
        { "one rater", EstimateStatus.OneRater },
        { "one rating each", EstimateStatus.NoPairs },
        { "all equal", EstimateStatus.NoVariation },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Alpha_DegenerateTable_SaysWhy(string which, EstimateStatus expected)
    {
        foreach (UncertaintyMethod method in Enum.GetValues<UncertaintyMethod>())
        {
            Assert.All(
                KrippendorffAlpha.OfAll(TableOf(which), new AgreementOptions { Uncertainty = method, Replicates = 50 }),
                statistic => Assert.Equal(expected, statistic.Estimate.Status));
        }
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("one rater")]
    [InlineData("one rating each")]
    [InlineData("all equal")]
    [InlineData("all equal on a scale")]
    [InlineData("one candidate")]
    [InlineData("two ratings")]
    [InlineData("separated raters")]
    [InlineData("one dissent")]
    [InlineData("blocks")]
    public void Report_DegenerateTable_NeverHasAnUnexplainedNaN(string which)
    {
        foreach (UncertaintyMethod method in Enum.GetValues<UncertaintyMethod>())
        {
            AgreementReport report = AgreementReport.Of(TableOf(which), new AgreementOptions { Uncertainty = method, Replicates = 50 });
            Assert.Equal(21, report.Statistics.Count);
            Assert.All(report.Statistics, AssertExplained);
        }

        Assert.All(FleissKappa.ByCategory(TableOf(which)), AssertExplained);
        AssertExplained(CohenKappa.Light(TableOf(which), AgreementWeights.Quadratic));
        Assert.All(CohenKappa.AllPairs(TableOf(which), AgreementWeights.Quadratic, minimumShared: 1), pair => AssertExplained(pair.Statistic));
    }

    [Fact]
    public void Report_MillionCandidatesWithOneRatingEach_SaysNoPairs()
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Candidates = 1_000_000, Raters = 1000, RatersPerCandidate = 1, Criteria = 1 }).Table;
        Assert.All(KrippendorffAlpha.OfAll(table), statistic => Assert.Equal(EstimateStatus.NoPairs, statistic.Estimate.Status));
        Assert.All(IntraclassCorrelation.Of(table).Statistics, statistic => Assert.Equal(EstimateStatus.NoPairs, statistic.Estimate.Status));
        Assert.All(
            ChanceCorrected.OfAll(table, AgreementWeights.Quadratic), result => Assert.Equal(EstimateStatus.NoPairs, result.Statistic.Estimate.Status));
    }

    [Fact]
    public void KendallW_SparsePanel_IsIncomplete() =>
        Assert.Equal(EstimateStatus.Incomplete, KendallW.Of(Tables.Grid("1 2 . / . 2 3 / 3 . 1 / 2 2 .")).Statistic.Estimate.Status);

    [Fact]
    public void Alpha_RepeatInAnotherPeriod_CountsTheFirstRatingOnly()
    {
        var builder = new RatingTableBuilder();
        builder.Add("a", "r1", "k", 1, "1");
        builder.Add("a", "r2", "k", 1, "1");
        builder.Add("a", "r1", "k", 5, "2");
        builder.Add("b", "r1", "k", 4, "2");
        builder.Add("b", "r2", "k", 4, "2");
        Assert.Equal(1, KrippendorffAlpha.Of(builder.Build(), AlphaMetric.Ordinal).Estimate.Value, 1e-12);
    }

    [Fact]
    public void Custom_WeightsOfAnotherSize_AreRefused()
    {
        var weights = AgreementWeights.Custom("mine", new[,] { { 1, 0.5 }, { 0.5, 1 } });
        Assert.Throws<ArgumentException>(() => ChanceCorrected.OfAll(Tables.Grid("1 2 / 3 3"), weights));
        Assert.Throws<ArgumentException>(() => AgreementWeights.Custom("bad", new[,] { { 1, 0.5 }, { 0.4, 1 } }));
        Assert.Throws<ArgumentException>(() => AgreementWeights.FromDisagreement("bad", new double[,] { { 0, 0 }, { 0, 0 } }));
    }

    private static void AssertExplained(Statistic statistic)
    {
        Estimate estimate = statistic.Estimate;
        if (double.IsNaN(estimate.Value))
        {
            Assert.DoesNotContain(estimate.Status, new[] { EstimateStatus.Ok, EstimateStatus.NoUncertainty, EstimateStatus.NotEstimated });
        }
        else
        {
            Assert.True(double.IsFinite(estimate.Value) && estimate.Value <= 1 + 1e-12, statistic.ToString());
            Assert.True(estimate.Status is EstimateStatus.NoUncertainty or EstimateStatus.Boundary || !double.IsNaN(estimate.Lower), statistic.ToString());
        }
    }

    private static RatingTable TableOf(string which) => which switch
    {
        "empty" => Tables.Empty,
        "one rater" => Tables.Grid("1 / 2 / 3"),
        "one rating each" => Tables.Grid("1 . / . 2 / 3 ."),
        "all equal" => Tables.Grid("3 3 3 / 3 3 . / 3 3 3"),
        "all equal on a scale" => Tables.Grid("3 3 3 / 3 3 . / 3 3 3", 1, 5),
        "one candidate" => Tables.Grid("1 2 3"),
        "two ratings" => Tables.Grid("1 2"),
        "separated raters" => Tables.Grid("1 5 / 1 5 / 1 5 / 1 5"),
        "one dissent" => Tables.Grid("2 2 / 2 2 / 2 3 / 2 2"),
        _ => Tables.Grid("1 2 . . / 3 3 . . / . . 4 4 / . . 5 4"),
    };
}
