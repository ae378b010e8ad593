namespace Assessment.Scoring.Tests;

public class RoleProfileTests
{
    private static readonly ProfileCompetency P1 = new("P1", 1, 3, true);

    public static TheoryData<string, ProfileCompetency[], int[], int, CombinationRule> Broken => new()
    {
        { "A profile has 1 to 64 competencies.", [], Panels.Cuts, 0, CombinationRule.Mean },
        { "A profile has 1 to 64 competencies.", [.. Enumerable.Range(0, 65).Select(i => P1 with { CompetencyId = $"C{i}" })], Panels.Cuts, 0, CombinationRule.Mean },
        { "A competency repeats.", [P1, P1 with { Bar = 4 }], Panels.Cuts, 0, CombinationRule.Mean },
        { "A profile weight is outside [0, 1000].", [P1 with { Weight = -1 }], Panels.Cuts, 0, CombinationRule.Mean },
        { "A profile weight is outside [0, 1000].", [P1 with { Weight = 1001 }], Panels.Cuts, 0, CombinationRule.Mean },
        { "A bar is outside [1, 5].", [P1 with { Bar = 0 }], Panels.Cuts, 0, CombinationRule.Mean },
        { "A bar is outside [1, 5].", [P1 with { Bar = 6 }], Panels.Cuts, 0, CombinationRule.Mean },
        { "At least one competency needs a weight above 0.", [new("P1", 0, 3, false)], Panels.Cuts, 0, CombinationRule.Mean },
        { "A required competency needs a weight above 0.", [P1, new("P2", 0, 3, true)], Panels.Cuts, 0, CombinationRule.Mean },
        { "Five ascending cut scores are needed.", [P1], [1, 2, 3, 4], 0, CombinationRule.Mean },
        { "Five ascending cut scores are needed.", [P1], [1, 2, 3, 4, 5, 6], 0, CombinationRule.Mean },
        { "Five ascending cut scores are needed.", [P1], [1, 2, 2, 4, 5], 0, CombinationRule.Mean },
        { "Five ascending cut scores are needed.", [P1], [1, 2, 3, 5, 4], 0, CombinationRule.Mean },
        { "A cut score is outside [1, 10000].", [P1], [0, 2, 3, 4, 5], 0, CombinationRule.Mean },
        { "A cut score is outside [1, 10000].", [P1], [1, 2, 3, 4, 10_001], 0, CombinationRule.Mean },
        { "The minimum coverage is outside [0, 10000].", [P1], Panels.Cuts, -1, CombinationRule.Mean },
        { "The minimum coverage is outside [0, 10000].", [P1], Panels.Cuts, 10_001, CombinationRule.Mean },
        { "The combination rule is unknown.", [P1], Panels.Cuts, 0, (CombinationRule)3 },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void Constructor_ValueOutOfRange_SaysWhatIsWrong(
        string message, ProfileCompetency[] competencies, int[] cuts, int minimumCoverage, CombinationRule rule) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new RoleProfile("r", "l", competencies, cuts, minimumCoverage, rule)).Message);

    [Fact]
    public void Constructor_EdgesOfEveryRange_Kept()
    {
        var profile = new RoleProfile(
            "ml_engineer", "senior", [new("P1", 1000, 5, true), new("P2", 0, 1, false)], [1, 2, 3, 4, 10_000], 10_000, CombinationRule.TrimmedMean);

        Assert.Equal(("ml_engineer", "senior"), (profile.Role, profile.Level));
        Assert.Equal([new("P1", 1000, 5, true), new("P2", 0, 1, false)], profile.Competencies);
        Assert.Equal([1, 2, 3, 4, 10_000], profile.CutScores);
        Assert.Equal((10_000, CombinationRule.TrimmedMean), (profile.MinimumCoverage, profile.Combination));
    }

    [Fact] // A checked profile must stay what was checked: scoring shares it between threads.
    public void Constructor_CallersListsChangedLater_ProfileUnchanged()
    {
        ProfileCompetency[] competencies = [P1];
        int[] cuts = [1_000, 3_000, 5_000, 7_000, 9_000];
        var profile = new RoleProfile("r", "l", competencies, cuts, 0, CombinationRule.Mean);

        competencies[0] = P1 with { Weight = -5 };
        cuts[4] = -1;

        Assert.Equal([P1], profile.Competencies);
        Assert.Equal([1_000, 3_000, 5_000, 7_000, 9_000], profile.CutScores);
    }

    [Fact]
    public void Bind_CompetencyInOneOnly_WeighsNothingInTheRubric()
    {
        var rubric = Panels.Singles(2);
        var bound = Panels.Bound(rubric, [new("C1", 7, 4, false), new("X9", 5, 2, true)]);

        Assert.Equal((0, (int?)null), (bound.WeightOf(0), bound.BarValueOf(0)));
        Assert.Equal((7, 7_500), (bound.WeightOf(1), bound.BarValueOf(1)));
        Assert.Same(rubric, bound.Rubric);
        Assert.Equal("ml_engineer", bound.Profile.Role);
    }
}
