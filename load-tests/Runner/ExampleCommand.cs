using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Assessment.LoadTests;

/// <summary>A command that shows how it is used.</summary>
internal sealed class ExampleCommand(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    /// <summary>Command lines, without the program.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}

/// <summary>The usual help, followed by examples.</summary>
internal sealed class ExampleHelp : SynchronousCommandLineAction
{
    private const string Program = "dotnet run -c Release --project load-tests/Runner --";
    private const int Width = 120;

    private readonly HelpAction _usual = new() { MaxWidth = Width };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = _usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        output.WriteLine("Examples:");
        foreach (string example in new[] { command }.Concat(command.Subcommands).OfType<ExampleCommand>().SelectMany(c => c.Examples))
        {
            output.WriteLine($"  {Program} {example}");
        }

        output.WriteLine();
        output.WriteLine("Exit codes: 0 everything held, 1 a threshold was broken or a target missed, 2 wrong usage, 3 no server.");
        return code;
    }
}
