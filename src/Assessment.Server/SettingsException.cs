namespace Assessment.Server;

/// <summary>A server may not start with its settings. <see cref="Problems"/> lists every reason.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One line each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
