using System.Globalization;

namespace Assessment.Fuzz;

/// <summary>What a run is asked for.</summary>
internal sealed record FuzzOptions
{
    /// <summary>How many calls.</summary>
    public long Calls { get; init; } = 200_000;

    /// <summary>What is sent follows from it, from a call's index and rpc, and from names that the server gave.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many calls are in progress together.</summary>
    public int InFlight { get; init; } = 16;

    /// <summary>MB (2^20) that the server may have resident at most.</summary>
    public double MemoryLimit { get; init; } = 700;

    /// <summary>Where the database is put, in a folder of its own.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>One call alone: its index and its rpc.</summary>
    public (long Index, string Rpc)? Only { get; init; }

    /// <summary>Where the report is written as JSON; null for nowhere.</summary>
    public string? Json { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">A number is none.</exception>
    public static FuzzOptions Parse(string[] args)
    {
        var defaults = new FuzzOptions();
        return new()
        {
            Calls = Number("--calls") ?? defaults.Calls,
            Seed = (int)(Number("--seed") ?? defaults.Seed),
            InFlight = (int)(Number("--in-flight") ?? defaults.InFlight),
            MemoryLimit = Number("--memory-limit") ?? defaults.MemoryLimit,
            Folder = Option("--folder") ?? defaults.Folder,
            Only = Option("--only") is { } only ? (long.Parse(only.Split(':')[0], CultureInfo.InvariantCulture), only.Split(':')[^1]) : null,
            Json = Option("--json"),
        };

        string? Option(string name) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null;

        long? Number(string name) => Option(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
    }
}
