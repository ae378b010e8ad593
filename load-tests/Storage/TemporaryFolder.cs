namespace Assessment.StorageLoad;

/// <summary>A folder that goes with its user.</summary>
internal sealed class TemporaryFolder(string parent) : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"assessment-load-{Guid.NewGuid():N}")).FullName;

    /// <summary>A path in it.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
