using Assessment.Calibration.Criteria;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Criteria;

public class CriterionAnalysisTests
{
    [Fact]
    public void Of_SmallTable_MatchesHandComputation()
    {
        var builder = new RatingTableBuilder().WithScale(1, 5);
        int[][] levels = [[1, 2], [2, 2], [3, 5], [4, 4], [5, 5]];
        for (int c = 0; c < levels.Length; c++)
        {
            builder.Add(Tables.Text(c), "r", "a", levels[c][0]);
            builder.Add(Tables.Text(c), "r", "b", levels[c][1]);
        }

        CriterionStatistics a = CriterionAnalysis.Of(builder.Build(), new CriterionOptions { MinimumRatings = 0, MinimumPerLevel = 0 })[0];
        Assert.Equal(0.5, a.Difficulty.Estimate.Value, 1e-12); // mean 3 on 1 .. 5
        Assert.Equal(Math.Sqrt(5.0 / 4 * 10) / 5 / 4, a.Difficulty.Estimate.StandardError, 1e-12);
        Assert.Equal(8 / Math.Sqrt(10 * 9.2), a.Discrimination.Estimate.Value, 1e-12);
        Assert.Equal([1, 1, 1, 1, 1], a.LevelCounts);
        Assert.Equal((0.2, 0.2), (a.Floor, a.Ceiling));
    }

    [Fact]
    public void Of_SimulatedDifficulties_OrdersThemAndFindsNoConcern()
    {
        Simulation simulation = Simulator.Run(new SimulationOptions { Candidates = 2_000, DifficultySd = 0.8 });
        IReadOnlyList<CriterionStatistics> criteria = CriterionAnalysis.Of(simulation.Table);
        Assert.Equal(
            Enumerable.Range(0, 4).OrderBy(k => simulation.Truth.Difficulty[k]), criteria.OrderBy(c => c.Difficulty.Estimate.Value).Select(c => c.Criterion));
        Assert.All(criteria, criterion => Assert.Equal(CriterionConcerns.None, criterion.Concerns));
    }

    [Fact]
    public void Of_FewRatings_WithholdsAndSaysTooFew()
    {
        CriterionStatistics only = Assert.Single(CriterionAnalysis.Of(Tables.Grid("1 2 / 3 4")));
        Assert.Equal(CriterionConcerns.TooFewRatings, only.Concerns);
        Assert.Equal(EstimateStatus.Suppressed, only.Difficulty.Estimate.Status);
    }

    [Fact]
    public void Of_CeilingUnusedAndReversed_RaisesEachConcern()
    {
        var builder = new RatingTableBuilder().WithScale(1, 5);
        for (int c = 0; c < 100; c++)
        {
            builder.Add(Tables.Text(c), "r", "high", c % 10 == 0 ? 4 : 5);
            builder.Add(Tables.Text(c), "r", "up", 1 + (c % 5));
            builder.Add(Tables.Text(c), "r", "down", 5 - (c % 5));
        }

        IReadOnlyList<CriterionStatistics> criteria = CriterionAnalysis.Of(builder.Build());
        Assert.True(criteria[0].Concerns.HasFlag(CriterionConcerns.Ceiling | CriterionConcerns.UnusedLevels));
        Assert.True(criteria[2].Concerns.HasFlag(CriterionConcerns.NegativeDiscrimination | CriterionConcerns.WeakDiscrimination));
        Assert.False(criteria[1].Concerns.HasFlag(CriterionConcerns.Floor));
    }

    [Fact]
    public void Of_NoVariationOrNoOtherCriterion_SaysWhy()
    {
        CriterionStatistics alone = Assert.Single(CriterionAnalysis.Of(Tables.Grid("3 3 / 3 3"), new CriterionOptions { MinimumRatings = 0 }));
        Assert.Equal(EstimateStatus.NoVariation, alone.Difficulty.Estimate.Status);
        Assert.Equal(EstimateStatus.TooFew, alone.Discrimination.Estimate.Status);
        Assert.Empty(CriterionAnalysis.Of(Tables.Empty));
    }
}
