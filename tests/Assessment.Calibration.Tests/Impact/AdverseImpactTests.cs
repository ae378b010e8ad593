using Assessment.Calibration.Impact;

namespace Assessment.Calibration.Tests.Impact;

public class AdverseImpactTests
{
    [Fact]
    public void IsBelow_ExactlyFourFifths_IsNotFlagged()
    {
        Assert.True(60 / 100.0 / (75 / 100.0) < 0.8); // why it is done in integers
        Assert.False(FourFifths.IsBelow(new("g", 60, 100), new("r", 75, 100)));
        Assert.False(FourFifths.IsBelow(new("g", 48, 100), new("r", 60, 100)));
        Assert.True(FourFifths.IsBelow(new("g", 47, 100), new("r", 60, 100)));
        const long Big = 4_000_000_000_000_000_000;
        Assert.False(FourFifths.IsBelow(new("g", Big / 5, Big), new("r", Big / 4, Big)));
    }

    // R fisher.test(matrix(c(a, b, c, d), 2)): the tea tasting of Fisher (1935), and a table with a zero. R solves for the upper end in
    // 1 / odds with a tolerance of 1e-4 and prints 621.93; at 626.2435 the polynomial (1 + 16 x + 36 x² + 16 x³) / (… + x⁴) is .025.
    [Theory]
    [InlineData(3, 1, 1, 3, 0.485714285714286, 6.408309, 0.2117329, 626.2436)]
    [InlineData(0, 10, 5, 5, 0.0325077399380805, 0, 0, 0.9)]
    public void FisherExact_PublishedTables_Agree(long a, long b, long c, long d, double p, double odds, double lower, double upperAtMost)
    {
        FisherExact fisher = FisherExact.Of(new("1", a, a + b), new("2", c, c + d));
        Assert.Equal(p, fisher.PValue, 1e-12);
        Assert.Equal(odds, fisher.OddsRatio.Value, 1e-4); // R solves to about 1e-5
        Assert.Equal(lower, fisher.OddsRatio.Lower, 1e-5);
        Assert.InRange(fisher.OddsRatio.Upper, 0, upperAtMost + 1e-4);
    }

