using System.Text.Json.Nodes;

namespace Assessment.Cli.Tests;

/// <summary>One command line, run in this process.</summary>
internal sealed record Assess(int Code, string Out, string Error)
{
    /// <summary>Standard output as JSON; it fails when anything else is there.</summary>
    public JsonNode Json => JsonNode.Parse(Out)!;

    public static Task<Assess> RunAsync(params string[] args) => RunAsync(TestContext.Current.CancellationToken, args);

    public static async Task<Assess> RunAsync(CancellationToken cancellation, params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int code = await CommandLine.RunAsync(args, output, error, cancellation);
        return new Assess(code, output.ToString(), error.ToString());
    }
}

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assess-tests-");

    public string File(string name, string? content = null)
    {
        string path = Path.Combine(_folder.FullName, name);
        if (content is not null)
        {
            System.IO.File.WriteAllText(path, content);
        }

        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
