namespace Assessment.Scoring.Tests;

/// <summary>Candidates worked by hand.</summary>
public class CandidateScoreTests
{
    [Theory]
    [InlineData(CombinationRule.Mean, new[] { 1, 2, 5 }, 4_167)] // (0 + 2500 + 10000) / 3 = 4166.67
    [InlineData(CombinationRule.Mean, new[] { 1, 0, 2 }, 1_250)] // not observed takes no part: (0 + 2500) / 2
    [InlineData(CombinationRule.Mean, new[] { 2, 1, 1, 1, 1, 1, 1, 1 }, 312)] // 312.5, the tie goes down
    [InlineData(CombinationRule.Mean, new[] { 2, 2, 2, 1, 1, 1, 1, 1 }, 938)] // 937.5, the tie goes up
    [InlineData(CombinationRule.Median, new[] { 5, 1, 2 }, 2_500)]
    [InlineData(CombinationRule.Median, new[] { 5, 1, 2, 3 }, 3_750)] // the middle two: (2500 + 5000) / 2
    [InlineData(CombinationRule.Median, new[] { 4, 1 }, 3_750)] // (0 + 7500) / 2
    [InlineData(CombinationRule.Median, new[] { 3 }, 5_000)]
    [InlineData(CombinationRule.TrimmedMean, new[] { 5, 1, 1, 1 }, 2_500)] // n = 4 drops none: 10000 / 4
    [InlineData(CombinationRule.TrimmedMean, new[] { 5, 1, 1, 1, 2 }, 833)] // n = 5 drops a 1 and the 5: (0 + 0 + 2500) / 3 = 833.3
    [InlineData(CombinationRule.TrimmedMean, new[] { 5, 5, 1, 1, 2, 0 }, 4_167)] // n = 5 observed: (0 + 2500 + 10000) / 3; one of each is dropped
    public void Combine_Rule_GivesTheWorkedValue(CombinationRule rule, int[] levels, int expected)
    {
        var profile = Panels.Bound(Panels.Singles(1), [new("C0", 1, 3, false)], rule: rule);

        var candidate = Panels.Candidate(profile, Array.ConvertAll(levels, level => new[] { level }));

        Assert.Equal(expected, candidate.CriterionValues[0]);
        Assert.Equal(expected, candidate.Composite);
    }

    [Fact]
    public void Combine_FlagOnOneCard_CapsThatCardBeforeTheMean()
    {
        // Both rate 5; the first raises F (cap 1). (0 + 10000) / 2 = 5000: capping after the mean would give 0.
        var rubric = Rubric.Compile([Panels.Competency("C0", Track.ProductSense, 1, 1)], [new("F", 1, ["C0.0"])]);
        var profile = Panels.Bound(rubric);
        var flagged = new ScorecardScore(rubric);
        Assert.True(flagged.TryScore(profile, rubric.Everything, [new(0, 5)], [0]));

        Assert.Equal(5_000, CandidateScore.Combine(profile, [flagged, Panels.Scored(profile, 5)]).Composite);
    }

    [Theory] // The composite is 5000; lean yes starts above it, at it, below it.
    [InlineData(5_001, Band.LeanNo)]
    [InlineData(5_000, Band.LeanYes)]
    [InlineData(4_999, Band.LeanYes)]
    public void Band_BesideACutScore_BelongsAboveFromTheCutOn(int leanYesFrom, Band expected)
    {
        var profile = Panels.Bound(Panels.Singles(1), [new("C0", 1, 1, false)], cuts: [1, 2, leanYesFrom, 9_000, 9_999]);

        var candidate = Panels.Candidate(profile, [3]);

        Assert.Equal(5_000, candidate.Composite);
        Assert.Equal(expected, candidate.Band);
        Assert.Empty(candidate.Reasons);
    }

