using System.Reflection;
using Assessment.Calibration.Connectivity;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Connectivity;

public class DesignGraphTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Of_SimulatedBlocks_FindsThem(int blocks)
    {
        Simulation simulation = Simulator.Run(new SimulationOptions { Blocks = blocks, Candidates = 300, Raters = 30 });
        var graph = DesignGraph.Of(simulation.Table);
        Assert.Equal(blocks, graph.Components.Count);
        Assert.Equal(blocks == 1, graph.IsConnected);
        Assert.Equal(simulation.Table.Count, graph.Components.Sum(component => component.RatingCount));
        foreach (Component component in graph.Components)
        {
            Assert.Single(component.Candidates.Select(c => simulation.Truth.BlockOfCandidate[c])
                .Concat(component.Raters.Select(r => simulation.Truth.BlockOfRater[r])).Distinct());
            Assert.Equal(component.RatingCount, graph.RatingsOf(component).Count);
        }
    }

    [Fact]
    public void Of_EmptyTable_HasNoComponents()
    {
        var graph = DesignGraph.Of(Tables.Empty);
        Assert.Empty(graph.Components);
        Assert.True(graph.IsConnected);
        Assert.Empty(graph.BridgeRaters);
        Assert.Empty(graph.JoiningPairings());
    }

    [Fact]
    public void BridgeRaters_TwoPanelsJoinedByOne_NamesThatOne()
    {
        // Raters 1 and 2 share candidates, 3 and 4 do, and rater 5 alone saw one of each; rater 4's own candidate is no part.
        RatingTable table = Tables.Grid("1 2 . . . / 2 2 . . 3 / . . 3 4 3 / . . 2 2 . / . . . 1 .");
        BridgeRater bridge = Assert.Single(DesignGraph.Of(table).BridgeRaters);
        Assert.Equal(("5", 2, 2), (table.RaterNames[bridge.Rater], bridge.Parts, bridge.SmallestPartRaters));
    }

    [Fact]
    public void BridgeRaters_AgainstRemovalOfEachRater_Agree()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            RatingTable table = Simulator.Run(new SimulationOptions
            {
                Seed = seed,
                Candidates = 16,
                Raters = 12,
                RatersPerCandidate = 2,
                Criteria = 1,
                MissingShare = .1,
            }).Table;
            var graph = DesignGraph.Of(table);
            int before = graph.Components.Count;
            var expected = Enumerable.Range(0, table.RaterCount)
                .Where(r => graph.FindComponentOfRater(r) is { Raters.Count: > 1 } && PartsWithout(table, r) > before).ToList();
            Assert.Equal(expected, graph.BridgeRaters.Select(bridge => bridge.Rater));
        }
    }

    [Fact]
    public void SharedPairs_SimulatedPanels_EqualPairByPair()
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Candidates = 40, Raters = 8, RatersPerCandidate = 3 }).Table;
        var graph = DesignGraph.Of(table);
        foreach (RaterPair pair in graph.SharedPairs())
        {
            Assert.Equal(pair.SharedCandidates, graph.SharedCandidates(pair.Second, pair.First));
        }

        Assert.Equal(40 * 3, graph.SharedPairs().Sum(pair => pair.SharedCandidates));
    }

    [Fact]
    public void JoiningPairings_ThreeIslands_JoinThemAll()
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Blocks = 3, Candidates = 30, Raters = 9, Criteria = 1 }).Table;
        IReadOnlyList<JoiningPairing> pairings = DesignGraph.Of(table).JoiningPairings();
        Assert.Equal(2, pairings.Count);
        var builder = new RatingTableBuilder(table.CandidateNames, table.RaterNames, table.CriterionNames);
        for (int row = 0; row < table.Count; row++)
        {
            builder.AddIndexed(table.Candidates[row], table.Raters[row], table.Criteria[row], table.Levels[row]);
        }

        foreach (JoiningPairing pairing in pairings)
        {
            builder.AddIndexed(pairing.Candidate, pairing.Rater, 0, 3);
        }

        Assert.True(DesignGraph.Of(builder.Build()).IsConnected);
    }

    [Fact]
    public void JoiningPairing_LeastLoadedRaterAndBestKnownCandidate_AreChosen()
    {
        // Island A: raters 1 (3 candidates) and 2 (2). Island B: raters 3 (2) and 4 (1).
        RatingTable table = Tables.Grid("1 2 . . / 3 3 . . / 2 . . . / . . 5 5 / . . 4 .");
        JoiningPairing pairing = Assert.Single(DesignGraph.Of(table).JoiningPairings());
        Assert.Equal((3, 1), (pairing.Rater, pairing.Candidate)); // rater 4; candidate 2 has two raters and the middle level
    }

    [Fact]
    public void TryPair_ValuesOfTwoComponents_GivesNoPair()
    {
        RatingTable table = Tables.Grid("1 2 . . / . . 3 4");
        var graph = DesignGraph.Of(table);
        Assert.False(graph.OfRater(0, 0.5).TryPair(graph.OfRater(2, 0.1), out _));
        Assert.True(graph.OfRater(0, 0.5).TryPair(graph.OfRater(1, 0.1), out ComponentPair<double>? pair));
        Assert.Equal((0.5, 0.1), (pair.First, pair.Second));
        Assert.False(graph.OfRater(0, 0.5).TryPair(DesignGraph.Of(table).OfRater(1, 0.1), out _));
        Assert.False(default(ComponentScoped<double>).TryPair(default, out _));
    }

    [Fact]
    public void ComponentScoped_PublicSurface_HasNoBareValueAndNoComparison()
    {
        Type scoped = typeof(ComponentScoped<double>);
        Assert.DoesNotContain(scoped.GetProperties(BindingFlags.Public | BindingFlags.Instance), property => property.PropertyType == typeof(double));
        Assert.False(typeof(IComparable).IsAssignableFrom(scoped) || typeof(IComparable<ComponentScoped<double>>).IsAssignableFrom(scoped));
        Assert.DoesNotContain(scoped.GetMethods(), method => method.Name.StartsWith("op_", StringComparison.Ordinal));
        Assert.Empty(typeof(ComponentPair<double>).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        Assert.Empty(typeof(Component).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
    }

    [Fact]
    public void Ranking_OfTwoComponents_RanksEachByItself()
    {
        var graph = DesignGraph.Of(Tables.Grid("1 2 1 . . / . . . 3 4"));
        double[] severity = [0.3, double.NaN, -0.2, 9, 8];
        var rankings = ComponentRanking.Of(Enumerable.Range(0, 5).Select(r => (r, graph.OfRater(r, severity[r]))), value => value);
        Assert.Equal(2, rankings.Count);
        Assert.Equal([2, 0, 1], rankings[0].Ranked.Select(entry => entry.Key));
        Assert.Equal([4, 3], rankings[1].Ranked.Select(entry => entry.Key));
    }

    [Fact]
    public void Of_MillionCandidatesWithOneRatingEach_Finishes()
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Candidates = 1_000_000, Raters = 1000, RatersPerCandidate = 1, Criteria = 1 }).Table;
        var graph = DesignGraph.Of(table);
        Assert.Equal(1000, graph.Components.Count);
        Assert.Empty(graph.BridgeRaters);
        Assert.Empty(graph.SharedPairs());
        Assert.Equal(999, graph.JoiningPairings().Count);
    }

    private static int PartsWithout(RatingTable table, int rater) => DesignGraph.Of(table.Where(row => table.Raters[row] != rater)).Components.Count;
}
