using System.Security.Cryptography;

namespace Assessment.Server.Access;

/// <summary>The key that a developer's server and commands share: a file that only its owner can read.</summary>
public static class DevelopmentKey
{
    /// <summary>The environment variable that names another file.</summary>
    public const string Variable = "ASSESSMENT_DEVELOPMENT_KEY";

    /// <summary>Where the key is: in the user's data folder, e.g. <c>~/.local/share/assessment/development.key</c>.</summary>
    public static string Path => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? System.IO.Path.GetFullPath(named)
        : System.IO.Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "assessment",
            "development.key");

    /// <summary>The key, if there is one.</summary>
    /// <exception cref="IOException">It can't be read, or is no key.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[]? Find() => File.Exists(Path) ? Read() : null;

    /// <summary>The key, made the first time.</summary>
    /// <exception cref="IOException">It can't be read or written, or is no key.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read or written.</exception>
    public static byte[] FindOrCreate()
    {
        if (!File.Exists(Path))
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            string unfinished = $"{Path}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(unfinished, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(DevelopmentTokens.KeyBytes));
            }

            try
            {
                File.Move(unfinished, Path, overwrite: false);
            }
            catch (IOException) when (File.Exists(Path))
            {
                File.Delete(unfinished); // another process was first: its key is everybody's
            }
        }

        return Read();
    }

    private static byte[] Read()
    {
        byte[] key = File.ReadAllBytes(Path);
        return key.Length == DevelopmentTokens.KeyBytes
            ? key
            : throw new IOException($"'{Path}' is no development key: it has {key.Length} bytes, not {DevelopmentTokens.KeyBytes}. Delete it.");
    }
}
