using Assessment.LoadScenarios;
using Assessment.LoadTests.Servers;
using Assessment.LoadTests.Targets;

namespace Assessment.LoadTests.Tests.Scenarios;

/// <summary>What is measured beside its limit, on processes of its own. How fast it is, is no test's business.</summary>
public sealed class TargetTests
{
    private static readonly TargetPlan Tiny = new(
        Rounds: 2, TimeSpan.FromSeconds(0.2), WarmUpCalls: 100, TimeSpan.FromSeconds(0.1), RawCards: 640, TimeSpan.FromSeconds(0.2), ReadRatings: 1_200, SteadyMinutes: 0);

    [Fact]
    public async Task CallTargets_TinyPlan_ComparesWithTheEmptyServiceAndTheTemplate()
    {
        var (rows, runs) = await new CallTargets(Tiny, new(), TextWriter.Null).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(9, rows.Count);
        Assert.All(rows, row => Assert.True(double.IsFinite(row.Ratio) && row.Ratio > 0 && row.Least <= row.Ratio && row.Ratio <= row.Most, row.ToString()));
        Assert.All(runs, run => Assert.True(run.Summary.Ok > 0 && run.Summary.OtherFailures == 0, $"{run.Scenario}, {run.Load}"));
        var score = runs.Where(run => run.Scenario == "score").ToList();
        Assert.Single(score.Take(3).Select(run => run.Summary.ResponseBytes / run.Summary.Ok / 100).Distinct()); // All answer with a score.
    }

    [Fact]
    public async Task SteadyTarget_ShortMinutes_ComparesTheLastWithTheThird()
    {
        using var server = await ServerUnderLoad.StartAsync(new(), TestContext.Current.CancellationToken);
        await using var session = new LoadSession(ScenarioCatalog.FindByName("score")!, server);

        var (row, run) = await new SteadyTarget(4, TimeSpan.FromSeconds(1)).RunAsync(session, server.Process!, 50, TestContext.Current.CancellationToken);

        Assert.Equal(200, run.Summary.Ok);
        Assert.True(row.Limit > 1 && row.Ours > 1, row.ToString()); // Megabytes.
        Assert.Equal(row.Ours / row.Limit, row.Ratio, 6);
        Assert.Equal(row.Ratio <= 1.1, row.IsMet);
    }

    [Fact]
    public async Task OtherTargets_TinyPlan_CompareEachWithItsLimit()
    {
        var others = new OtherTargets(Tiny, new());

        var (submit, runs) = await others.SubmitAsync(TestContext.Current.CancellationToken);
        var read = await others.ReadAsync();
        var start = await others.StartAsync(TestContext.Current.CancellationToken);

        Assert.All(runs, run => Assert.Equal(0, run.Summary.OtherFailures));
        Assert.Equal(2, submit.Count);
        Assert.All([.. submit, read, start], row => Assert.True(double.IsFinite(row.Ratio) && row.Ratio > 0, row.ToString()));
        Assert.Null(start.IsMet);
    }

    [Fact]
    public void Core_AllocatesNothing()
    {
        var row = OtherTargets.Core();

        Assert.Contains(", 0 B allocated", row.What, StringComparison.Ordinal);
        Assert.True(row.Ratio > 1 && row.Least <= row.Ratio && row.Ratio <= row.Most, row.ToString());
    }

    [Fact]
    public void Row_OfRounds_TakesTheMedianOfTheirRatios()
    {
        var row = TargetRow.AtLeast("a", "b", "c", [10, 20, 40], [9, 10, 40], 0.9);

        Assert.Equal((20.0, 10.0, 0.9, 0.5, 1.0), (row.Limit, row.Ours, row.Ratio, row.Least, row.Most));
        Assert.True(row.IsMet);
        Assert.False(TargetRow.AtMost("a", "b", "c", [10, 20, 40], [9, 10, 40], 0.8).IsMet);
    }
}
