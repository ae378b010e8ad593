using Assessment.Calibration.Tests.Reference;
using Assessment.Calibration.Tests.Support;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Tests.Variance;

public class DecisionStudyTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.6)]
    public void RatersFor_ReachableTarget_IsTheFirstThatReachesIt(double target)
    {
        RatingTable table = P07Brennan2001Set3.Table();
        DecisionStudy study = DecisionStudy.Of(Reml.Fit(table), table);
        RatersNeeded needed = study.RatersFor(target, 8);
        int raters = Assert.NotNull(needed.Raters);
        Assert.True(study.Phi(raters, 8).Value >= target);
        Assert.True(raters == 1 || study.Phi(raters - 1, 8).Value < target);
    }

    [Fact]
    public void RatersFor_TargetAboveTheCeiling_SaysThatCriteriaAreMissing()
    {
        RatingTable table = P07Brennan2001Set3.Table();
        RatersNeeded needed = DecisionStudy.Of(HendersonOne.Estimate(table), table).RatersFor(0.9, 2);
        Assert.Null(needed.Raters);
        Assert.Contains("criteria", needed.Reason, StringComparison.Ordinal);
        Assert.InRange(needed.Ceiling, 0.3, 0.9);
    }

    [Fact]
    public void Phi_FixedCriteria_CountsTheProfileAsUniverseScore()
    {
        RatingTable table = P07Brennan2001Set3.Table();
        DecisionStudy study = DecisionStudy.Of(HendersonOne.Estimate(table), table, criteriaFixed: true);
        double universe = 0.55277778 + (0.575 / 4), error = (0.10092593 / 2) + (0.93518519 / 8);
        Assert.Equal(universe / (universe + error), study.Generalizability(2, 4).Value, 1e-6);
        Assert.Equal(universe / (universe + error + (0.00740741 / 2) + (0.15648148 / 8)), study.Phi(2, 4).Value, 1e-6);
    }

    [Fact]
    public void Panel_UnequalPanels_IsTheHarmonicMean()
    {
        PanelSizes panel = PanelSizes.Of(Tables.Grid("1 2 3 4/1 2 . ./. . 3 ./1 . 3 ."));
        Assert.Equal(4 / ((1 / 4.0) + (1 / 2.0) + 1 + (1 / 2.0)), panel.Raters, 1e-12);
        Assert.Equal(1, panel.Criteria, 1e-12);
    }

    [Fact]
    public void SingleRater_OneCriterionCompleteTable_IsIccA1()
    {
        // Shrout and Fleiss (1979): ICC(2,1) = ICC(A,1) = .2898 from mean squares; on a complete table the components give the same.
        RatingTable table = Tables.Grid("9 2 5 8/6 1 3 2/8 4 6 8/7 1 2 6/10 5 6 9/6 2 4 7");
        Assert.Equal(0.289764, DecisionStudy.Of(HendersonOne.Estimate(table), table).SingleRater.Value, 1e-6);
        Assert.Equal(0.620051, DecisionStudy.Of(Reml.Fit(table), table).ActualRaters.Value, 1e-5);
    }

    [Fact]
    public void Phi_StandardError_MatchesTheSpreadOverSimulations()
    {
        var planted = new NormalRatings { Candidates = 120, Raters = 20, Criteria = 5 };
        var found = new (double Value, double Error)[40];
        Parallel.For(0, found.Length, i =>
        {
            RatingTable table = (planted with { Seed = (ulong)(500 + i) }).Table();
            Estimate phi = DecisionStudy.Of(Reml.Fit(table), table).Phi(3, 5);
            found[i] = (phi.Value, phi.StandardError);
        });
        double mean = found.Average(f => f.Value), spread = Math.Sqrt(found.Average(f => (f.Value - mean) * (f.Value - mean)));
        Assert.InRange(found.Average(f => f.Error) / spread, 0.65, 1.5);
    }
}
