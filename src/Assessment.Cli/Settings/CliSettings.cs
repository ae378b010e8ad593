using System.Text.Json;

namespace Assessment.Cli.Settings;

/// <summary>One setting: its value, and where it comes from.</summary>
internal sealed record Setting(string Name, string Value, string Source);

/// <summary>What need not be typed each time. An option wins over the environment, the environment over files, a near file over a far one.</summary>
internal static class CliSettings
{
    public const string Server = "server";
    public const string Outbox = "outbox";
    public const string Token = "token";
    public const string FileName = "assessment.json";
    public const string DefaultServer = "http://127.0.0.1:5080";

    private static readonly JsonSerializerOptions Lenient = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly (string Name, string Variable, string Default)[] Known =
    [
        (Server, "ASSESSMENT_SERVER", DefaultServer),
        (Outbox, "ASSESSMENT_OUTBOX", ""),
        (Token, "ASSESSMENT_TOKEN", ""),
    ];

    /// <summary>The files that are read, the first one's values winning: the current folder's, then the user's.</summary>
    public static IReadOnlyList<string> Files => [Path.GetFullPath(FileName), UsersFile()];

    public static string VariableOf(string name) => Known.Single(k => k.Name == name).Variable;

    /// <summary>Every setting as it stands when no option is given.</summary>
    /// <exception cref="CommandException">A file is not what it should be.</exception>
    public static IReadOnlyList<Setting> All() => [.. Known.Select(k => Find(k.Name, k.Variable) ?? new Setting(k.Name, k.Default, "default"))];

    /// <summary>A setting's value; empty when it has none.</summary>
    public static string Of(string name) => All().Single(s => s.Name == name).Value;

    private static Setting? Find(string name, string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set)
        {
            return new Setting(name, set, variable);
        }

        foreach (string file in Files)
        {
            if (Read(file).TryGetValue(name, out string? value))
            {
                return new Setting(name, value, file);
            }
        }

        return null;
    }

    private static Dictionary<string, string> Read(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            var values = JsonSerializer.Deserialize<Dictionary<string, string>>(
                File.ReadAllText(file), Lenient) ?? [];
            return values.Keys.FirstOrDefault(key => Known.All(k => k.Name != key)) is { } unknown
                ? throw new CommandException(ExitCodes.WrongUsage, $"{file}: '{unknown}' is no setting. There are {string.Join(", ", Known.Select(k => k.Name))}.")
                : values;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.WrongUsage, $"{file}: it is not an object of texts, such as {{\"server\": \"{DefaultServer}\"}}. {e.Message}");
        }
    }

    private static string UsersFile()
    {
        string root = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } set
            ? set
            : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(root, "assessment", "config.json");
    }
}
