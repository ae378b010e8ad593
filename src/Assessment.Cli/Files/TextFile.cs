using System.Text;

namespace Assessment.Cli.Files;

/// <summary>Files that a command is given; '-' is standard input.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="CommandException">It can't be read, or is not UTF-8.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return path == "-"
                ? await Console.In.ReadToEndAsync(cancellation)
                : await File.ReadAllTextAsync(path, StrictUtf8, cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(ExitCodes.WrongUsage, $"there is no file '{path}'.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ExitCodes.WrongUsage, $"'{path}' can't be read: {e.Message}");
        }
    }
}
