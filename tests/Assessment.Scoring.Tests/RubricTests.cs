namespace Assessment.Scoring.Tests;

public class RubricTests
{
    private static readonly CompetencyDefinition Good = Panels.Competency("P1", Track.ProductSense, 1, 1, 1);

    public static TheoryData<string, CompetencyDefinition[], RedFlagDefinition[]> Broken => new()
    {
        { "A rubric has 1 to 64 competencies.", [], [] },
        {
            "A rubric has 1 to 64 competencies.",
            [.. Enumerable.Range(0, 65).Select(i => Panels.Competency($"C{i}", Track.MlPlatform, 1, 1))],
            []
        },
        { "The id 'P1' repeats.", [Good, Panels.Competency("P1", Track.MlPlatform, 1, 1)], [] },
        { "'P2' has no track.", [Panels.Competency("P2", Track.None, 1, 1)], [] },
        { "'P2' has no track.", [Panels.Competency("P2", (Track)4, 1, 1)], [] },
        { "The weight of 'P2' is outside [1, 1000].", [Panels.Competency("P2", Track.MlPlatform, 0, 1)], [] },
        { "The weight of 'P2' is outside [1, 1000].", [Panels.Competency("P2", Track.MlPlatform, 1001, 1)], [] },
        { "'P2' needs 1 to 64 criteria.", [Panels.Competency("P2", Track.MlPlatform, 1)], [] },
        { "'P2' needs 1 to 64 criteria.", [Panels.Competency("P2", Track.MlPlatform, 1, [.. Enumerable.Repeat(1, 65)])], [] },
        { "The id 'P2' repeats.", [new("P2", Track.MlPlatform, 1, false, [new("P2", 1)])], [] },
        { "The id 'P1.0' repeats.", [Good, new("P2", Track.MlPlatform, 1, false, [new("P1.0", 1)])], [] },
        { "The weight of 'P2.1' is outside [1, 1000].", [Panels.Competency("P2", Track.MlPlatform, 1, 1, 0)], [] },
        { "The weight of 'P2.1' is outside [1, 1000].", [Panels.Competency("P2", Track.MlPlatform, 1, 1, 1001)], [] },
        { "The id 'F' repeats.", [Good], [new("F", 1, ["P1.0"]), new("F", 1, ["P1.0"])] },
        { "The id 'P1.0' repeats.", [Good], [new("P1.0", 1, ["P1.0"])] },
        { "The cap of 'F' is outside [1, 5].", [Good], [new("F", 0, ["P1.0"])] },
        { "The cap of 'F' is outside [1, 5].", [Good], [new("F", 6, ["P1.0"])] },
        { "'F' must cap criteria of the rubric.", [Good], [new("F", 1, [])] },
        { "'F' must cap criteria of the rubric.", [Good], [new("F", 1, ["P1.0", "P1"])] },
        { "'F' must cap criteria of the rubric.", [Good], [new("F", 1, ["p1.0"])] }, // ids are ordinal
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void Compile_BrokenDefinition_SaysWhatIsWrong(string message, CompetencyDefinition[] competencies, RedFlagDefinition[] flags) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Rubric.Compile(competencies, flags)).Message);

    [Fact]
    public void Compile_MixedTracks_SortsByTrackAndKeepsOrderWithin()
    {
        var rubric = Rubric.Compile(
            [
                Panels.Competency("I1", Track.MlPlatform, 7, 1),
                Panels.Competency("P2", Track.ProductSense, 8, 2, 3),
                Panels.Competency("D1", Track.DataModeling, 9, 4),
                Panels.Competency("P1", Track.ProductSense, 10, 5),
            ],
            [new("F1", 3, ["D1.0"]), new("F0", 2, ["P2.1", "I1.0"])]);

        Assert.Equal(["P2", "P1", "D1", "I1"], rubric.CompetencyIds);
        Assert.Equal(["P2.0", "P2.1", "P1.0", "D1.0", "I1.0"], rubric.CriterionIds);
        Assert.Equal(["F1", "F0"], rubric.RedFlagIds);
        Assert.Equal([8, 10, 9, 7], Enumerable.Range(0, 4).Select(rubric.WeightOfCompetency));
        Assert.Equal([2, 3, 5, 4, 1], Enumerable.Range(0, 5).Select(rubric.WeightOfCriterion));
        Assert.Equal([0, 0, 1, 2, 3], Enumerable.Range(0, 5).Select(rubric.CompetencyOf));
        Assert.Equal([Track.ProductSense, Track.ProductSense, Track.DataModeling, Track.MlPlatform], Enumerable.Range(0, 4).Select(rubric.TrackOf));
        Assert.Equal((0, 2), rubric.CriteriaOf(0));
        Assert.Equal((4, 5), rubric.CriteriaOf(3));
        Assert.Equal(2, rubric.CapOf(1));
        Assert.Equal([1, 4], rubric.CriteriaCappedBy(1));
    }

    [Fact]
    public void Find_KnownAndUnknownIds_IndexOrMinusOne()
    {
        var rubric = Panels.TwelveCriteria();

        Assert.Equal(3, rubric.FindCriterion("C1.1"));
        Assert.Equal(-1, rubric.FindCriterion("c1.1"));
        Assert.Equal(1, rubric.FindCompetency("C1"));
        Assert.Equal(-1, rubric.FindCompetency("C1.1"));
        Assert.Equal(0, rubric.FindRedFlag("F0"));
        Assert.Equal(-1, rubric.FindRedFlag(""));
    }

    [Fact]
    public void FocusOn_RepeatedId_CountsOnce()
    {
        var focus = Panels.TwelveCriteria().FocusOn(["C4", "C0", "C4"]);

        Assert.Equal(2, focus.Count);
        Assert.Equal([0, 4], Enumerable.Range(0, 6).Where(focus.Covers));
    }

    [Fact]
    public void FocusOn_UnknownId_Throws() =>
        Assert.Contains("'C9'", Assert.Throws<ArgumentException>(() => Panels.TwelveCriteria().FocusOn(["C0", "C9"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Everything_SixtyFourCompetencies_CoversAll()
    {
        var rubric = Panels.Singles(64);

        Assert.Equal(64, rubric.Everything.Count);
        Assert.Equal(0, default(Focus).Count);
        Assert.Equal(10_000, Panels.Scored(Panels.Bound(rubric), [.. Enumerable.Repeat(5, 64)]).Composite);
    }

    [Fact] // The largest sums there can be: 64 · 1000 · 10000 on each floor.
    public void Score_LargestRubricAndWeights_DoesNotOverflow()
    {
        int[] weights = [.. Enumerable.Repeat(1000, 64)];
        var rubric = Rubric.Compile([.. Enumerable.Range(0, 64).Select(i => Panels.Competency($"C{i}", Track.DataModeling, 1000, weights))], []);
        var profile = Panels.Bound(rubric, [.. rubric.CompetencyIds.Select(id => new ProfileCompetency(id, 1000, 5, true))], minimumCoverage: 10_000);
        int[] fives = [.. Enumerable.Repeat(5, 64 * 64)];

        var candidate = Panels.Candidate(profile, [.. Enumerable.Repeat(fives, 9)]);

        Assert.Equal((10_000, 10_000, 10_000), (candidate.Composite, candidate.TrackScore(Track.DataModeling), candidate.EqualWeights));
        Assert.Equal((10_000, 10_000), (candidate.Coverage, candidate.TrackCoverage(Track.DataModeling)));
        Assert.Equal(Band.StrongYes, candidate.Band);
        Assert.Equal(10_000, Explanation.Of(candidate, profile).Sum(c => c.Hundredths));
    }
}
