namespace Assessment.Scoring.Tests;

/// <summary>Allocations worked by hand.</summary>
public class ExplanationTests
{
    [Fact]
    public void Of_EqualRemainders_GoInBankOrder()
    {
        // Three equal claims on a composite of 2500: 833 each and 1 over, to the first in bank order, which is by track:
        // C2 (product sense) stands before C0 and C1 (platform), though it was given last.
        var rubric = Rubric.Compile(
            [
                Panels.Competency("C0", Track.MlPlatform, 1, 1),
                Panels.Competency("C1", Track.MlPlatform, 1, 1),
                Panels.Competency("C2", Track.ProductSense, 1, 1),
            ],
            []);
        var profile = Panels.Bound(rubric);

        var explanation = Explanation.Of(Panels.Scored(profile, 2, 2, 2), profile);

        Assert.Equal([("C2", 834), ("C0", 833), ("C1", 833)], explanation.Select(c => (rubric.CompetencyIds[c.Competency], c.Hundredths)));
    }

    [Fact]
    public void Of_UnequalRemainders_LargestFirst()
    {
        // Scores 2500 each, profile weights 2, 3, 2 → composite 2500. Quotas 5000/7 = 714.29, 7500/7 = 1071.43, 714.29: 1 over, to the middle.
        var profile = Panels.Bound(Panels.Singles(3), [new("C0", 2, 3, false), new("C1", 3, 3, false), new("C2", 2, 3, false)]);

        Assert.Equal([714, 1_072, 714], Explanation.Of(Panels.Scored(profile, 2, 2, 2), profile).Select(c => c.Hundredths));
    }

    [Fact]
    public void Of_CriteriaWithinAShare_SumToItInProportionToWeightTimesValue()
    {
        // One competency, weights 1, 1, 2, values 2500, 2500, 5000, not observed the fourth: 15000 / 4 = 3750 is the composite.
        // Claims 2500, 2500, 10000 of 15000: 625, 625, 2500.
        var profile = Panels.Bound(Rubric.Compile([Panels.Competency("C0", Track.ProductSense, 1, 1, 1, 2, 9)], []));

        var competency = Assert.Single(Explanation.Of(Panels.Scored(profile, 2, 2, 3, 0), profile));

        Assert.Equal(3_750, competency.Hundredths);
        Assert.Equal([new(0, 625), new(1, 625), new(2, 2_500)], competency.Criteria);
    }

    [Fact]
    public void Of_TiedCriteria_FirstGetsTheUnit()
    {
        // Weights 1, 1, 1 with values 2500, 2500, 0: 5000 / 3 = 1666.67 → 1667; claims 2500, 2500, 0: 833.5 each, the first gets the odd one.
        var profile = Panels.Bound(Rubric.Compile([Panels.Competency("C0", Track.ProductSense, 1, 1, 1, 1)], []));

        var competency = Assert.Single(Explanation.Of(Panels.Scored(profile, 2, 2, 1), profile));

        Assert.Equal([new(0, 834), new(1, 833), new(2, 0)], competency.Criteria);
    }
}
