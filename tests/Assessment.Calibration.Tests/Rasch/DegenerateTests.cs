using Assessment.Calibration.Rasch;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Rasch;

public class DegenerateTests(ITestOutputHelper output)
{
    public static TheoryData<RaschMethod, RaschScale> Kinds => IdentityTests.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_EmptyTable_SaysSo(RaschMethod method, RaschScale scale)
    {
        RaschFit fit = Fit(Tables.Empty, method, scale);
        Assert.Empty(fit.Components);
        Assert.Equal("the table is empty", fit.Reason);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_OneRater_HasNoSeverityButAbilities(RaschMethod method, RaschScale scale)
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Seed = 2, Candidates = 50, Raters = 1, RatersPerCandidate = 1, Criteria = 6 }).Table;
        RaschComponent component = Assert.Single(Fit(table, method, scale).Components);
        RaterMeasure rater = Assert.Single(component.Raters);
        Assert.Equal(EstimateStatus.OneRater, rater.Severity.Status);
        Assert.Equal(0, rater.Severity.Value);
        Assert.Equal(RaschStatus.Converged, component.Status);
        AssertExplained(component);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_OneCandidate_Converges(RaschMethod method, RaschScale scale)
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Seed = 4, Candidates = 1, Raters = 8, RatersPerCandidate = 0, Criteria = 6, ThresholdSpread = 1 }).Table;
        foreach (RaschComponent component in Fit(table, method, scale).Components)
        {
            AssertExplained(component);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_AllLevelsEqual_PlacesNobodyAndSaysWhy(RaschMethod method, RaschScale scale)
    {
        RaschFit fit = Fit(Tables.Grid("3 3 3 / 3 3 3 / 3 3 3"), method, scale);
        Assert.DoesNotContain(fit.Components, component => component.HasMeasures);
        Assert.Equal(3, fit.UnplacedRaters.Count + fit.Components.Sum(component => component.Raters.Count));
        Assert.Contains("nothing varies", fit.Reason, StringComparison.Ordinal);
        Assert.All(fit.UnplacedRaters, rater => Assert.Equal(ExtremeKind.NoVariation, rater.Extreme));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_EmptyCategory_SpansTheGap(RaschMethod method, RaschScale scale)
    {
        RatingTable table = WithLevels(level => level == 3 ? 4 : level);
        RaschComponent component = Assert.Single(Fit(table, method, scale).Components);
        Assert.Equal(RaschStatus.Converged, component.Status);
        Assert.Contains(component.Thresholds, threshold => threshold is { FromLevel: 2, ToLevel: 4 });
        Assert.DoesNotContain(component.Thresholds, threshold => threshold.ToLevel == 3);
        AssertExplained(component);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_TwoLevels_Converges(RaschMethod method, RaschScale scale)
    {
        RatingTable table = WithLevels(level => level <= 2 ? 0 : 1);
        RaschComponent component = Assert.Single(Fit(table, method, scale).Components);
        Assert.Equal(RaschStatus.Converged, component.Status);
        Assert.All(component.Thresholds, threshold => Assert.Equal(0, threshold.Value.Value, 1e-12));
        AssertExplained(component);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_WideScale_WorksFromLogarithms(RaschMethod method, RaschScale scale)
    {
        RatingTable table = WithLevels(level => 40 * level);
        RaschComponent component = Assert.Single(Fit(table, method, scale).Components);
        Assert.Equal(RaschStatus.Converged, component.Status);
        AssertExplained(component);
    }

    [Fact]
    public void Fit_WideScale_GivesSeveritiesInProportion()
    {
        RaschComponent narrow = Fit(WithLevels(level => level), RaschMethod.Joint, RaschScale.RatingScale).Components[0];
        RaschComponent wide = Fit(WithLevels(level => 50 * level), RaschMethod.Joint, RaschScale.RatingScale).Components[0];
        for (int j = 0; j < narrow.Raters.Count; j++)
        {
            Assert.Equal(narrow.Raters[j].Severity.Value / 50, wide.Raters[j].Severity.Value, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_PerfectlySeparatedRaters_SaysSo(RaschMethod method, RaschScale scale)
    {
        // The lenient pair gives 4 or 5, the severe pair 1 or 2, to everybody: no finite difference of severity is large enough.
        var builder = new RatingTableBuilder();
        for (int c = 0; c < 12; c++)
        {
            for (int r = 0; r < 4; r++)
            {
                for (int k = 0; k < 3; k++)
                {
                    builder.Add($"c{c}", $"r{r}", $"k{k}", (r < 2 ? 1 : 4) + ((c + (r * k) + (c * k)) % 2));
                }
            }
        }

        RaschFit fit = Fit(builder.Build(), method, scale);
        Assert.All(fit.Components, AssertExplained);
        RaschComponent component = Assert.Single(fit.Components);
        Assert.Equal(RaschStatus.Separated, component.Status);
        Assert.All(component.Raters, rater => Assert.Equal(EstimateStatus.NotConverged, rater.Severity.Status));
        output.WriteLine($"{component.Status}: {component.Reason}; {component.Raters[0].Severity}");
        Assert.True(component.Raters[3].Severity.Value < component.Raters[0].Severity.Value - 3);
    }

    [Fact]
    public void Fit_ExtremeRatersAndCandidates_AreFlaggedAndPlaced()
    {
        var builder = new RatingTableBuilder();
        RatingTable source = WithLevels(level => level);
        for (int row = 0; row < source.Count; row++)
        {
            string candidate = source.CandidateNames[source.Candidates[row]], rater = source.RaterNames[source.Raters[row]];
            int level = candidate == "c1" ? 5 : candidate == "c2" ? 1 : rater == "r3" ? 1 : source.Levels[row];
            builder.Add(candidate, rater, source.CriterionNames[source.Criteria[row]], level);
        }

        RaschComponent component = Assert.Single(Fit(builder.Build(), RaschMethod.CorrectedJoint, RaschScale.RatingScale).Components);
        CandidateMeasure best = component.Candidates!.Single(c => c.Name == "c1"), worst = component.Candidates!.Single(c => c.Name == "c2");
        Assert.Equal((ExtremeKind.Highest, EstimateStatus.Extreme), (best.Extreme, best.Ability.Status));
        Assert.Equal((ExtremeKind.Lowest, EstimateStatus.Extreme), (worst.Extreme, worst.Ability.Status));
        Assert.True(best.Ability.Value > component.Candidates!.Where(c => c.Extreme == ExtremeKind.None).Max(c => c.Ability.Value));
        Assert.True(best.Posterior.Value < best.Ability.Value && best.FairScore.Value is > 4 and < 5);
        AssertExplained(component);
    }

    [Fact]
    public void Fit_ExtremeRater_IsTheSeverest()
    {
        var builder = new RatingTableBuilder();
        RatingTable source = WithLevels(level => Math.Max(level, 2));
        for (int row = 0; row < source.Count; row++)
        {
            string candidate = source.CandidateNames[source.Candidates[row]], rater = source.RaterNames[source.Raters[row]];
            builder.Add(candidate, rater, source.CriterionNames[source.Criteria[row]], rater == "r3" ? 2 : source.Levels[row]);
        }

        foreach (RaschMethod method in (RaschMethod[])[RaschMethod.CorrectedJoint, RaschMethod.Marginal])
        {
            RaschComponent component = Assert.Single(Fit(builder.Build(), method, RaschScale.RatingScale).Components);
            RaterMeasure severe = component.Raters.Single(r => r.Name == "r3");
            Assert.Equal((ExtremeKind.Lowest, EstimateStatus.Extreme), (severe.Extreme, severe.Severity.Status));
            Assert.Equal(severe.Severity.Value, component.Raters.Max(r => r.Severity.Value));
            AssertExplained(component);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_DisconnectedBlocks_GivesOneComponentEach(RaschMethod method, RaschScale scale)
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Seed = 6, Candidates = 120, Raters = 12, Blocks = 3 }).Table;
        RaschFit fit = Fit(table, method, scale);
        Assert.Equal(3, fit.Components.Count);
        Assert.Equal(12, fit.Components.Sum(component => component.Raters.Count));
        Assert.Equal(120, fit.Components.Sum(component => component.Candidates!.Count) + fit.UnplacedCandidates.Count);
        foreach (RaschComponent component in fit.Components)
        {
            Assert.Equal(0, component.Raters.Where(r => r.Extreme == ExtremeKind.None).Average(r => r.Severity.Value), 1e-9);
            AssertExplained(component);
        }
    }

    [Theory]
    [InlineData(RaschMethod.CorrectedJoint)]
    [InlineData(RaschMethod.Marginal)]
    [InlineData(RaschMethod.Automatic)]
    public void Fit_OneRatingPerCandidate_SaysSo(RaschMethod method)
    {
        RatingTable table = SingleRatings(1_000_000, 40);
        RaschFit fit = Fit(table, method, RaschScale.RatingScale);
        Assert.All(fit.Components, component => Assert.Equal(RaschStatus.SingleRatings, component.Status));
        Assert.All(fit.Components, component => Assert.NotEmpty(component.Reason));
    }

    [Fact]
    public void Fit_ManyIslands_SaysSoForEach()
    {
        RatingTable table = SingleRatings(200_000, 200_000);
        RaschFit fit = Fit(table, RaschMethod.Marginal, RaschScale.PartialCredit);
        Assert.Equal(table.CandidateCount, fit.Components.Count + fit.UnplacedCandidates.Count);
        Assert.All(fit.Components, component => Assert.Equal(RaschStatus.SingleRatings, component.Status));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_ChainOfRaters_ConvergesWithWideErrorsBetweenTheEnds(RaschMethod method, RaschScale scale)
    {
        // Rater i shares five candidates with rater i + 1 only: plain alternation would need thousands of sweeps.
        const int Raters = 60;
        RatingTable dense = Simulator.Run(new SimulationOptions { Seed = 31, Candidates = 5 * Raters, Raters = Raters, RatersPerCandidate = 0 }).Table;
        RatingTable chain = dense.Where(row => dense.Raters[row] - (dense.Candidates[row] / 5) is 0 or 1);
        RaschComponent component = Assert.Single(Fit(chain, method, scale).Components);
        Assert.Equal(RaschStatus.Converged, component.Status);
        Assert.True(component.Iterations < 20);
        Assert.True(component.Raters[0].Severity.StandardError > component.Raters[Raters / 2].Severity.StandardError);
        Assert.True(component.Raters[0].Severity.StandardError > (method == RaschMethod.Marginal ? 1.5 : 3) * component.Raters[0].InformationError);
        AssertExplained(component);
    }

    [Fact]
    public void Fit_RatersConfoundedWithTracks_AreNotComparable()
    {
        RatingTable source = WithLevels(level => level);
        var builder = new RatingTableBuilder();
        for (int row = 0; row < source.Count; row++)
        {
            // Even raters rate the first two criteria only, odd ones the others only: track difficulty and severity are one.
            string rater = source.RaterNames[source.Raters[row]];
            int criterion = source.Criteria[row];
            if (Number(rater) % 2 == 0 == criterion < 2)
            {
                builder.Add(source.CandidateNames[source.Candidates[row]], rater, source.CriterionNames[criterion], source.Levels[row]);
            }
        }

        foreach (RaschMethod method in (RaschMethod[])[RaschMethod.CorrectedJoint, RaschMethod.Marginal])
        {
            RaschComponent component = Assert.Single(Fit(builder.Build(), method, RaschScale.RatingScale).Components);
            Assert.Equal(2, component.ComparableSets);
            Assert.Contains("confounded", component.Reason, StringComparison.Ordinal);
            Assert.Equal(2, component.Raters.Select(r => (r.ComparableSet, Number(r.Name) % 2)).Distinct().Count());
            AssertExplained(component);
        }
    }

    [Fact]
    public void Fit_DisorderedThresholds_AreFlagged()
    {
        RaschFit fit = ManyFacetRasch.Fit(Reference.P06Guilford.Table(), new RaschOptions { Method = RaschMethod.Joint });
        bool[] disordered = [.. fit.Components[0].Thresholds.Select(t => t.IsDisordered)];
        Assert.Equal([false, true, false, true, false, true, false, true], disordered);
    }

    [Fact]
    public void Fit_OptionsOutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ManyFacetRasch.Fit(Tables.Empty, new RaschOptions { Tolerance = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ManyFacetRasch.Fit(Tables.Empty, new RaschOptions { QuadratureNodes = 2 }));
    }

    private static int Number(string name) => int.Parse(name[1..], System.Globalization.CultureInfo.InvariantCulture);

    private static RaschFit Fit(RatingTable table, RaschMethod method, RaschScale scale) =>
        ManyFacetRasch.Fit(table, new RaschOptions { Method = method, Scale = scale });

    private static RatingTable WithLevels(Func<int, int> level)
    {
        RatingTable source = Simulator.Run(new SimulationOptions { Seed = 8, Candidates = 80, Raters = 10, Criteria = 4 }).Table;
        var builder = new RatingTableBuilder();
        for (int row = 0; row < source.Count; row++)
        {
            builder.Add(
                source.CandidateNames[source.Candidates[row]], source.RaterNames[source.Raters[row]], source.CriterionNames[source.Criteria[row]], level(source.Levels[row]));
        }

        return builder.Build();
    }

    private static RatingTable SingleRatings(int candidates, int raters)
    {
        string[] names = new string[candidates];
        Array.Fill(names, "c");
        var builder = new RatingTableBuilder(names, [.. Enumerable.Range(0, raters).Select(Tables.Text)], ["k1", "k2"], capacity: candidates);
        for (int c = 0; c < candidates; c++)
        {
            builder.AddIndexed(c, c % raters, c / raters % 2, (byte)(1 + (c / 7 % 5)), -1);
        }

        return builder.Build();
    }

    /// <summary>No NaN without a status that explains it.</summary>
    private static void AssertExplained(RaschComponent component)
    {
        Assert.NotEmpty(component.Reason);
        if (!component.HasMeasures)
        {
            Assert.NotEqual(RaschStatus.Converged, component.Status);
            return;
        }

        Assert.True(double.IsFinite(component.LogLikelihood));
        var estimates = component.Raters.SelectMany(r => (Estimate[])[r.Severity, r.Shrunken])
            .Concat(component.Criteria.Select(c => c.Difficulty))
            .Concat(component.Thresholds.Select(t => t.Value))
            .Concat(component.Candidates!.SelectMany(c => (Estimate[])[c.Ability, c.Posterior, c.FairScore]));
        Assert.All(estimates, estimate =>
        {
            bool finite = double.IsFinite(estimate.Value);
            Assert.True(finite || estimate.Status is not (EstimateStatus.Ok or EstimateStatus.NoUncertainty), estimate.ToString());
            Assert.True(double.IsFinite(estimate.StandardError) || estimate.Status != EstimateStatus.Ok, estimate.ToString());
            Assert.NotEqual(EstimateStatus.NotEstimated, estimate.Status);
        });
    }
}
