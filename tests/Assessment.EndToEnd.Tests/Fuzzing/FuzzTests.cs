using Assessment.Fuzz;

namespace Assessment.EndToEnd.Tests.Fuzzing;

/// <summary>'load-tests/Fuzz -- --calls 200000' makes more of the same.</summary>
public sealed class FuzzTests(ITestOutputHelper log)
{
    private const int Calls = 5_000;
    private const int Seed = 20_261_124;

    [Fact]
    public async Task EveryRpc_HostileCalls_LeaveTheServerWellAndItsDatabaseSound()
    {
        using var folder = new TemporaryFolder();
        using var progress = new StringWriter();
        var report = await FuzzRun.RunAsync(new FuzzOptions { Calls = Calls, Seed = Seed, InFlight = 8, Folder = folder.Path }, progress);
        report.Print(progress);
        log.WriteLine(progress.ToString());

        Assert.Empty(report.Verdict);
        Assert.Equal(Calls, report.Tally.Calls);
        Assert.True(report.Stored.Interviews > Calls / 100, "Hostile calls stood among plausible ones.");
    }
}
