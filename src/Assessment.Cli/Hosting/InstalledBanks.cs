namespace Assessment.Cli.Hosting;

/// <summary>The question banks that came with the program.</summary>
internal static class InstalledBanks
{
    private const string Folder = "question-banks";

    /// <summary>The paths given, or the installed banks when none are.</summary>
    /// <exception cref="CommandException">None are given, and none are beside the binary or above it.</exception>
    public static IReadOnlyList<string> Or(IReadOnlyList<string>? given)
    {
        if (given is { Count: > 0 })
        {
            return given;
        }

        string? installed = Find(Folder);
        return installed is not null
            ? [installed]
            : throw new CommandException(ExitCodes.WrongUsage, $"no folder '{Folder}' is beside the program; name one with --banks.");
    }

    /// <summary>A folder beside the binary or beside one of the folders above it; null when there is none.</summary>
    public static string? Find(string folder)
    {
        for (var here = new DirectoryInfo(AppContext.BaseDirectory); here is not null; here = here.Parent)
        {
            string candidate = Path.Combine(here.FullName, folder);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
