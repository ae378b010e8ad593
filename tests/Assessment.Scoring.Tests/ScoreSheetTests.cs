namespace Assessment.Scoring.Tests;

/// <summary>What a sheet says where there is nothing to say: absent, never 0.</summary>
public class ScoreSheetTests
{
    private static readonly Rubric OneCriterion = Rubric.Compile([new("C0", Track.ProductSense, 1, false, [new("C0.0", 1)])], []);

    private static readonly BoundProfile Profile = new(
        OneCriterion, new("role", "level", [new("C0", 1, 3, false)], [1, 2, 3, 4, 5], 0, CombinationRule.Mean));

    [Fact]
    public void Scores_BeforeFirstCard_AreAbsent()
    {
        var score = new ScorecardScore(OneCriterion);

        Assert.Null(score.Composite);
        Assert.Null(score.EqualWeights);
        Assert.Null(score.CompetencyScore(0));
        Assert.Null(score.RawValue(0));
        Assert.Null(score.CappedValue(0));
        Assert.All(Enum.GetValues<Track>(), track => Assert.Null(score.TrackScore(track)));
        Assert.Equal(0, score.Coverage);
    }

    [Fact]
    public void TrackScore_NoTrack_IsAbsent()
    {
        var score = new ScorecardScore(OneCriterion);
        Assert.True(score.TryScore(Profile, OneCriterion.Everything, [new(0, 5)], []));

        Assert.Null(score.TrackScore(Track.None));
        Assert.Equal(10_000, score.TrackScore(Track.ProductSense));
    }
}
