namespace Assessment.Cli.Commands;

/// <summary>What a user saw against what is there now.</summary>
internal static class Etags
{
    /// <exception cref="CommandException">The user named an etag, and it is another one now.</exception>
    public static void Require(string? seen, string now, string name)
    {
        if (seen is { Length: > 0 } && seen != now)
        {
            throw new CommandException(ExitCodes.Refused, $"{name} has changed since: its etag is {now}, not {seen}. Read it again, and decide anew.");
        }
    }
}
