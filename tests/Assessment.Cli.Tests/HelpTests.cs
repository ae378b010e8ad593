using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace Assessment.Cli.Tests;

public partial class HelpTests
{
    public static TheoryData<string> Commands => [.. PathsOf(Program.Commands(), "")];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_EveryCommand_ShowsAnExample(string path)
    {
        var run = await Assess.RunAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
        string examples = run.Out[run.Out.IndexOf("Examples:", StringComparison.Ordinal)..];
        Assert.Contains($"assess {path}".TrimEnd(), examples, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_Root_DocumentsEveryExitCode()
    {
        var run = await Assess.RunAsync("--help");
        Assert.All(ExitCodes.Meanings, m => Assert.Contains($"{m.Code,5}  {m.Meaning}", run.Out, StringComparison.Ordinal));
        Assert.Equal([0, 1, 2, 3, 4, 70, 130], ExitCodes.Meanings.Select(m => m.Code));
    }

    [Fact]
    public void Examples_EveryOne_IsACommandLineThatParses()
    {
        var examples = Leaves(Program.Commands()).SelectMany(command => command.Examples).ToArray();
        Assert.NotEmpty(examples);
        foreach (string example in examples)
        {
            foreach (string line in Inner().Matches(example).Select(inner => inner.Groups["line"].Value).Prepend(Inner().Replace(example, "x")))
            {
                string command = line[line.IndexOf("assess ", StringComparison.Ordinal)..].Split(" | ")[0].Split(" > ")[0];
                var parsed = Program.Commands().Parse(command["assess ".Length..]);
                Assert.False(parsed.Action is ParseErrorAction, $"{example}: {string.Join(" ", parsed.Errors)}");
            }
        }
    }

    private static IEnumerable<string> PathsOf(Command command, string path) =>
        command.Subcommands.SelectMany(c => PathsOf(c, $"{path} {c.Name}".Trim())).Prepend(path);

    private static IEnumerable<ExampleCommand> Leaves(Command command) =>
        command is ExampleCommand leaf ? [leaf] : command.Subcommands.SelectMany(Leaves);

    /// <summary>A command whose output stands in another one.</summary>
    [GeneratedRegex(@"\$\((?<line>[^)]*)\)")]
    private static partial Regex Inner();
}
