using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Assessment.Cli;

/// <summary>A command that shows how it is used.</summary>
internal sealed class ExampleCommand(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    /// <summary>Whole command lines.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}

/// <summary>A word before other commands. Its examples are theirs.</summary>
internal sealed class CommandGroup(string name, string description) : Command(name, description);

/// <summary>The usual help, followed by examples, and at the root by the exit codes.</summary>
internal sealed class ExampleHelp : SynchronousCommandLineAction
{
    private const int Width = 100;

    private readonly HelpAction _usual = new() { MaxWidth = Width };

    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root) => root.Options.OfType<HelpOption>().Single().Action = new ExampleHelp();

    /// <summary>How a command is called, e.g. <c>assess scorecards show</c>.</summary>
    public static string PathOf(Command command) => command is RootCommand
        ? "assess"
        : $"{PathOf(command.Parents.OfType<Command>().Single())} {command.Name}";

    public override int Invoke(ParseResult parseResult)
    {
        int code = _usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        output.WriteLine("Examples:");
        foreach (string example in ExamplesOf(command))
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine();
        if (command is RootCommand)
        {
            output.WriteLine("Exit codes:");
            foreach (var (exitCode, meaning) in ExitCodes.Meanings)
            {
                output.WriteLine($"  {exitCode,3}  {meaning}");
            }

            output.WriteLine();
        }

        return code;
    }

    private static IEnumerable<string> ExamplesOf(Command command) => command is ExampleCommand leaf
        ? leaf.Examples
        : command.Subcommands.SelectMany(c => ExamplesOf(c).Take(command is RootCommand ? 1 : int.MaxValue));
}
