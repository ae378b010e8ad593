namespace Assessment.QuestionBanks;

/// <summary>Collects what is wrong with one file.</summary>
internal sealed class DiagnosticSink(string file)
{
    private readonly List<Diagnostic> _diagnostics = [];

    public string File => file;

    public bool IsEmpty => _diagnostics.Count == 0;

    public void Report(Position at, string code, string message) => _diagnostics.Add(new(file, at.Line, at.Column, code, message));

    /// <summary>Everything reported, by line and column; in the order of reporting where these are equal.</summary>
    public IReadOnlyList<Diagnostic> Ordered() => [.. _diagnostics.OrderBy(d => d.Line).ThenBy(d => d.Column)];
}
