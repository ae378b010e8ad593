using Assessment.Cli.Banks;
using Assessment.Cli.Hosting;

namespace Assessment.Cli.Tests;

public class BankCommandsTests(ServedBanks served) : IClassFixture<ServedBanks>
{
    private static string Installed => Path.Combine(InstalledBanks.Or(null)[0], "product-sense.yaml");

    [Fact]
    public async Task BankShow_FileAndServer_AreTheSame()
    {
        var file = await Assess.RunAsync("bank", "show", Installed);
        var server = await Assess.RunAsync("bank", "show", "product-sense", "--server", served.Address);
        Assert.Equal((ExitCodes.Done, file.Out), (server.Code, server.Out));
        Assert.Contains("P1.decision", file.Out, StringComparison.Ordinal);
        var one = await Assess.RunAsync("bank", "show", Installed, "--competency", "P1");
        Assert.Contains("P1.decision", one.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("P2.", one.Out, StringComparison.Ordinal);
        Assert.Equal(3, (await Assess.RunAsync("bank", "show", "--json", "--server", served.Address)).Json.AsArray().Count);
    }

    [Fact]
    public async Task BankDiff_SameAndChanged_TellTheDifferenceById()
    {
        using var folder = new TemporaryFolder();
        string text = await File.ReadAllTextAsync(Installed, TestContext.Current.CancellationToken);
        string version = text.Split('\n').Single(l => l.StartsWith("version:", StringComparison.Ordinal));
        string changed = folder.File("product-sense.yaml", text.Replace(version, "version: 9.9.9", StringComparison.Ordinal));
        var same = await Assess.RunAsync("bank", "diff", "product-sense", Installed, "--server", served.Address);
        Assert.Equal((ExitCodes.Done, "0 added, 0 removed, 0 changed."), (same.Code, same.Out.Trim()));
        var run = await Assess.RunAsync("bank", "diff", "product-sense", changed, "--server", served.Address);
        Assert.Equal(ExitCodes.ProblemsFound, run.Code);
        Assert.Contains("changed bank version", run.Out, StringComparison.Ordinal);
        Assert.Contains("  + 9.9.9", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void BankDiff_AddedRemovedChanged_AreListed()
    {
        var old = BankOf(("P1.a", "was"), ("P1.b", "gone"));
        var changes = BankDiff.Between(old, BankOf(("P1.a", "is"), ("P1.c", "came")));
        Assert.Equal(
            [new BankChange("P1.a", "name", "was", "is"), new BankChange("P1.b", "", "gone", null), new BankChange("P1.c", "", null, "came")],
            changes);
        Assert.Empty(BankDiff.Between(old, old.Clone()));
    }

    private static V1.QuestionBank BankOf(params (string Id, string Name)[] criteria) => new()
    {
        Competencies = { new V1.Competency { Id = "P1", Criteria = { criteria.Select(c => new V1.Criterion { Id = c.Id, DisplayName = c.Name }) } } },
    };
}
