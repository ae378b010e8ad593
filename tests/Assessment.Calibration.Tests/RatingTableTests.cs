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
    public void FromColumns_AnyOrder_IsTheBuildersTable()
    {
        string[] candidates = ["a", "b", "c"], raters = ["r1", "r2"], criteria = ["k", "l"], periods = ["2026-01", "2026-02"], groups = ["x", "y"];
        int[] candidate = [2, 0, 2, 0, 2], rater = [0, 1, 1, 0, 0], criterion = [0, 0, 1, 1, 1], period = [1, 0, -1, 1, 0];
        byte[] level = [5, 3, 1, 2, 4];
        var builder = new RatingTableBuilder(candidates, raters, criteria, periods, groups, [1, -1, 0]).WithScale(1, 5);
        for (int i = 0; i < level.Length; i++)
        {
            builder.AddIndexed(candidate[i], rater[i], criterion[i], level[i], period[i]);
        }

        RatingTable built = builder.Build();
        RatingTable table = RatingTable.FromColumns(
            candidates, raters, criteria, periods, new(candidate, rater, criterion, period, level), 1, 5, groups, [1, -1, 0]);
        Assert.Equal([2, 0, 2, 0, 2], candidate); // The columns are only read.
        Assert.Equal([3, 2, 5, 1, 4], table.Levels.ToArray());
        Assert.Equal(built.Levels.ToArray(), table.Levels.ToArray());
        Assert.Equal(built.Candidates.ToArray(), table.Candidates.ToArray());
        Assert.Equal(built.Raters.ToArray(), table.Raters.ToArray());
        Assert.Equal(built.Criteria.ToArray(), table.Criteria.ToArray());
        Assert.Equal(built.Periods.ToArray(), table.Periods.ToArray());
        Assert.Equal(built.CandidateStarts.ToArray(), table.CandidateStarts.ToArray());
        Assert.Equal(built.GroupOfCandidate.ToArray(), table.GroupOfCandidate.ToArray());
        Assert.Equal((1, 5, 2), (table.LowestLevel, table.HighestLevel, table.PeriodCount));
    }

    [Fact]
    public void FromColumns_Duplicate_NamesItWithPositions()
    {
        var error = Assert.Throws<DuplicateRatingException>(
            () => RatingTable.FromColumns(["a", "b"], ["r"], ["k"], [], new([1, 0, 1], [0, 0, 0], [0, 0, 0], [], [1, 2, 3]), 1, 5));
        Assert.Equal(new DuplicateRating("b", "r", "k", null, 0, 2), Assert.Single(error.Duplicates));
    }

    [Fact]
    public void FromColumns_LevelsOutsideTheScale_ListsThem()
    {
        var error = Assert.Throws<InvalidRatingsException>(
            () => RatingTable.FromColumns(["a"], ["r", "s", "t"], ["k"], [], new([0, 0, 0], [0, 1, 2], [0, 0, 0], [], [0, 3, 6]), 1, 5));
        Assert.Equal([0, 2], error.Problems.Select(problem => problem.Position));
    }

    [Theory]
    [InlineData(-1, 0, 0, 0, "candidate")]
    [InlineData(1, 0, 0, 0, "candidate")]
    [InlineData(0, 1, 0, 0, "rater")]
    [InlineData(0, 0, 1, 0, "criterion")]
    [InlineData(0, 0, 0, 1, "period")]
    [InlineData(0, 0, 0, -2, "period")]
    public void FromColumns_IndexOutOfRange_SaysWhich(int candidate, int rater, int criterion, int period, string what)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => RatingTable.FromColumns(["a"], ["r"], ["k"], ["p"], new([candidate], [rater], [criterion], [period], [1]), 1, 5));
        Assert.Equal(what, error.ParamName);
    }

    [Fact]
    public void FromColumns_WrongShapes_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => RatingTable.FromColumns(["a"], ["r"], ["k"], [], new([0], [0], [0], [0], [1]), 1, 5));
        Assert.Throws<ArgumentException>(() => RatingTable.FromColumns(["a"], ["r"], ["k"], ["p"], new([0], [0], [0], [], [1]), 1, 5));
        Assert.Throws<ArgumentException>(() => RatingTable.FromColumns(["a"], ["r"], ["k"], [], new([0], [0, 0], [0], [], [1]), 1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => RatingTable.FromColumns([], ["r"], ["k"], [], new([0], [0], [0], [], [1]), 1, 5));
        Assert.Throws<ArgumentException>(() => RatingTable.FromColumns(["a"], ["r"], ["k"], [], new([0], [0], [0], [], [1]), 1, 5, ["x"], [1]));
        Assert.Equal(0, RatingTable.FromColumns([], [], [], [], default, 1, 5).Count);
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
