namespace Assessment.Scoring.Tests;

/// <summary>Cards worked by hand.</summary>
public class ScorecardExampleTests
{
    [Theory] // (2500·1 + 0·7) / 8 = 312.5 → 312; (2500·3 + 0·5) / 8 = 937.5 → 938; both are ties, to the even neighbour.
    [InlineData(1, 7, 312)]
    [InlineData(3, 5, 938)]
    public void CompetencyScore_HalfwayBetween_RoundsToEven(int observedWeight, int restWeight, int expected)
    {
        var profile = Panels.Bound(Rubric.Compile([Panels.Competency("C0", Track.ProductSense, 1, observedWeight, restWeight)], []));

        Assert.Equal(expected, Panels.Scored(profile, 2, 1).CompetencyScore(0));
    }

    [Fact]
    public void TryScore_WorkedCard_EachFloorFromTheRoundedFloorBelow()
    {
        // C0: (1·2500 + 7·0) / 8 = 312.5 → 312. C1: 10000. Equal weights: 10312 / 2 = 5156.
        // Track and composite, weights 8 and 1: (8·312 + 10000) / 9 = 1388.44 → 1388; from the unrounded 312.5 it would be 1388.89 → 1389.
        var rubric = Rubric.Compile([Panels.Competency("C0", Track.ProductSense, 8, 1, 7), Panels.Competency("C1", Track.ProductSense, 1, 1)], []);
        var card = Panels.Scored(Panels.Bound(rubric, [new("C0", 8, 3, false), new("C1", 1, 3, false)]), 2, 1, 5);

        Assert.Equal((312, 10_000), (card.CompetencyScore(0), card.CompetencyScore(1)));
        Assert.Equal((1_388, 1_388, 5_156), (card.TrackScore(Track.ProductSense), card.Composite, card.EqualWeights));
        Assert.Null(card.TrackScore(Track.DataModeling));
        Assert.Equal(0, card.TrackCoverage(Track.DataModeling));
    }

    [Fact]
    public void TryScore_FlagRaised_CapsRatedCriteriaAboveItsLevel()
    {
        // F caps C0.0, C0.1, C0.2 at level 2 (2500): 5 falls to 2, 2 stays, 1 stays. C0.3 isn't named.
        // Raw mean (10000 + 2500 + 0 + 7500) / 4 = 5000; capped (2500 + 2500 + 0 + 7500) / 4 = 3125.
        var rubric = Rubric.Compile(
            [Panels.Competency("C0", Track.ProductSense, 1, 1, 1, 1, 1)],
            [new("F", 2, ["C0.0", "C0.1", "C0.2"]), new("G", 3, ["C0.0"]), new("H", 1, ["C0.3"])]);
        var profile = Panels.Bound(rubric);
        var score = new ScorecardScore(rubric);

        Assert.True(score.TryScore(profile, rubric.Everything, [new(0, 5), new(1, 2), new(2, 1), new(3, 4)], [1, 0]));

        Assert.Equal(3_125, score.Composite);
        Assert.Equal((10_000, 2_500), (score.RawValue(0), score.CappedValue(0)));
        Assert.Equal([0, 1], score.CappedBy(0)); // both lower a 5, in rubric order; the lower cap stands
        Assert.Empty(score.CappedBy(1)); // at the cap already
        Assert.Equal((0, 0), (score.RawValue(2), score.CappedValue(2)));
        Assert.Empty(score.CappedBy(3)); // H was not raised
        Assert.Equal([2_500, 2_500, 0, 7_500], score.CriterionValues.ToArray());
    }

    [Fact]
    public void TryScore_CriteriaNotObserved_NoScoreAndLowerCoverage()
    {
        // C0: 30 of 100 observed. C1: nothing observed, so no score, not 0. C2: all.
        // Track coverage, bank weights 1, 1, 2: (3000 + 0 + 2·10000) / 4 = 5750. Role coverage, weights 5, 3, 2: (15000 + 0 + 20000) / 10 = 3500.
        var rubric = Rubric.Compile(
            [
                Panels.Competency("C0", Track.ProductSense, 1, 30, 70),
                Panels.Competency("C1", Track.ProductSense, 1, 1),
                Panels.Competency("C2", Track.ProductSense, 2, 1),
            ],
            []);
        var card = Panels.Scored(Panels.Bound(rubric, [new("C0", 5, 3, false), new("C1", 3, 3, false), new("C2", 2, 3, false)]), 3, 0, 0, 1);

        Assert.Equal((5_000, null, 0), (card.CompetencyScore(0), card.CompetencyScore(1), card.CompetencyScore(2)));
        Assert.Equal((3_000, 0, 10_000), (card.CompetencyCoverage(0), card.CompetencyCoverage(1), card.CompetencyCoverage(2)));
        Assert.Equal(5_750, card.TrackCoverage(Track.ProductSense));
        Assert.Equal(3_500, card.Coverage);
        Assert.Equal(3_571, card.Composite); // (5·5000 + 2·0) / 7 = 3571.4
        Assert.Null(card.RawValue(1));
        Assert.Null(card.CappedValue(2));
    }

