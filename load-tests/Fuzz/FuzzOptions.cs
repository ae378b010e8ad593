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
}
