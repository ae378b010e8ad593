using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Assessment.Cli.Tests;

public class SettingsTests
{
    [Fact]
    public async Task Config_EnvironmentNearFileFarFile_WinInThatOrder()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("assessment"));
        folder.File("assessment/config.json", """{"server":"http://far.example:1","outbox":"far"}""");
        Assert.Equal(("http://far.example:1", "far"), await ConfigAsync(folder));
        folder.File("assessment.json", """{"server":"http://near.example:1", /* a comment */ }""");
        Assert.Equal(("http://near.example:1", "far"), await ConfigAsync(folder));
        Assert.Equal(("http://env.example:1", "env"), await ConfigAsync(folder, ("ASSESSMENT_SERVER", "http://env.example:1"), ("ASSESSMENT_OUTBOX", "env")));
    }

    [Theory]
    [InlineData("""{"sever":"x"}""", "'sever' is no setting")]
    [InlineData("[]", "is not an object of texts")]
    public async Task Config_BrokenFile_ExitsWith2(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.File("assessment.json", text);
        var (code, output) = await RunAsync(folder, []);
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sco", "scorecards")]
    [InlineData("scorecards ", "withdraw")]
    [InlineData("kit --format ", "html")]
    [InlineData("interviews create --l", "--level")]
    public async Task Suggest_PartOfALine_GivesWhatMayFollow(string line, string expected)
    {
        var run = await Assess.RunAsync($"[suggest:{line.Length}]", line);
        Assert.Contains(expected, run.Out.Split('\n').Select(l => l.Trim()));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _assess assess")]
    [InlineData("zsh", "compdef _assess assess")]
    [InlineData("fish", "complete -c assess")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Completion_Shell_PrintsItsScript(string shell, string expected) =>
        Assert.Contains(expected, (await Assess.RunAsync("completion", shell)).Out, StringComparison.Ordinal);

    [Fact]
    public async Task Completion_Bash_CompletesInBash()
    {
        using var folder = new TemporaryFolder();
        string script = folder.File("completion.bash", (await Assess.RunAsync("completion", "bash")).Out);
        const string Ask = "COMP_LINE='assess scorecards wi' COMP_POINT=20 COMP_WORDS=(assess scorecards wi) COMP_CWORD=2; _assess; echo \"${COMPREPLY[@]}\"";
        var start = new ProcessStartInfo("bash", ["-c", $"assess() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "assess.dll")}' \"$@\"; }}; source '{script}'; {Ask}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var bash = Process.Start(start)!;
        var (_, text) = await bash.EndAsync(TestContext.Current.CancellationToken);
        Assert.Equal("withdraw", text.Trim());
    }

    private static async Task<(string Server, string Outbox)> ConfigAsync(TemporaryFolder folder, params (string Name, string Value)[] environment)
    {
        var (code, text) = await RunAsync(folder, environment);
        Assert.True(code == ExitCodes.Done, text);
        var settings = JsonNode.Parse(text)!;
        return ((string)settings["server"]!["value"]!, (string)settings["outbox"]!["value"]!);
    }

    private static async Task<(int Code, string Text)> RunAsync(TemporaryFolder folder, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "assess.dll"), "config", "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(folder.File("x"))!,
        };
        start.Environment["XDG_CONFIG_HOME"] = start.WorkingDirectory;
        start.Environment.Remove("ASSESSMENT_SERVER");
        start.Environment.Remove("ASSESSMENT_OUTBOX");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        return await process.EndAsync(TestContext.Current.CancellationToken);
    }
}
