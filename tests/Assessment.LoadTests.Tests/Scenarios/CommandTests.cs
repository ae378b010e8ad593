using System.Text.Json;
using Assessment.LoadScenarios;

namespace Assessment.LoadTests.Tests.Scenarios;

/// <summary>The program, against a server that runs.</summary>
public sealed class CommandTests(RunningServer server) : IClassFixture<RunningServer>
{
    public static TheoryData<string> Names => [.. ScenarioCatalog.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Scenario_OfEachName_EndsWell(string name)
    {
        string file = server.At($"{name}.json");
        var (code, text) = await RunAsync("scenario", name, "--rate", "20", "--seconds", "1", "--warm-up", "0", "--batch-sets", "20", "--call-limit", "120", "--json", file);

        Assert.True(code == 0, text);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var summary = json.RootElement.GetProperty("measurements")[0].GetProperty("summary");
        Assert.Equal(20, summary.GetProperty("ok").GetInt32());
        Assert.True(summary.GetProperty("responseBytes").GetInt64() > 20 * 200, text); // Each answer is a score at least.
    }

    [Fact]
    public async Task Scenario_ThresholdBroken_ExitsWithOneAndSaysWhy()
    {
        var (code, text) = await RunAsync("scenario", "score", "--rate", "20", "--seconds", "1", "--warm-up", "0", "--call-limit", "120", "--max-p99", "0.001");

        Assert.Equal(1, code);
        Assert.Contains("score: p99 in ms is ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenario_NobodyAnswersBeforehand_ExitsWithThreeAndNamesTheStatus()
    {
        var (code, text) = await RunAsync("scenario", "score", "--rate", "20", "--seconds", "1", "--warm-up", "0", "--call-limit", "0.000001");

        Assert.Equal(3, code);
        Assert.Contains("DeadlineExceeded", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Peak_OfScoring_CountsCalls()
    {
        var (code, text) = await RunAsync("peak", "score", "--callers", "4", "--seconds", "1", "--warm-up", "0.2", "--call-limit", "120");

        Assert.True(code == 0, text);
        Assert.Contains("| score | 4 callers |", text, StringComparison.Ordinal);
    }

    [Fact] // Whether the targets are met is up to the machine; that they are judged is not.
    public async Task Overload_OfAServer_OffersThreeLoadsAndJudges()
    {
        var (code, text) = await RunAsync("overload", "--scenario", "score", "--callers", "2", "--seconds", "0.5", "--warm-up", "0.2", "--call-limit", "120");

        Assert.InRange(code, 0, 1);
        Assert.Contains("| score | 1 × peak |", text, StringComparison.Ordinal);
        Assert.Contains("| score | 3 × peak |", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split('\n').Count(line => line.StartsWith("| score | 2 callers |", StringComparison.Ordinal)));
        Assert.Contains(": score at 3 × peak: goodput is ", text, StringComparison.Ordinal);
        Assert.Equal(code == 1, text.Contains("Broken thresholds:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("scenario", "score")]
    [InlineData("scenario", "nobody", "--rate", "5")]
    [InlineData("scenario", "score", "--rate", "0")]
    [InlineData("peak", "score", "--callers", "0")]
    [InlineData("peak", "score", "--server", "nowhere")]
    [InlineData("all", "--batch-sets", "1001")]
    public async Task Command_WrongUsage_ExitsWithTwo(params string[] args) =>
        Assert.Equal(2, await Program.RunAsync(args, TextWriter.Null, TextWriter.Null));

    [Theory]
    [InlineData("--help")]
    [InlineData("scenario", "--help")]
    [InlineData("overload", "--help")]
    public async Task Help_OfEachCommand_ShowsExamples(params string[] args)
    {
        using var text = new StringWriter();

        Assert.Equal(0, await Program.RunAsync(args, text, TextWriter.Null));
        Assert.Contains("dotnet run -c Release --project load-tests/Runner -- ", text.ToString(), StringComparison.Ordinal);
    }

    private async Task<(int Code, string Text)> RunAsync(params string[] args)
    {
        using var text = new StringWriter();
        int code = await Program.RunAsync([.. args, "--server", server.Address.ToString(), "--token", server.Token], text, text);
        return (code, text.ToString());
    }
}
