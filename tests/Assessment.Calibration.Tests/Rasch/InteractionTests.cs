using Assessment.Calibration.Rasch;
using Assessment.Calibration.Raters;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Rasch;

public class InteractionTests(ITestOutputHelper output)
{
    [Fact]
    public void Interactions_WithoutBias_RaiseFewFalseAlarms()
    {
        int cells = 0, small = 0, flagged = 0;
        for (int run = 0; run < 20; run++)
        {
            InteractionReport report = Report(new SimulationOptions { Seed = 300 + (ulong)run, Candidates = 300, Raters = 20, Groups = 2 }, InteractionFacet.Criterion);
            cells += report.Cells.Count;
            small += report.Cells.Count(cell => cell.PValue <= 0.05);
            flagged += report.Cells.Any(cell => cell.IsFlagged) ? 1 : 0;
        }

        output.WriteLine($"{cells} cells: {(double)small / cells:0.0000} below p = .05; {flagged} of 20 tables with a flag");
        Assert.InRange((double)small / cells, 0.005, 0.05);
        Assert.InRange(flagged, 0, 3);
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

    private static InteractionReport Report(SimulationOptions options, InteractionFacet facet) => Fit(Simulator.Run(options).Table).Interactions(facet);

    private static RaschComponent Fit(RatingTable table) =>
        Assert.Single(ManyFacetRasch.Fit(table, new RaschOptions { Method = RaschMethod.CorrectedJoint }).Components);
}
