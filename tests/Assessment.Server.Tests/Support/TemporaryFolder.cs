namespace Assessment.Server.Tests.Support;

/// <summary>A folder that goes with its test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("assessment-server-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A file with that text; returns its path.</summary>
    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