    [Fact]
    public void FisherExact_AgainstEnumeration_Agrees()
    {
        for (int n1 = 1; n1 <= 7; n1++)
        {
            for (int n2 = 1; n2 <= 7; n2++)
            {
                for (int x1 = 0; x1 <= n1; x1++)
                {
                    for (int x2 = 0; x2 <= n2; x2++)
                    {
                        double expected = TwoSided(n1, n2, x1 + x2, x1);
                        FisherExact fisher = FisherExact.Of(new("1", x1, n1), new("2", x2, n2));
                        Assert.Equal(expected, fisher.PValue, 1e-12);
                        FisherExact swapped = FisherExact.Of(new("2", x2, n2), new("1", x1, n1));
                        Assert.Equal(fisher.PValue, swapped.PValue, 1e-12);
                        if (fisher.OddsRatio.Status == EstimateStatus.Ok)
                        {
                            Assert.Equal(1 / fisher.OddsRatio.Value, swapped.OddsRatio.Value, 1e-9 / fisher.OddsRatio.Value);
                            Assert.Equal(1 / fisher.OddsRatio.Lower, swapped.OddsRatio.Upper, 1e-9 / fisher.OddsRatio.Lower);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void FisherExact_MillionsAndEmptyMargins_FinishWithReasons()
    {
        FisherExact large = FisherExact.Of(new("1", 300_000, 1_000_000), new("2", 299_000, 1_000_000));
        Assert.InRange(large.PValue, 0.1, 0.15);
        Assert.Equal(1.0048, large.OddsRatio.Value, 1e-3);
        Assert.Equal(EstimateStatus.NoVariation, FisherExact.Of(new("1", 0, 10), new("2", 0, 10)).OddsRatio.Status);
        Assert.Equal(EstimateStatus.Empty, FisherExact.Of(new("1", 0, 0), new("2", 0, 0)).OddsRatio.Status);
        Assert.Equal(EstimateStatus.Boundary, FisherExact.Of(new("1", 5, 5), new("2", 0, 5)).OddsRatio.Status);
    }

    [Fact]
    public void Of_OneSmallGroup_HidesItAndAnotherSoThatTotalsDontTell()
    {
        var impact = AdverseImpact.Of(new GroupOutcomes(
            [new("a", 60, 100), new("b", 20, 50), new("c", 2, 20), new("d", 30, 60)], unknownSelected: 10, unknownConsidered: 40));
        Assert.Equal(
            [SuppressionReason.None, SuppressionReason.None, SuppressionReason.SmallCell, SuppressionReason.None], impact.Groups.Select(g => g.Suppression));
        Assert.Null(impact.UnknownConsidered); // the smallest row that may be hidden beside c
        Assert.Equal((270, 122), (impact.Considered, impact.Selected));
        Assert.Null(impact.Groups[2].Selected);
        Assert.Equal(FourFifthsResult.Flagged, impact.Groups[2].FourFifths);
        Assert.All(new[] { impact.Groups[2].Rate, impact.Groups[2].ImpactRatio }, s => Assert.Equal(EstimateStatus.Suppressed, s.Estimate.Status));
    }

    [Fact]
    public void Of_RandomOutcomes_TotalsNeverGiveASmallCountAway()
    {
        var random = new Assessment.Calibration.Numerics.SeededRandom(8);
        for (int run = 0; run < 2_000; run++)
        {
            GroupOutcome[] groups = new GroupOutcome[1 + random.NextInt(5)];
            for (int g = 0; g < groups.Length; g++)
            {
                int considered = random.NextInt(30);
                groups[g] = new GroupOutcome(((char)('a' + g)).ToString(), random.NextInt(considered + 1), considered);
            }

            int unknown = random.NextInt(12);
            var outcomes = new GroupOutcomes(groups, random.NextInt(unknown + 1), unknown);
            var impact = AdverseImpact.Of(outcomes);
            if (impact.Considered is not long total)
            {
                continue;
            }

            long hiddenConsidered = total - impact.Groups.Sum(g => g.Considered ?? 0) - (impact.UnknownConsidered ?? 0);
            long hiddenSelected = impact.Selected!.Value - impact.Groups.Sum(g => g.Selected ?? 0) - (impact.UnknownSelected ?? 0);
            int hidden = impact.Groups.Count(g => g.Considered is null) + (impact.UnknownConsidered is null ? 1 : 0);
            Assert.NotEqual(1, hidden);
            Assert.True(hidden == 0 || (hiddenSelected >= 5 && hiddenConsidered - hiddenSelected >= 5));
            Assert.All(impact.Groups.Where(g => g.Considered > 0), g => Assert.True(g.Selected >= 5 && g.Considered - g.Selected >= 5));
        }
    }

    [Fact]
    public void Of_GroupUnderTwoPercent_IsMarkedAndNeverTheReference()
    {
        var impact = AdverseImpact.Of(new GroupOutcomes([new("a", 300, 600), new("tiny", 6, 11), new("b", 200, 500)]));
        Assert.Equal("a", impact.Reference);
        Assert.True(impact.Groups[1].IsUnderMinimumShare);
        Assert.False(AdverseImpact.Of(new GroupOutcomes([new("a", 30, 98), new("edge", 1, 2)])).Groups[1].IsUnderMinimumShare); // exactly 2 %
    }

    [Theory]
    [InlineData(48, true)] // exactly four fifths: one fewer flags it
    [InlineData(47, true)] // flagged: one more clears it
    [InlineData(55, false)]
    [InlineData(30, false)]
    public void IsFragile_OneHire_TellsWhetherTheVerdictTurns(long selected, bool fragile) =>
        Assert.Equal(fragile, AdverseImpact.Of(new GroupOutcomes([new("r", 60, 100), new("g", selected, 100)])).Groups[1].IsFragile);

    [Fact]
    public void Of_NobodySelectedOrNobodyAtAll_SaysWhy()
    {
        var none = AdverseImpact.Of(new GroupOutcomes([new("a", 0, 50), new("b", 0, 50)]), new ImpactOptions { MinimumCell = 0 });
        Assert.All(none.Groups, group => Assert.Equal(FourFifthsResult.NotAssessed, group.FourFifths));
        Assert.Equal(EstimateStatus.NoVariation, none.Groups[1].ImpactRatio.Estimate.Status);
        var zero = AdverseImpact.Of(new GroupOutcomes([new("a", 25, 50), new("b", 0, 50)]), new ImpactOptions { MinimumCell = 0 });
        Assert.Equal((0.0, EstimateStatus.Boundary), (zero.Groups[1].ImpactRatio.Estimate.Value, zero.Groups[1].ImpactRatio.Estimate.Status));
        Assert.Equal(FourFifthsResult.Flagged, zero.Groups[1].FourFifths);
        Assert.Null(AdverseImpact.Of(new GroupOutcomes([])).Reference);
    }

    [Fact]
    public void OfScores_MedianSplit_CountsAboveUnknownAndMissing()
    {
        GroupOutcomes outcomes = GroupOutcomes.OfScores([1, 2, 3, 4, double.NaN, 5], [0, 0, 1, 1, 1, -1], ["x", "y"]);
        Assert.Equal([new GroupOutcome("x", 0, 2), new GroupOutcome("y", 1, 2)], outcomes.Groups);
        Assert.Equal((1, 1, 1), (outcomes.UnknownSelected, outcomes.UnknownConsidered, outcomes.WithoutScore));
    }

    private static double TwoSided(int n1, int n2, int k, int observed)
    {
        double Weight(int x) => Choose(n1, x) * Choose(n2, k - x);
        int[] support = [.. Enumerable.Range(0, n1 + 1).Where(x => k - x >= 0 && k - x <= n2)];
        return support.Where(x => Weight(x) <= Weight(observed) * (1 + 1e-7)).Sum(Weight) / support.Sum(Weight);
    }

    private static double Choose(int n, int k) => k == 0 ? 1 : Choose(n - 1, k - 1) * n / k;
}
