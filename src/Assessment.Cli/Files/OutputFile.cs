namespace Assessment.Cli.Files;

/// <summary>Files that a command writes.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file of text in UTF-8, in place of one that is there.</summary>
    /// <exception cref="CommandException">It can't be written.</exception>
    public static void Write(string path, Action<TextWriter> content) => Guard(path, () =>
    {
        using var file = new StreamWriter(path);
        content(file);
    });

    /// <summary>Does what writes to a path.</summary>
    /// <exception cref="CommandException">It can't be written.</exception>
    public static void Guard(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException(ExitCodes.WrongUsage, $"'{path}' can't be written: {e.Message}");
        }
    }
}
