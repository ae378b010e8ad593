namespace Assessment.Cli;

/// <summary>Ends a command with an exit code and something to say to its user.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">What went wrong, and what to do.</param>
/// <param name="details">Lines that follow it, e.g. every violation.</param>
internal sealed class CommandException(int exitCode, string message, params IReadOnlyList<string> details) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> Details { get; } = details;
}
