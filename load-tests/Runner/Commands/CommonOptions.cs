using System.CommandLine;
using Assessment.LoadScenarios;
using Assessment.LoadTests.Servers;

namespace Assessment.LoadTests.Commands;

/// <summary>Options of every command: which server, how long, and where the report goes.</summary>
internal sealed class CommonOptions
{
    private readonly Option<Uri?> _server = new("--server")
    {
        Description = "Call this server instead of starting one, e.g. http://127.0.0.1:5080. It keeps what is stored.",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                return address;
            }

            result.AddError($"--server '{result.Tokens[0].Value}' is not a URL such as http://127.0.0.1:5080.");
            return null;
        },
    };

    private readonly Option<int?> _serverProcess = new("--server-pid") { Description = "The process of that server, when it runs here: its processor time is measured.", HelpName = "PID" };
    private readonly Option<string> _token = new("--token") { Description = "The bearer token of every call. By default the environment variable ASSESSMENT_TOKEN; a started server needs none.", HelpName = "TOKEN" };
    private readonly Option<double> _callLimit = new("--call-limit") { Description = "How long a caller waits for an answer. By default 30 s.", HelpName = "SECONDS", DefaultValueFactory = _ => 30 };
    private readonly Option<string> _folder = new("--folder") { Description = "Where the started server's database is put. By default the temporary folder.", HelpName = "FOLDER", DefaultValueFactory = _ => Path.GetTempPath() };
    private readonly Option<string[]> _serveWith = new("--serve-with") { Description = "A further argument of the started 'assess serve'. May be given several times.", HelpName = "ARGUMENT" };
    private readonly Option<bool> _pin = new("--pin") { Description = "Give started servers one half of the processors and this program the other, so that neither takes from the other (Linux)." };
    private readonly Option<double> _warmUp;
    private readonly Option<double> _seconds;
    private readonly Option<int> _sets = new("--batch-sets") { Description = $"Cards in a call of score-batch, 1 to 1000. By default {ScenarioCatalog.BatchSets}.", HelpName = "N", DefaultValueFactory = _ => ScenarioCatalog.BatchSets };
    private readonly Option<string> _json = new("--json") { Description = "Write the report to this file too, as JSON.", HelpName = "FILE" };
    private readonly Option<string> _markdown = new("--markdown") { Description = "Write what is printed to this file too.", HelpName = "FILE" };

    /// <param name="seconds">The usual duration of a run.</param>
    /// <param name="warmUp">The usual warm-up.</param>
    public CommonOptions(double seconds, double warmUp)
    {
        _seconds = new("--seconds") { Description = $"How long each run lasts. By default {seconds} s.", HelpName = "SECONDS", DefaultValueFactory = _ => seconds };
        _warmUp = new("--warm-up") { Description = $"How long the server is called before. By default {warmUp} s.", HelpName = "SECONDS", DefaultValueFactory = _ => warmUp };
        foreach (var option in new[] { _seconds, _callLimit })
        {
            option.RequireAbove(0);
        }

        _warmUp.RequireAtLeast(0);
        _sets.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
            {
                result.AddError("--batch-sets is 1 to 1000.");
            }
        });
    }

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _seconds, _warmUp, _server, _serverProcess, _token, _callLimit, _folder, _serveWith, _pin, _sets, _json, _markdown })
        {
            command.Add(option);
        }
    }

    /// <summary>How long each run lasts.</summary>
    public TimeSpan SecondsOf(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_seconds));

    /// <summary>How long the server is called before.</summary>
    public TimeSpan WarmUpOf(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_warmUp));

    /// <summary>Which server.</summary>
    /// <exception cref="ServerStartException">This machine can't be divided as asked.</exception>
    public ServerChoice ServerOf(ParseResult parsed)
    {
        if (parsed.GetValue(_pin))
        {
            Processors.Retreat();
        }

        return ChoiceOf(parsed);
    }

    private ServerChoice ChoiceOf(ParseResult parsed) => new()
    {
        IsPinned = parsed.GetValue(_pin),
        Address = parsed.GetValue(_server),
        ProcessId = parsed.GetValue(_serverProcess),
        Token = parsed.GetValue(_token) ?? Environment.GetEnvironmentVariable("ASSESSMENT_TOKEN") ?? "",
        CallLimit = TimeSpan.FromSeconds(parsed.GetValue(_callLimit)),
        Folder = parsed.GetValue(_folder)!,
        ServeArguments = parsed.GetValue(_serveWith) ?? [],
    };

    /// <summary>A scenario by its name, with the options that concern it.</summary>
    public ScenarioEntry ScenarioOf(ParseResult parsed, string name) =>
        name == "score-batch" ? ScenarioCatalog.ScoreBatchOf(parsed.GetValue(_sets)) : ScenarioCatalog.FindByName(name)!;

    /// <summary>Where the report goes beside standard output.</summary>
    public (string? Json, string? Markdown) FilesOf(ParseResult parsed) => (parsed.GetValue(_json), parsed.GetValue(_markdown));
}
