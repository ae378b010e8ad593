using System.Text.Json.Nodes;

namespace Assessment.Cli.Tests;

public class SubmitTests(ServedBanks served) : IClassFixture<ServedBanks>
{
    [Fact]
    public async Task Submit_SecondRun_SubmitsNothingTwice()
    {
        using var folder = new TemporaryFolder();
        string interview = await served.CreateInterviewAsync("ada", "grace");
        string file = folder.File("cards.json", $"[{Card(interview, "ada", 4)},{Card(interview, "grace", 2)}]");
        var first = await Assess.RunAsync("submit", file, "--server", served.Address);
        var second = await Assess.RunAsync("submit", file, "--server", served.Address);
        Assert.Equal(ExitCodes.Done, first.Code);
        Assert.Equal((first.Code, first.Out), (second.Code, second.Out));
        Assert.Equal(2, first.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith($"{interview}/scorecards/", first.Out, StringComparison.Ordinal);
        Assert.Contains(" 75.00  submitted", first.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_CardAddedBefore_KeepsTheOthersIds()
    {
        using var folder = new TemporaryFolder();
        string interview = await served.CreateInterviewAsync("ada", "grace");
        string before = folder.File("before.jsonl", Card(interview, "ada", 4));
        string after = folder.File("after.jsonl", $"{Card(interview, "grace", 2)}\n{Card(interview, "ada", 4)}\n");
        Assert.Equal(ExitCodes.Done, (await Assess.RunAsync("submit", before, "--server", served.Address)).Code);
        Assert.Equal(ExitCodes.Done, (await Assess.RunAsync("submit", after, "--server", served.Address)).Code);
    }

    [Fact]
    public async Task Submit_RefusedCards_StopNothingAndListEveryViolation()
    {
        using var folder = new TemporaryFolder();
        string interview = await served.CreateInterviewAsync("ada");
        string lines = string.Join('\n', Card(interview, "stranger", 4), Card(interview, "ada", 9), "{\"unknown\":1}", Card(interview, "ada", 4));
        var run = await Assess.RunAsync("submit", "--json", folder.File("cards.jsonl", lines), "--server", served.Address);
        Assert.Equal(ExitCodes.ProblemsFound, run.Code);
        var outcomes = run.Json.AsArray();
        Assert.Equal("NOT_ON_PANEL", (string)outcomes[0]!["error"]!["reason"]!);
        Assert.Equal("scorecard.ratings[0].level", (string)outcomes[1]!["error"]!["fieldViolations"]![0]!["field"]!);
        Assert.Contains("SubmitScorecardRequest", (string)outcomes[2]!["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal("SUBMITTED", ((string)outcomes[3]!["scorecard"]!["state"]!).Replace("STATE_", "", StringComparison.Ordinal));
        Assert.Contains("item 2: refused (INVALID_FIELDS)", run.Error, StringComparison.Ordinal);
        Assert.Contains("  scorecard.ratings[0].level: is 9", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 submitted, 3 refused, 0 not sent.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"parent\":\"x\"} {", "line 1, byte 17: it is not JSON")]
    [InlineData("[1]", "holds a Number")]
    [InlineData("", "holds no object")]
    public async Task Submit_FileThatIsNoCards_IsRefusedWhole(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var run = await Assess.RunAsync("submit", folder.File("cards.json", text), "--server", served.Address);
        Assert.Equal(ExitCodes.ProblemsFound, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_NoServer_ExitsWith3AndSaysWhatWasNotSent()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("cards.jsonl", $"{Card("interviews/x", "ada", 3)}\n{Card("interviews/x", "ada", 4)}");
        var run = await Assess.RunAsync("submit", file, "--server", "http://127.0.0.1:1");
        Assert.Equal(ExitCodes.Unreachable, run.Code);
        Assert.Contains("0 submitted, 0 refused, 2 not sent.", run.Error, StringComparison.Ordinal);
        Assert.Contains("assess: the server at http://127.0.0.1:1 can't be reached", run.Error, StringComparison.Ordinal);
    }

    private static string Card(string interview, string interviewer, int level) => new JsonObject
    {
        ["parent"] = interview,
        ["scorecard"] = new JsonObject
        {
            ["interviewerId"] = interviewer,
            ["ratings"] = new JsonArray(new JsonObject { ["criterion"] = "P1.decision", ["level"] = level }),
        },
    }.ToJsonString();
}
