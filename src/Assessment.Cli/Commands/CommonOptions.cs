using System.CommandLine;
using System.CommandLine.Parsing;
using Assessment.Cli.Settings;

namespace Assessment.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>Names the database, so that a password needn't stand on a command line, where other users see it.</summary>
    public const string DatabaseVariable = "ASSESSMENT_DATABASE";

    private const string DefaultDatabase = "assessment.db";

    public static Option<bool> Json() => new("--json") { Description = "Print JSON, and nothing else, on standard output." };

    /// <summary>The database that a server keeps; null when the option isn't given: see <see cref="DatabaseOf"/>.</summary>
    /// <remarks>No default value: help would show what the environment names, and with it a password.</remarks>
    public static Option<string?> Database() => new("--db", "--database")
    {
        Description = $"A SQLite file, created when missing, or a SQL Server connection string, 'Server=…;Database=…'. By default {DatabaseVariable}, or {DefaultDatabase}.",
        HelpName = "FILE|CONNECTION",
    };

    /// <summary>The database that an option, the environment or the default names.</summary>
    public static string DatabaseOf(string? option) =>
        option ?? (Environment.GetEnvironmentVariable(DatabaseVariable) is { Length: > 0 } set ? set : DefaultDatabase);

    public static Option<string[]> Banks() => new("--banks")
    {
        Description = "Files and folders of question banks and role profiles. By default those that came with the program.",
        HelpName = "PATH",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<Uri> Server() => new("--server")
    {
        Description = $"Where the server serves gRPC. By default {CliSettings.VariableOf(CliSettings.Server)}, the configuration, or {CliSettings.DefaultServer}.",
        HelpName = "URL",
        DefaultValueFactory = result => Address(result, CliSettings.Of(CliSettings.Server)),
        CustomParser = result => Address(result, result.Tokens[0].Value),
    };

    /// <summary>The outbox's folder; null when neither option nor setting names one.</summary>
    public static Option<string?> Outbox() => new("--outbox")
    {
        Description = $"The folder that keeps scorecards while the server is away. By default {CliSettings.VariableOf(CliSettings.Outbox)}, or the configuration.",
        HelpName = "DIR",
        DefaultValueFactory = _ => CliSettings.Of(CliSettings.Outbox) is { Length: > 0 } set ? set : null,
    };

    public static Option<string> Etag() => new("--etag")
    {
        Description = "Go on only if it is still this etag. By default the newest state is read and taken.",
        HelpName = "ETAG",
    };

    public static Argument<string> Interview() => new("INTERVIEW") { Description = "'interviews/{uuid}', or the UUID." };

    private static Uri Address(ArgumentResult result, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        result.AddError($"'{text}' is not a server's address such as {CliSettings.DefaultServer}.");
        return new Uri(CliSettings.DefaultServer);
    }
}
