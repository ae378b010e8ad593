using Assessment.StorageLoad.Kills;

namespace Assessment.EndToEnd.Tests.Processes;

public sealed class KillTests(ITestOutputHelper log)
{
    private const int Databases = 2; // At the same time: a round is mostly one process that starts.
    private const int Rounds = 10; // Of each. 'load-tests/Storage -- --kill-rounds 500' runs more of the same.
    private const int Seed = 20_261_124;

    [Fact]
    public async Task Submit_ServersKilledAtRandomMoments_LosesAndDoublesNothing()
    {
        using var folder = new TemporaryFolder();
        var reports = await Task.WhenAll(Enumerable.Range(0, Databases).Select(i => RunAsync(Seed + (i * 1_000), folder.Path)));

        Assert.All(reports, report =>
        {
            var cards = report.Cards;
            Assert.True(cards.Acknowledged >= Rounds && cards.InFlight >= Rounds, "Every round has answers, and callers still at work.");
            Assert.Equal(cards.Acknowledged, cards.Found);
            Assert.Equal((0, 0, 0), (cards.Lost, cards.Altered, cards.Doubled));
            Assert.Empty(report.Audit.Breaks);
            Assert.Equal(Rounds + report.Repeated + 1, report.Audit.Chains); // One for each process that wrote, the last one too.
        });
    }

    private async Task<KillReport> RunAsync(int seed, string parent)
    {
        using var table = new StringWriter();
        try
        {
            return await KillRounds.RunAsync(table, Rounds, seed, parent);
        }
        finally
        {
            log.WriteLine(table.ToString());
        }
    }
}
