namespace Assessment.Cli.Files;

/// <summary>Files that a command writes.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file, in place of one that is there.</summary>
    /// <exception cref="CommandException">It can't be written.</exception>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        GuardAsync(path, () => File.WriteAllBytesAsync(path, content, cancellation));

    /// <summary>Does what writes to a path.</summary>
    /// <exception cref="CommandException">It can't be written.</exception>
    public static async Task GuardAsync(string path, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException(ExitCodes.WrongUsage, $"'{path}' can't be written: {e.Message}");
        }
    }
}