    [Theory]
    [InlineData(1, Band.StrongNo)] // 0
    [InlineData(2, Band.No)] // 2500, from 1000
    [InlineData(3, Band.LeanYes)] // 5000, from 5000 on
    [InlineData(4, Band.Yes)] // 7500, from 7000
    [InlineData(5, Band.StrongYes)] // 10000, from 9000
    public void Band_ByCutScores_IsTheirRung(int level, Band expected) =>
        Assert.Equal(expected, Panels.Candidate(Panels.Bound(Panels.Singles(1)), [level]).Band);

    [Theory]
    [InlineData(4, 5, Band.StrongYes, false)] // at the bar: no gate; (1·7500 + 9·10000) / 10 = 9750
    [InlineData(3, 5, Band.No, true)] // below it: 9500 would be strong yes, the gate makes it no
    [InlineData(1, 1, Band.StrongNo, true)] // a gate never lifts: 0 stays strong no
    public void Band_RequiredBar_GatesWhenMissed(int level, int other, Band expected, bool gated)
    {
        var profile = Panels.Bound(Panels.Singles(2), [new("C0", 1, 4, true), new("C1", 9, 1, false)]);

        var candidate = Panels.Candidate(profile, [level, other]);

        Assert.Equal(expected, candidate.Band);
        Assert.Equal(gated ? [new BandReason(BandReasonKind.GateMissed, "C0")] : [], candidate.Reasons);
    }

    [Fact]
    public void Band_BarMissedButNotRequired_IsNoGate()
    {
        var profile = Panels.Bound(Panels.Singles(2), [new("C0", 1, 5, false), new("C1", 9, 1, false)]);

        Assert.Equal(Band.StrongYes, Panels.Candidate(profile, [3, 5]).Band);
    }

    [Fact]
    public void Band_GateAndTooLittleEvidence_InsufficientWinsAndAllReasonsAreListed()
    {
        // C1 is required and missed; C2 and the unpinned X0 are required and unobserved; coverage is (4 + 1) of 4 + 1 + 3 + 2 = 50 %.
        var profile = Panels.Bound(
            Panels.Singles(3),
            [new("X0", 2, 3, true), new("C2", 3, 3, true), new("C1", 1, 4, true), new("C0", 4, 3, true)],
            minimumCoverage: 5_001);

        var candidate = Panels.Candidate(profile, [5, 1, 0]);

        Assert.Equal(Band.InsufficientEvidence, candidate.Band);
        Assert.Equal(
            [
                new(BandReasonKind.RequiredUnobserved, "C2"),
                new(BandReasonKind.RequiredUnobserved, "X0"),
                new(BandReasonKind.CoverageBelowMinimum, null),
                new(BandReasonKind.GateMissed, "C1"),
            ],
            candidate.Reasons);
        Assert.Equal((8_000, 5_000), (candidate.Composite, candidate.Coverage)); // the score is there all the same
    }

    [Fact]
    public void Band_CoverageAtTheMinimum_IsEnough()
    {
        var profile = Panels.Bound(Panels.Singles(2), [new("C0", 1, 3, false), new("C1", 1, 3, false)], minimumCoverage: 5_000);

        Assert.Equal(Band.StrongYes, Panels.Candidate(profile, [5, 0]).Band);
    }

    [Fact]
    public void Combine_NoCards_NothingObserved()
    {
        var candidate = CandidateScore.Combine(Panels.Bound(Panels.Singles(1)), []);

        Assert.Null(candidate.Composite);
        Assert.Null(candidate.EqualWeights);
        Assert.Equal((Band.InsufficientEvidence, 0), (candidate.Band, candidate.Coverage));
        Assert.Equal([new BandReason(BandReasonKind.NothingObserved, null)], candidate.Reasons);
    }

    [Fact]
    public void Combine_CardOfAnotherRubric_Throws()
    {
        var profile = Panels.Bound(Panels.Singles(1));
        var other = Panels.Bound(Panels.Singles(1));

        Assert.Throws<ArgumentException>(() => CandidateScore.Combine(profile, [Panels.Scored(other, 3)]));
        Assert.Same(profile, CandidateScore.Combine(profile, [Panels.Scored(profile, 3)]).Profile);
    }
}
