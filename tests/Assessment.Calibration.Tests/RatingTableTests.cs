using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests;

public class RatingTableTests
{
    [Fact]
    public void Build_RowsOutOfOrder_SortsByCandidateAndKeepsOrderWithin()
    {
        var builder = new RatingTableBuilder();
        builder.Add("a", "r1", "k", 1);
        builder.Add("b", "r1", "k", 2);
        builder.Add("a", "r2", "k", 3);
        builder.Add("b", "r2", "k", 4);
        RatingTable table = builder.Build();
        Assert.Equal([0, 0, 1, 1], table.Candidates.ToArray());
        Assert.Equal([1, 3, 2, 4], table.Levels.ToArray());
        Assert.Equal([0, 2, 4], table.CandidateStarts.ToArray());
        Assert.Equal([1, 3], table.ByRater.RowsOf(1).ToArray());
        Assert.Equal((1, 4), (table.LowestLevel, table.HighestLevel));
    }

    [Fact]
    public void Build_Duplicates_NamesThemWithPositions()
    {
        var builder = new RatingTableBuilder();
        builder.Add("a", "r1", "k", 1);
        builder.Add("b", "r1", "k", 1);
        builder.Add("a", "r1", "k", 2);
        var error = Assert.Throws<DuplicateRatingException>(builder.Build);
        Assert.Equal(1, error.DuplicateCount);
        Assert.Equal(new DuplicateRating("a", "r1", "k", null, 0, 2), Assert.Single(error.Duplicates));
        Assert.Contains("candidate 'a', rater 'r1', criterion 'k' at positions 0 and 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ManyDuplicatesOfOneBigCandidate_CountsAllNamesTwenty()
    {
        var builder = new RatingTableBuilder();
        for (int i = 0; i < 60; i++)
        {
            builder.Add("a", Tables.Text(i % 30), "k", 1);
        }

        var error = Assert.Throws<DuplicateRatingException>(builder.Build);
        Assert.Equal(30, error.DuplicateCount);
        Assert.Equal(20, error.Duplicates.Count);
        Assert.All(error.Duplicates, d => Assert.Equal(d.FirstPosition + 30, d.Position));
    }

    [Fact]
    public void Build_SameRatingInTwoPeriods_IsNoDuplicate()
    {
        var builder = new RatingTableBuilder();
        builder.Add("a", "r", "k", 1, "10");
        builder.Add("a", "r", "k", 1, "9");
        builder.Add("b", "r", "k", 1);
        RatingTable table = builder.Build();
        Assert.Equal(["9", "10"], table.PeriodNames);
        Assert.Equal([1, 0, -1], table.Periods.ToArray());
        Assert.Equal([0], table.ByPeriod.RowsOf(1).ToArray());
    }

    [Fact]
    public void Build_WrongLevelsAndTwoGroups_ListsEveryProblem()
    {
        var builder = new RatingTableBuilder().WithScale(1, 5);
        builder.Add("a", "r1", "k", 0, group: "x");
        builder.Add("a", "r2", "k", 1, group: "x");
        builder.Add("a", "r3", "k", 2, group: "y");
        builder.Add("b", "r3", "k", 300);
        var error = Assert.Throws<InvalidRatingsException>(builder.Build);
        Assert.Equal(3, error.ProblemCount);
        Assert.Equal(3, error.Problems.Count);
    }

    [Fact]
    public void Build_Nothing_IsAnEmptyTable()
    {
        Assert.Equal(0, Tables.Empty.Count);
        Assert.Equal([0], Tables.Empty.CandidateStarts.ToArray());
        Assert.Equal(0, Tables.Empty.ByRater.Count);
    }

    [Fact]
    public void Where_Predicate_KeepsNamesAndIndices()
    {
        RatingTable table = Tables.Grid("1 2 / 3 . / 5 4");
        RatingTable cut = table.Where(row => table.Levels[row] > 2);
        Assert.Equal(3, cut.CandidateCount);
        Assert.Equal([0, 0, 1, 3], cut.CandidateStarts.ToArray());
        Assert.Equal([3, 5, 4], cut.Levels.ToArray());
        Assert.Equal(1, cut.LowestLevel);
    }

    [Fact]
    public void Simulator_SameSeed_GivesTheSameTable()
    {
        var options = new SimulationOptions
        {
            Seed = 7,
            Blocks = 2,
            Periods = 3,
            DriftingShare = .2,
            DriftPerPeriod = .3,
            HaloShare = .2,
            HaloSd = 1,
            Groups = 2,
            GroupGap = .5,
            MissingShare = .1,
            Model = SimulatedModel.PartialCredit,
        };
        RatingTable a = Simulator.Run(options).Table;
        RatingTable b = Simulator.Run(options).Table;
        Assert.Equal(a.Levels.ToArray(), b.Levels.ToArray());
        Assert.Equal(a.Raters.ToArray(), b.Raters.ToArray());
        Assert.InRange(a.Count, 200 * 4 * 4 * 0.85, 200 * 4 * 4 * 0.95);
    }
}
