using Assessment.Cli.Hosting;

namespace Assessment.Cli.Tests;

/// <summary>Publishing changes what a server serves, so these tests have a server of their own.</summary>
public class BankPublishTests(ServedBanks served) : IClassFixture<ServedBanks>
{
    [Fact]
    public async Task BankPublish_NewVersion_IsServedAndABrokenBankIsRefused()
    {
        using var folder = new TemporaryFolder();
        string installed = Path.Combine(InstalledBanks.Or(null)[0], "product-sense.yaml");
        string text = await File.ReadAllTextAsync(installed, TestContext.Current.CancellationToken);
        string version = text.Split('\n').Single(l => l.StartsWith("version:", StringComparison.Ordinal));
        string changed = folder.File("product-sense.yaml", text.Replace(version, "version: 9.9.9", StringComparison.Ordinal));

        var published = await Assess.RunAsync("bank", "publish", changed, "--server", served.Address);
        Assert.Equal(ExitCodes.Done, published.Code);
        Assert.Contains("9.9.9", published.Out, StringComparison.Ordinal);
        var shown = await Assess.RunAsync("bank", "show", "product-sense", "--server", served.Address);
        Assert.Contains("product-sense 9.9.9", shown.Out, StringComparison.Ordinal);

        var refused = await Assess.RunAsync("bank", "publish", folder.File("broken.yaml", "kind: nonsense"), "--server", served.Address);
        Assert.Equal(ExitCodes.ProblemsFound, refused.Code);
        Assert.Contains("INVALID_BANK", refused.Error, StringComparison.Ordinal);
    }
}
