using Assessment.EndToEnd.Tests.Processes;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.EndToEnd.Tests.Documents;

/// <summary>What the documents tell a reader to type does work.</summary>
public sealed class DocumentationTests(LiveServer live, ITestOutputHelper log)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Documents => [.. Repository.Files
        .Where(f => f.EndsWith(".md", StringComparison.Ordinal))
        .Where(f => f.StartsWith("docs/", StringComparison.Ordinal) || !f.Contains('/', StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Commands_OfADocument_Run(string document)
    {
        var commands = ShellCommand.Of(document, await File.ReadAllLinesAsync(Repository.At(document), Cancellation));
        Assert.Empty(commands
            .Where(c => CommandRules.FindReasonNotToRun(c.Text) is null && !CommandRules.IsRunnable(c.Text))
            .Select(c => $"{c.File}:{c.Line}: no rule knows '{c.Text}'"));
        if (commands.Count == 0)
        {
            return;
        }

        using var folder = new TemporaryFolder();
        var sample = await PrepareAsync(folder);
        var missing = new List<string>();
        foreach (var command in commands)
        {
            if (await FindMissingAsync(command.Text) is { } tool)
            {
                missing.Add($"{command.File}:{command.Line} needs {tool}");
            }
            else
            {
                await RunAsync(command, folder, sample);
            }
        }

        Assert.SkipWhen(missing.Count > 0, $"The other commands ran; these could not: {string.Join("; ", missing)}");
    }

    [Fact]
    public void Links_BetweenFiles_LeadSomewhere() => Assert.Empty(
        from document in Documents.Select(d => d.Data)
        from link in MarkdownLinks.Of(File.ReadAllText(Repository.At(document)))
        let target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.At(document))!, link))
        where !Path.Exists(target)
        select $"{document}: {link}");

    /// <summary>What a command needs that this machine has not, if anything.</summary>
    private static async Task<string?> FindMissingAsync(string command)
    {
        if (CommandRules.FindReasonNotToRun(command) is not null)
        {
            return null;
        }

        return CommandRules.ProgramsOf(command).FirstOrDefault(p => !Tools.IsOnPath(p.Program)).Package
            ?? (command.Contains("buf curl", StringComparison.Ordinal) && !File.Exists(Tools.Buf) ? "buf" : null)
            ?? (command.Contains("examples/node/", StringComparison.Ordinal) && !Tools.HasNodePackages ? "Node's packages" : null)
            ?? (command.Contains("examples/curl/", StringComparison.Ordinal) && !Tools.HasCurlAndJq ? "curl and jq" : null)
            ?? (command.Contains(Tools.Python, StringComparison.Ordinal) && !await Tools.HasPythonAsync() ? "Python's grpcio" : null);
    }

    private async Task RunAsync(ShellCommand command, TemporaryFolder folder, IReadOnlyDictionary<string, string> placeholders)
    {
        if (CommandRules.FindReasonNotToRun(command.Text) is { } reason)
        {
            log.WriteLine($"{command.File}:{command.Line}: not run, {reason}: {command.Text}");
            return;
        }

        string text = CommandRules.Localize(command.Text, placeholders);
        log.WriteLine($"{command.File}:{command.Line}: {text}");
        var shell = new Command("bash", "-c", CommandRules.IsServing(command.Text) ? $"exec {text}" : text)
        {
            Folder = folder.Path,
            Environment = new Dictionary<string, string>
            {
                ["PATH"] = $"{AppContext.BaseDirectory}:{Path.GetDirectoryName(Tools.Buf)}:{Environment.GetEnvironmentVariable("PATH")}",
                ["ASSESSMENT_SERVER"] = placeholders["http://127.0.0.1:5080"],
            },
        };
        if (CommandRules.IsServing(command.Text))
        {
            await ServeAndInterruptAsync(shell, command);
        }
        else
        {
            var ended = await shell.RunAsync();
            Assert.True(ended.ExitCode == 0, $"{command.File}:{command.Line}: {text}\n{ended.Everything}");
        }
    }

    /// <summary>Starts what serves until Ctrl+C, waits for its first line, and presses that.</summary>
    private static async Task ServeAndInterruptAsync(Command shell, ShellCommand command)
    {
        using var process = shell.Start();
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            string? line = await process.StandardOutput.ReadLineAsync(Cancellation);
            Assert.True(line is not null, $"{command.File}:{command.Line}: {command.Text}\n{(line is null ? await error : "")}");
            Signals.Send(process.Id, Signals.Interrupt);
            await process.WaitForExitAsync(Cancellation);
            Assert.True(process.ExitCode is 0 or 130, $"{command.File}:{command.Line}: exit code {process.ExitCode}\n{await error}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>A folder like the repository's, sample files as documents name them, and what stands for their placeholders.</summary>
    private async Task<Dictionary<string, string>> PrepareAsync(TemporaryFolder folder)
    {
        foreach (string name in new[] { "question-banks", "protos", "docs" })
        {
            Directory.CreateSymbolicLink(folder.At(name), Repository.At(name));
        }

        var released = await SampleInterview.CreateAsync(live.Server.Channel, Cancellation);
        foreach (string interviewer in SampleInterview.Interviewers)
        {
            await released.SubmitAsync(live.Server.Channel, interviewer, "", Cancellation); // Reports read whole panels.
        }

        var sample = await SampleInterview.CreateAsync(live.Server.Channel, Cancellation);
        var card = await sample.SubmitAsync(live.Server.Channel, "ines", "", Cancellation);
        string interview = sample.Interview.Name.Split('/')[1];
        await WriteAsync("score.json", SampleInterview.ToScore());
        await WriteAsync("card.json", new SubmitScorecardRequest { Parent = sample.Interview.Name, Scorecard = SampleInterview.Card("jonas") });
        await WriteAsync("cards.jsonl", new SubmitScorecardRequest { Parent = sample.Interview.Name, Scorecard = SampleInterview.Card("kim") });
        return new Dictionary<string, string>
        {
            ["http://127.0.0.1:5080"] = Address(live.Server.Grpc),
            ["http://127.0.0.1:5081"] = Address(live.Server.Http),
            ["127.0.0.1:5080"] = live.Server.Grpc.Authority,
            ["127.0.0.1:5081"] = live.Server.Http.Authority,
            ["localhost:5080"] = live.Server.Grpc.Authority,
            ["localhost:5081"] = live.Server.Http.Authority,
            ["INTERVIEW"] = interview,
            ["SCORECARD"] = card.Name.Split('/')[^1],
        };

        Task WriteAsync(string name, IMessage message) =>
            File.WriteAllTextAsync(folder.At(name), JsonFormatter.Default.Format(message) + "\n", Cancellation);
    }

    private static string Address(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
