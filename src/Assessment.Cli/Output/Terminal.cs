using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Assessment.Cli.Output;

/// <summary>Where a command writes: results to standard output, everything else to standard error.</summary>
internal sealed class Terminal
{
    private const int WidthOfAFile = 160;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the JSON goes to a terminal or a file, never into a web page
    };

    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly bool _isTerminal;

    private Terminal(TextWriter output, TextWriter error)
    {
        _output = output;
        _error = error;
        _isTerminal = output == Console.Out && !Console.IsOutputRedirected;
        ErrorIsTerminal = error == Console.Error && !Console.IsErrorRedirected;
    }

    /// <summary>Whether standard error is a terminal, where a line can be drawn over.</summary>
    public bool ErrorIsTerminal { get; }

    public static Terminal Of(ParseResult parsed) => new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);

    public void WriteLine(string line = "") => _output.WriteLine(line);

    public void WriteJson(JsonNode node) => _output.WriteLine(node.ToJsonString(Json));

    /// <summary>Something that went wrong, and does not end the command.</summary>
    public void WriteProblem(string problem) => _error.WriteLine($"assess: {problem}");

    /// <summary>A line that belongs to the problem before it, or is in a form of its own.</summary>
    public void WriteErrorLine(string line) => _error.WriteLine(line);

    /// <summary>Text on standard error that ends no line.</summary>
    public void WriteErrorText(string text) => _error.Write(text);

    /// <summary>How far long work has come.</summary>
    public void WriteProgress(string progress) => _error.WriteLine(progress);

    /// <summary>A table at the terminal's width; a file gets room for every column. No color where it isn't wanted.</summary>
    public void Write(IRenderable renderable)
    {
        bool colors = _isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var buffer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colors ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(buffer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = _isTerminal ? Math.Max(40, Console.WindowWidth) : WidthOfAFile;
        console.Write(renderable);
        foreach (string line in buffer.ToString().TrimEnd().Split('\n').SkipWhile(string.IsNullOrWhiteSpace))
        {
            _output.WriteLine(line.TrimEnd());
        }
    }
}
