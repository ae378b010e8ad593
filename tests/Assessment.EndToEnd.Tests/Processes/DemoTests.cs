using System.Diagnostics;
using System.Text.RegularExpressions;
using Assessment.EndToEnd.Tests.Documents;

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
        using var process = Assess.Command("demo", "--keep").Start();
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var printed = await ReadUntilServingAsync(process.StandardOutput);
            var commands = ShellCommand.Of("demo --keep", ["```sh", .. printed]);
            foreach (string program in new[] { "curl", "buf", "mkdir", "assess" })
            {
                await RunAsync(commands, program);
            }

            Signals.Send(process.Id, Signals.Interrupt);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>What it prints after the figures, up to its last command.</summary>
    private static async Task<List<string>> ReadUntilServingAsync(StreamReader output)
    {
        var printed = new List<string>();
        while (await output.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            printed.Add(line);
            if (line.StartsWith("assess assessment show ", StringComparison.Ordinal))
            {
                break;
            }
        }

        return printed[printed.FindIndex(l => l.StartsWith("Serving gRPC at ", StringComparison.Ordinal))..];
    }

    /// <summary>Runs the printed command of one program (the Python example begins with mkdir, and is two commands).</summary>
    private async Task RunAsync(List<ShellCommand> commands, string program)
    {
        int first = commands.FindIndex(c => c.Text.StartsWith($"{program} ", StringComparison.Ordinal));
        string text = program == "mkdir" ? $"{commands[first].Text}\n{commands[first + 1].Text}" : commands[first].Text;
        if (await FindMissingAsync(program) is { } missing)
        {
            log.WriteLine($"not run, {missing} is not installed: {text}");
            return;
        }

        var shell = new Command("bash", "-e", "-c", text)
        {
            Environment = new Dictionary<string, string>
            {
                ["PATH"] = $"{AppContext.BaseDirectory}:{Path.GetDirectoryName(Tools.Buf)}:/usr/bin:{Environment.GetEnvironmentVariable("PATH")}",
            },
        };
        log.WriteLine(text);
        var ended = (await shell.RunAsync()).ShouldSucceed();
        Assert.Contains("composite", ended.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string?> FindMissingAsync(string program) => program switch
    {
        "buf" when !File.Exists(Tools.Buf) => "buf",
        "mkdir" when !File.Exists(Tools.Python) || (await new Command(Tools.Python, "-c", "import grpc").RunAsync()).ExitCode != 0 => "grpcio",
        "curl" when !Tools.IsOnPath("curl") => "curl",
        _ => null,
    };

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
