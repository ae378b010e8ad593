using Assessment.Calibration.Rasch;
using Assessment.Calibration.Raters;
using Assessment.Calibration.Tests.Planted;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Rasch;

public class InteractionTests(ITestOutputHelper output)
{
    private const ulong FirstSeed = 30_000;

    public static TheoryData<string> WithoutBias => [BiasStudy.NoneByCriterion.Name, BiasStudy.NoneByGroup.Name, BiasStudy.NoneSparse.Name];

    public static TheoryData<string> WithBias => [BiasStudy.Criterion.Name, BiasStudy.RareCriterion.Name, BiasStudy.Group.Name];

    [Theory]
    [MemberData(nameof(WithoutBias))]
    public void Interactions_WithoutBias_RaiseAlarmsInAtMostOneTableInTwenty(string name)
    {
        const int runs = 20;
        BiasOutcome outcome = Run(name, runs);
        Assert.InRange(outcome.Cells.AlarmedTables, 0, Chances.Most(runs, 0.05));
        Assert.InRange(outcome.MeanSquare, 0.85, 1.1);
    }

    [Theory]
    [MemberData(nameof(WithBias))]
    public void Interactions_WithBias_FindMostOfItAndFlagNoneOfNoSize(string name)
    {
        const int runs = 6;
        BiasOutcome outcome = Run(name, runs);

        // One logit against an error of 0.22 at the most is a T of 4.5 in the mean; the critical value of so many flags is 3.3 at the most.
        Assert.InRange(outcome.Cells.Power * outcome.Cells.Planted, Chances.Fewest(outcome.Cells.Planted, 0.88), outcome.Cells.Planted);
        Assert.InRange(outcome.Cells.FalseAlarms, 0, 0.05);
        Assert.InRange(outcome.Cells.FalseDiscoveries, 0, 0.05 + (3 * Math.Sqrt(0.05 * 0.5 / runs)));
        Assert.InRange(outcome.SmallestFlagged, 0.1, 5);
    }

    [Fact]
    public void Interactions_OneBiasedCell_CastsNoShadowOnTheRatersOthers()
    {
        Simulation plain = Simulator.Run(new SimulationOptions { Seed = 79, Candidates = 1500, Raters = 10, Criteria = 3, RatersPerCandidate = 3 });
        RatingTable table = plain.Table;
        var builder = new RatingTableBuilder(table.CandidateNames, table.RaterNames, table.CriterionNames).WithScale(1, 6);
        for (int i = 0; i < table.Count; i++)
        {
            bool biased = table.Raters[i] == 0 && table.Criteria[i] == 0;
            builder.AddIndexed(table.Candidates[i], table.Raters[i], table.Criteria[i], (byte)(table.Levels[i] + (biased ? 1 : 0)));
        }

        Interaction[] own = [.. Fit(builder.Build()).Interactions(InteractionFacet.Criterion).Cells.Where(cell => cell.Rater == 0)];
        Assert.True(own[0].IsFlagged);
        Assert.True(own[0].Bias.Value > own[0].Held.Value && own[0].Held.Value > 0.5);
        Assert.All(own.Skip(1), shadow => Assert.True(shadow.Held.Value < -3 * shadow.Held.StandardError));
        Assert.All(own.Skip(1), shadow => Assert.False(shadow.IsFlagged));
    }

    [Fact]
    public void Interactions_OneCriterion_HasNothingToCompareWith()
    {
        InteractionReport report = Fit(Simulator.Run(new SimulationOptions { Seed = 80, Criteria = 1 }).Table).Interactions(InteractionFacet.Criterion);
        Assert.Equal(10, report.Cells.Count);
        Assert.All(report.Cells, cell =>
        {
            Assert.Equal(EstimateStatus.TooFew, cell.Bias.Status);
            Assert.False(cell.IsFlagged);
        });
    }

    [Theory]
    [InlineData(InteractionFacet.Criterion)]
    [InlineData(InteractionFacet.Track)]
    public void Interactions_WithPlantedBias_AreFound(InteractionFacet facet)
    {
        Simulation simulation = Simulator.Run(new SimulationOptions { Seed = 77, Candidates = 800, Raters = 20, Criteria = 6, CriterionBiasShare = 0.05, CriterionBias = 1.5 });
        int planted = 0, found = 0, alarms = 0;
        InteractionReport report = Fit(simulation.Table).Interactions(
            facet, new InteractionOptions { TrackOfCriterion = [0, 1, 2, 3, 4, 5] });
        foreach (Interaction cell in report.Cells)
        {
            double truth = -simulation.Truth.CriterionBias[cell.Rater, cell.Element];
            planted += truth != 0 ? 1 : 0;
            found += truth != 0 && cell.IsFlagged && Math.Sign(cell.Bias.Value) == Math.Sign(truth) ? 1 : 0;
            alarms += truth == 0 && cell.IsFlagged && Math.Abs(cell.Shrunken.Value) > 0.5 ? 1 : 0;
            Assert.True(Math.Abs(cell.Shrunken.Value) <= Math.Abs(cell.Bias.Value));
        }

        output.WriteLine($"{planted} planted, {found} found, {alarms} false alarms of half a logit");
        Assert.True(planted > 0);
        Assert.Equal(planted, found);
        Assert.Equal(0, alarms);
    }

    [Fact]
    public void Interactions_WithGroupBias_AreFound()
    {
        Simulation simulation = Simulator.Run(new SimulationOptions { Seed = 78, Candidates = 1500, Raters = 20, Groups = 2, GroupBiasShare = 0.1, GroupBias = 1 });
        InteractionReport report = Fit(simulation.Table).Interactions(InteractionFacet.Group);
        Assert.All(report.Cells.Where(cell => cell.Rater < 2), cell => Assert.True(cell.IsFlagged));
        Assert.All(report.Cells.Where(cell => cell.Rater < 2 && cell.Element == 1), cell => Assert.True(cell.Bias.Value < -0.2));
    }

    [Fact]
    public void Interactions_WithoutLabels_SayWhy()
    {
        RaschComponent component = Fit(Simulator.Run(new SimulationOptions { Candidates = 40 }).Table);
        Assert.Equal("no groups in the table", component.Interactions(InteractionFacet.Group).Reason);
        Assert.Contains("TrackOfCriterion", component.Interactions(InteractionFacet.Track).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Adjust_OfKnownValues_FollowsBenjaminiHochberg()
    {
        Assert.Equal([0.04, 0.04, 0.04, 0.05, 0.9], BenjaminiHochberg.Adjust([0.01, 0.02, 0.024, 0.04, 0.9]).Select(p => Math.Round(p, 12)));
    }

    private BiasOutcome Run(string name, int runs)
    {
        BiasOutcome outcome = BiasStudy.All.Single(study => study.Name == name).Run(RaschMethod.CorrectedJoint, runs, FirstSeed);
        output.WriteLine($"{name}: found {outcome.Cells.Power:0.000}, {outcome.Cells.AlarmedTables} of {runs} tables with a false alarm, false discoveries {outcome.Cells.FalseDiscoveries:0.000}, mean square {outcome.MeanSquare:0.000}, least flagged {outcome.SmallestFlagged:0.00}");
        return outcome;
    }

    private static RaschComponent Fit(RatingTable table) =>
        Assert.Single(ManyFacetRasch.Fit(table, new RaschOptions { Method = RaschMethod.CorrectedJoint }).Components);
}
