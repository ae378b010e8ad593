using Assessment.StorageLoad.Kills;

namespace Assessment.EndToEnd.Tests.Processes;

public sealed class KillTests(ITestOutputHelper log)
{
    private const int Rounds = 20; // 'load-tests/Storage -- --kill-rounds 500' runs more of the same.
    private const int Seed = 20_261_124;

    [Fact]
    public async Task Submit_ServerKilledAtRandomMoments_LosesAndDoublesNothing()
    {
        using var folder = new TemporaryFolder();
        using var table = new StringWriter();
        KillReport report;
        try
        {
            report = await KillRounds.RunAsync(table, Rounds, Seed, folder.Path);
        }
        finally
        {
            log.WriteLine(table.ToString());
        }

        var cards = report.Cards;
        Assert.True(cards.Acknowledged >= Rounds && cards.InFlight >= Rounds, "Every round has answers, and callers still at work.");
        Assert.Equal(cards.Acknowledged, cards.Found);
        Assert.Equal((0, 0, 0), (cards.Lost, cards.Altered, cards.Doubled));
        Assert.Empty(report.Audit.Breaks);
        Assert.Equal(Rounds + report.Repeated + 1, report.Audit.Chains); // One for each process that wrote, the last one too.
    }
}
