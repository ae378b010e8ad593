using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assessment.EndToEnd.Tests.Processes;
using YamlDotNet.RepresentationModel;

namespace Assessment.EndToEnd.Tests.Operations;

/// <summary>The files of docs/operations, as far as they can be read and tried without a container engine or systemd.</summary>
public sealed partial class OperationsFilesTests(LiveServer live)
{
    private const string Folder = "docs/operations";

    private static readonly string[] Instructions =
        ["FROM", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "ENV", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"];

    [Fact]
    public async Task ServiceUnit_ItsCommand_NamesOptionsThatExist()
    {
        var unit = Read("assessment.service").Split('\n').Where(l => l.Contains('=') && !l.StartsWith('#'))
            .Select(l => l.Split('=', 2)).ToLookup(l => l[0], l => l[1]);
        string command = Assert.Single(unit["ExecStart"]);
        Assert.StartsWith("/opt/assessment/assess serve ", command, StringComparison.Ordinal);
        await AssertOptionsExistAsync(command.Split(' '));
        Assert.Equal("simple", Assert.Single(unit["Type"])); // It doesn't speak systemd's own protocol.
        Assert.True(int.Parse(Assert.Single(unit["TimeoutStopSec"]), CultureInfo.InvariantCulture) >= 30);
        Assert.Contains("ASPNETCORE_ENVIRONMENT=Production", unit["Environment"]);
    }

    [Fact]
    public async Task Containerfile_Parses_RunsAsNobodyAndNamesOptionsThatExist()
    {
        var instructions = Statements().Select(l => l.Split(' ', 2)).ToList();
        Assert.All(instructions, i => Assert.Contains(i[0], Instructions));
        Assert.All(Of("FROM"), image => Assert.Matches(@"^mcr\.microsoft\.com/dotnet/(sdk|aspnet):10\.0( AS build)?$", image));
        Assert.Equal("$APP_UID", Assert.Single(Of("USER")));
        Assert.Equal(["/app/assess"], Json(Assert.Single(Of("ENTRYPOINT"))));
        await AssertOptionsExistAsync(Json(Assert.Single(Of("CMD"))));

        IEnumerable<string> Of(string instruction) => instructions.Where(i => i[0] == instruction).Select(i => i[1]);
    }

    /// <summary>The command that a container engine runs is run here, against a server that serves and a port where nobody is.</summary>
    [Fact]
    public async Task Containerfile_HealthCheck_KnowsAServerThatServes()
    {
        string check = Assert.Single(Statements(), l => l.StartsWith("HEALTHCHECK ", StringComparison.Ordinal));
        string[] command = Json(check[check.IndexOf('[', StringComparison.Ordinal)..]);

        Assert.Equal(0, (await At(live.Server.Http.Port).RunAsync()).ExitCode);
        Assert.NotEqual(0, (await At(1).RunAsync()).ExitCode);

        Command At(int port) =>
            new(command[0], command[1], command[2].Replace("/5081 ", string.Create(CultureInfo.InvariantCulture, $"/{port} "), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compose_Parses_AndItsServerNamesWhatExists()
    {
        var compose = Yaml(Read("compose.yaml"));
        var services = (YamlMappingNode)compose["services"];
        var server = (YamlMappingNode)services["server"];
        await AssertOptionsExistAsync([.. ((YamlSequenceNode)server["command"]).Select(Text)]);
        string context = Path.GetFullPath(Repository.At($"{Folder}/{Text(server["build"]["context"])}"));
        Assert.Equal(Path.GetFullPath(Repository.Root), context);
        Assert.True(File.Exists(Path.Combine(context, Text(server["build"]["dockerfile"]))));
        Assert.Equal("Production", Text(server["environment"]["ASPNETCORE_ENVIRONMENT"]));
        Assert.True(Storage.SqlServerDatabase.IsConnectionString(Text(server["environment"]["ASSESSMENT_DATABASE"])));
        Assert.All(services.Children.Values, service => Assert.All(Networks(service), name => Assert.NotNull(compose["networks"][name])));
        Assert.False(server.Children.ContainsKey("ports"), "The proxy is the way in.");

        static IEnumerable<string> Networks(YamlNode service) => ((YamlSequenceNode)service["networks"]).Select(Text);
    }

    [Fact]
    public void ScrapeExample_Parses_AndNamesTheMetricsPort()
    {
        var example = YamlBlock().Match(File.ReadAllText(Repository.At("docs/operations.md")));
        Assert.True(example.Success);
        var job = ((YamlSequenceNode)Yaml(example.Groups["yaml"].Value)["scrape_configs"])[0];
        Assert.EndsWith(":9464", Text(job["static_configs"][0]["targets"][0]), StringComparison.Ordinal);
    }

    private static async Task AssertOptionsExistAsync(IReadOnlyList<string> command)
    {
        string help = (await Assess.RunAsync("serve", "--help")).ShouldSucceed().Output;
        var options = command.Where(word => word.StartsWith("--", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Matches($@"(?m)^ .*(?<![\w-]){Regex.Escape(option)}(?![\w-])", help));
    }

    /// <summary>The instructions, a continued one on one line.</summary>
    private static IEnumerable<string> Statements() => Read("Containerfile").Replace("\\\n", "", StringComparison.Ordinal).Split('\n')
        .Where(l => l.Length > 0 && !l.StartsWith('#'));

    private static string[] Json(string array) => JsonSerializer.Deserialize<string[]>(array)!;

    private static string Read(string name) => File.ReadAllText(Repository.At($"{Folder}/{name}"));

    private static YamlMappingNode Yaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
