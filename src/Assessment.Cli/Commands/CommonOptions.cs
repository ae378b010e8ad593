using System.CommandLine;
using System.CommandLine.Parsing;

namespace Assessment.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public const string ServerVariable = "ASSESSMENT_SERVER";

    private const string DefaultServer = "http://127.0.0.1:5080";

    public static Option<bool> Json() => new("--json") { Description = "Print JSON, and nothing else, on standard output." };

    public static Option<string[]> Banks() => new("--banks")
    {
        Description = "Files and folders of question banks and role profiles. By default those that came with the program.",
        HelpName = "PATH",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<Uri> Server() => new("--server")
    {
        Description = $"Where the server serves gRPC. By default {ServerVariable} from the environment, or {DefaultServer}.",
        HelpName = "URL",
        DefaultValueFactory = result => Address(result, FromEnvironment() ?? DefaultServer),
        CustomParser = result => Address(result, result.Tokens[0].Value),
    };

    private static string? FromEnvironment() =>
        Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } address ? address : null;

    private static Uri Address(ArgumentResult result, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        result.AddError($"'{text}' is not a server's address such as {DefaultServer}.");
        return new Uri(DefaultServer);
    }
}
