using System.Diagnostics;

namespace Assessment.EndToEnd.Tests;

/// <summary>The folder that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every file of the product, relative to the root, with '/' between folders; nothing that is ignored or built.</summary>
    public static IReadOnlyList<string> Files { get; } = List();

    /// <summary>A full path.</summary>
    public static string At(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Assessment.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Assessment.sln above {AppContext.BaseDirectory}.");
    }

    private static List<string> List()
    {
        if (!Path.Exists(At(".git")))
        {
            return [.. Walk(new DirectoryInfo(Root)).Select(f => Path.GetRelativePath(Root, f.FullName).Replace('\\', '/'))];
        }

        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root, RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        string[] files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0
            ? [.. files.Where(f => File.Exists(At(f)))]
            : throw new InvalidOperationException($"git ls-files ended with {git.ExitCode}.");
    }

    /// <summary>What a copy without git holds, by the names that .gitignore lists.</summary>
    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateFiles().Concat(folder.EnumerateDirectories()
        .Where(f => f.Name is not ("bin" or "obj" or "node_modules" or "artifacts" or "TestResults" or "generated" or "dist" or "__pycache__"))
        .SelectMany(Walk));
}