    [Fact]
    public void TryScore_NarrowFocus_CoverageIsOverTheFocusAlone()
    {
        // Of two competencies the card is to cover C0, and covers 3/4 of it. A candidate's coverage from that card is over both.
        var rubric = Rubric.Compile([Panels.Competency("C0", Track.ProductSense, 1, 3, 1), Panels.Competency("C1", Track.ProductSense, 1, 1)], []);
        var profile = Panels.Bound(rubric);
        var score = new ScorecardScore(rubric);

        Assert.True(score.TryScore(profile, rubric.FocusOn(["C0"]), [new(0, 3)], []));

        Assert.Equal((7_500, 7_500), (score.Coverage, score.TrackCoverage(Track.ProductSense)));
        var candidate = CandidateScore.Combine(profile, [score]);
        Assert.Equal((3_750, 3_750), (candidate.Coverage, candidate.TrackCoverage(Track.ProductSense)));
    }

    [Fact]
    public void TryScore_WeightZeroCompetency_ShownAndLeftOut()
    {
        // C1 has profile weight 0: its score shows, and it counts in its track (bank weights), but not in the rest.
        var rubric = Panels.Singles(2);
        var profile = Panels.Bound(rubric, [new("C0", 4, 3, false), new("C1", 0, 5, false)]);
        var card = Panels.Scored(profile, 2, 5);

        Assert.Equal(10_000, card.CompetencyScore(1));
        Assert.Equal(6_250, card.TrackScore(Track.ProductSense));
        Assert.Equal((2_500, 2_500, 10_000), (card.Composite, card.EqualWeights, card.Coverage));
        Assert.Equal([0], Explanation.Of(card, profile).Select(c => c.Competency));
        Assert.Equal(10_000, Panels.Scored(profile, 2, 0).Coverage); // unobserved, it takes nothing away

        var only = Panels.Scored(profile, 0, 5);
        Assert.Null(only.Composite);
        Assert.Null(only.EqualWeights);
        Assert.Empty(Explanation.Of(only, profile));
        Assert.Equal(10_000, only.TrackScore(Track.ProductSense));
    }

    [Fact]
    public void Composite_AllAtLevelOne_IsZeroNotAbsent()
    {
        var profile = Panels.Bound(Panels.Singles(2));
        var card = Panels.Scored(profile, 1, 1);

        Assert.Equal((0, 0), (card.Composite, card.EqualWeights));
        Assert.Equal([0, 0], Explanation.Of(card, profile).Select(c => c.Hundredths));
    }

    [Fact]
    public void Violations_ManyRulesBroken_ListsEveryOneInOrder()
    {
        // C0 asks for evidence at extremes, C1 doesn't; the focus is C0, and flag F touches C1 only.
        var rubric = Rubric.Compile(
            [
                new("C0", Track.ProductSense, 1, true, [new("C0.0", 1), new("C0.1", 1), new("C0.2", 1)]),
                Panels.Competency("C1", Track.ProductSense, 1, 1),
            ],
            [new("F", 1, ["C1.0"]), new("G", 1, ["C0.0", "C1.0"])]);

        var found = Scorecards.Violations(
            rubric,
            rubric.FocusOn(["C0"]),
            [new(0, 1), new(1, 5, HasEvidence: true), new(1, 6), new(-1, 3), new(4, -1), new(3, 5), new(2, Rating.NotObserved)],
            [1, 1, 2, 0, -1]);

        Assert.Equal(
            [
                new(ViolationKind.EvidenceMissing, 0),
                new(ViolationKind.LevelOutOfRange, 2),
                new(ViolationKind.DuplicateCriterion, 2),
                new(ViolationKind.UnknownCriterion, 3),
                new(ViolationKind.LevelOutOfRange, 4),
                new(ViolationKind.UnknownCriterion, 4),
                new(ViolationKind.CriterionOutsideFocus, 5),
                new(ViolationKind.DuplicateRedFlag, 1),
                new(ViolationKind.UnknownRedFlag, 2),
                new(ViolationKind.RedFlagOutsideFocus, 3),
                new(ViolationKind.UnknownRedFlag, 4),
            ],
            found);
    }

    [Fact]
    public void Violations_EmptyCard_IsOneOfTheWhole() => Assert.Equal(
        [new Violation(ViolationKind.NoRatings, -1)],
        Scorecards.Violations(Panels.TwelveCriteria(), default, [], []));
}
