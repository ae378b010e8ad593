namespace Assessment.QuestionBanks;

/// <summary>What reading several files gave.</summary>
public sealed class BankFolderReading
{
    internal BankFolderReading(
        IReadOnlyList<QuestionBank> banks, IReadOnlyList<RoleProfileSet> profiles, IReadOnlyList<Diagnostic> diagnostics)
    {
        Banks = banks;
        Profiles = profiles;
        Diagnostics = diagnostics;
    }

    /// <summary>The banks of the files without faults of their own, in the order of the files; the same content once.</summary>
    public IReadOnlyList<QuestionBank> Banks { get; }

    /// <summary>The role profiles of the files without faults of their own, in the order of the files; the same content once.</summary>
    public IReadOnlyList<RoleProfileSet> Profiles { get; }

    /// <summary>Everything that is wrong in the files and between them, in the order of the files, then by line and column.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}

/// <summary>Reads files and folders of question-bank YAML, and holds the files against each other.</summary>
public static class BankFolder
{
    private static readonly string[] Extensions = [".yaml", ".yml"];

    /// <summary>Reads files, and the .yaml and .yml files in and below folders: in ordinal order, without folders named schema.</summary>
    /// <param name="paths">Files and folders; a file that is reached twice is read once.</param>
    /// <remarks>Never throws for a missing or unreadable path: that is a diagnostic too.</remarks>
    public static BankFolderReading Read(IEnumerable<string> paths)
    {
        var trouble = new List<Diagnostic>();
        var files = paths.SelectMany(path => Expand(path, trouble)).DistinctBy(Path.GetFullPath, StringComparer.Ordinal).ToArray();
        var readings = files.Select(file => ReadFile(file, trouble)).OfType<BankReading>().ToArray();
        var across = AcrossFiles.Check(readings);
        var byFile = readings.SelectMany(r => r.Diagnostics).Concat(across).Concat(trouble).ToLookup(d => d.File);
        string[] order = [.. files.Concat(trouble.Select(d => d.File)).Distinct(StringComparer.Ordinal)];
        return new BankFolderReading(
            [.. readings.Select(r => r.Bank).OfType<QuestionBank>().Distinct()],
            [.. readings.Select(r => r.Profiles).OfType<RoleProfileSet>().Distinct()],
            [.. order.SelectMany(file => byFile[file].OrderBy(d => d.Line).ThenBy(d => d.Column))]);
    }

    private static string[] Expand(string path, List<Diagnostic> trouble)
    {
        if (!Directory.Exists(path))
        {
            if (File.Exists(path))
            {
                return [path];
            }

            trouble.Add(At(path, DiagnosticCodes.MissingPath, "There is no such file or folder."));
            return [];
        }

        try
        {
            string[] files =
            [
                .. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                    .Where(file => Extensions.Contains(Path.GetExtension(file)) && !IsSchema(Path.GetRelativePath(path, file)))
                    .Order(StringComparer.Ordinal),
            ];
            if (files.Length == 0)
            {
                trouble.Add(At(path, DiagnosticCodes.EmptyFolder, "The folder holds no .yaml or .yml file."));
            }

            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            trouble.Add(At(path, DiagnosticCodes.Unreadable, $"The folder cannot be read. {e.Message}"));
            return [];
        }
    }

    private static bool IsSchema(string relativePath) => relativePath.Split(Path.DirectorySeparatorChar).SkipLast(1).Contains("schema");

    private static BankReading? ReadFile(string file, List<Diagnostic> trouble)
    {
        try
        {
            using var stream = File.OpenRead(file);
            byte[] bytes = new byte[(int)Math.Min(stream.Length, BankReader.MaximumBytes + 1)]; // one more is enough to be too large
            return BankReader.Read(file, bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            trouble.Add(At(file, DiagnosticCodes.Unreadable, $"The file cannot be read. {e.Message}"));
            return null;
        }
    }

    private static Diagnostic At(string path, string code, string message) =>
        new(path, Position.Start.Line, Position.Start.Column, code, message);
}
