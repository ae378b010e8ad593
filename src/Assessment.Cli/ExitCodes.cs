namespace Assessment.Cli;

/// <summary>What the process ends with. Scripts rely on these; they never change their meaning.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int ProblemsFound = 1;
    public const int WrongUsage = 2;
    public const int Unreachable = 3;
    public const int Refused = 4;
    public const int Defect = 70;
    public const int Interrupted = 130;

    /// <summary>What each code means, as the help shows it.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Meanings { get; } =
    [
        (Done, "done"),
        (ProblemsFound, "problems found: an invalid bank, file or scorecard, or a refused scorecard"),
        (WrongUsage, "wrong usage"),
        (Unreachable, "the server or the database can't be reached, or can't start"),
        (Refused, "refused by the server"),
        (Defect, "a defect, of this program or of the server"),
        (Interrupted, "interrupted"),
    ];
}
