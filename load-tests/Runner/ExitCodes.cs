namespace Assessment.LoadTests;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Every threshold held.</summary>
    public const int Done = 0;

    /// <summary>A threshold was broken, or a target missed.</summary>
    public const int Broken = 1;

    /// <summary>Wrong usage.</summary>
    public const int WrongUsage = 2;

    /// <summary>The server can't be reached or can't start, or refuses what a scenario needs beforehand.</summary>
    public const int NoServer = 3;
}
