using System.Diagnostics;

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>How a process ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams, for the message of a failed assertion.</summary>
    public string Everything => $"exit code {ExitCode}\n{Output}\n{Error}";

    /// <summary>It ended by itself, and logged nothing that someone should look into.</summary>
    public void AssertQuiet()
    {
        Assert.True(ExitCode == 0, Everything);
        Assert.DoesNotMatch(" (warn|fail|crit): ", Error);
    }

    public Ended ShouldSucceed()
    {
        Assert.True(ExitCode == 0, Everything);
        return this;
    }
}

/// <summary>Runs a process to its end.</summary>
internal sealed record Command(string Program, params string[] Arguments)
{
    public string Folder { get; init; } = Repository.Root;

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Generous: a test machine may be busy with other things.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(3);

    public Process Start()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public async Task<Ended> RunAsync()
    {
        using var process = Start();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'{Program} {string.Join(' ', Arguments)}' did not end within {Limit}.\n{await output}\n{await error}");
        }

        return new Ended(process.ExitCode, await output, await error);
    }
}
