using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Assessment.EndToEnd.Tests.Processes;

public sealed partial class DemoTests(ITestOutputHelper log)
{
    [Fact]
    public async Task Demo_TwoSeeds_ShowOtherFiguresAndReadTheSameAgain()
    {
        var first = await RunAsync("1");
        var second = await RunAsync("2");
        Assert.NotEqual(Figures(first), Figures(second));
    }

    /// <summary>The commands that a kept demo prints do work, pasted into a shell as they are.</summary>
    [Fact]
    public async Task Demo_Kept_PrintsCommandsThatWork()
    {
        Tools.RequireOnPath("curl", "curl");
        using var process = Assess.Command("demo", "--keep").Start();
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var printed = new List<string>();
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                printed.Add(line);
                if (line.StartsWith("assess assessment show ", StringComparison.Ordinal))
                {
                    break;
                }
            }

            string curl = Assert.Single(printed, l => l.StartsWith("curl ", StringComparison.Ordinal));
            var ended = (await new Command("bash", "-c", curl).RunAsync()).ShouldSucceed();
            Assert.Contains("\"compositeHundredths\"", ended.Output, StringComparison.Ordinal);
            var shown = await Assess.RunAsync(printed[^1].Split(' ')[1..]);
            Assert.Contains("Composite", shown.ShouldSucceed().Output, StringComparison.OrdinalIgnoreCase);
            Signals.Send(process.Id, Signals.Interrupt);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private async Task<string> RunAsync(string seed)
    {
        long started = Stopwatch.GetTimestamp();
        var ended = (await Assess.RunAsync("demo", "--seed", seed)).ShouldSucceed();
        log.WriteLine($"seed {seed}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), $"The demo took {Stopwatch.GetElapsedTime(started)}.");
        string last = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        var equal = Equal().Match(last);
        Assert.True(equal.Success && equal.Groups["equal"].Value == equal.Groups["all"].Value, last);
        Assert.Equal("40", equal.Groups["all"].Value);
        return ended.Output;
    }

    /// <summary>What differs from run to run anyway, the names, taken out.</summary>
    private static string Figures(string output) => Names().Replace(output, "");

    [GeneratedRegex(@"(?<equal>\d+) of (?<all>\d+) .*equal")]
    private static partial Regex Equal();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Names();
}
