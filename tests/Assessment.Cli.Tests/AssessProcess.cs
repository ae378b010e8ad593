using System.Diagnostics;

namespace Assessment.Cli.Tests;

/// <summary>The built program in a process of its own.</summary>
internal static class AssessProcess
{
    public static Process Start(params IEnumerable<string> args) => Start(null, args);

    /// <summary>The same, where the environment names a database.</summary>
    public static Process Start(string? database, IEnumerable<string> args) =>
        StartWith(new Dictionary<string, string?> { ["ASSESSMENT_DATABASE"] = database }, args);

    /// <summary>The same, where some variables have other values, or none where they are null.</summary>
    public static Process StartWith(IReadOnlyDictionary<string, string?> environment, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string arg in args.Prepend(Path.Combine(AppContext.BaseDirectory, "assess.dll")))
        {
            start.ArgumentList.Add(arg);
        }

        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for the end, however it comes, and gives both outputs.</summary>
    public static async Task<(int Code, string Text)> EndAsync(this Process process, CancellationToken cancellation)
    {
        var error = process.StandardError.ReadToEndAsync(cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, output + await error);
    }
}
