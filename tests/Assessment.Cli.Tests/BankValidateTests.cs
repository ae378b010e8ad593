using Assessment.Cli.Hosting;

namespace Assessment.Cli.Tests;

public class BankValidateTests
{
    private const string Broken = """
        kind: question-bank
        id: broken
        version: one
        colour: red
        competencies: []
        """;

    [Fact]
    public async Task Validate_ShippedBanks_CountsThemAndExitsWith0()
    {
        var run = await Assess.RunAsync("bank", "validate", InstalledBanks.Find("question-banks")!);
        Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
        Assert.Contains("product-sense", run.Out, StringComparison.Ordinal);
        Assert.Contains("Role profiles", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Out);
    }

    [Fact]
    public async Task Validate_BrokenBank_ListsEveryProblemWithItsPlaceAndExitsWith1()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("broken.yaml", Broken);
        var run = await Assess.RunAsync("bank", "validate", file);
        Assert.Equal((ExitCodes.ProblemsFound, ""), (run.Code, run.Out));
        Assert.Contains($"{file}:3:10: version ", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}:4:1: unknown-key ", run.Error, StringComparison.Ordinal);
        Assert.Contains("problem(s) in 1 file(s).", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_Json_HoldsTheSameDiagnostics()
    {
        using var folder = new TemporaryFolder();
        var run = await Assess.RunAsync("bank", "validate", "--json", folder.File("broken.yaml", Broken), folder.File("missing.yaml"));
        var diagnostics = run.Json["diagnostics"]!.AsArray();
        Assert.Equal(ExitCodes.ProblemsFound, run.Code);
        Assert.Contains(diagnostics, d => (string)d!["code"]! == "missing-path");
        Assert.All(diagnostics, d => Assert.Contains($"{d!["file"]}:{d["line"]}:{d["column"]}: {d["code"]} {d["message"]}", run.Error, StringComparison.Ordinal));
    }
}
