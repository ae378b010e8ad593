using System.Diagnostics;
using Grpc.Net.Client;

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>An <c>assess serve</c> of its own process, on free ports.</summary>
internal sealed class AssessServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly Task<string> _error;

    private AssessServer(Process process, Task<string> error, IReadOnlyList<string> lines)
    {
        _process = process;
        _error = error;
        Lines = lines;
        Grpc = new Uri(lines[0].Split(' ')[^1]);
        Http = new Uri(lines[1].Split(' ')[^1]);
        Metrics = lines.Count > 2 ? new Uri(lines[2].Split(' ')[^1]) : null;
        Channel = GrpcChannel.ForAddress(Grpc);
    }

    /// <summary>What it printed at its start.</summary>
    public IReadOnlyList<string> Lines { get; }

    public Uri Grpc { get; }

    public Uri Http { get; }

    /// <summary>Where Prometheus looks; null when it serves no metrics.</summary>
    public Uri? Metrics { get; }

    /// <summary>The process.</summary>
    public int Id => _process.Id;

    /// <summary>A connection to it.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>Starts one and waits until it says where it serves.</summary>
    public static Task<AssessServer> StartAsync(string database, params string[] more) =>
        StartAsync(database, new Dictionary<string, string>(), more);

    /// <summary>The same, in an environment.</summary>
    public static async Task<AssessServer> StartAsync(string database, IReadOnlyDictionary<string, string> environment, params string[] more)
    {
        string[] arguments = ["serve", "--db", database, "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0", .. more];
        var process = (Assess.Command(arguments) with { Environment = environment }).Start();
        int addresses = more.Contains("--metrics") ? 3 : 2;
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(StartLimit);
        var lines = new List<string>();
        try
        {
            while (lines.Count < addresses && await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                lines.Add(line);
            }

            return lines.Count == addresses ? new AssessServer(process, error, lines) : throw new InvalidOperationException($"serve ended: {await error}");
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    /// <summary>Asks it to stop, as a service manager does, and waits for its end.</summary>
    public async Task<Ended> StopAsync()
    {
        Signals.Send(_process.Id, Signals.Terminate);
        using var limit = new CancellationTokenSource(StartLimit);
        string output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return new Ended(_process.ExitCode, output, await _error);
    }

    /// <summary>Ends it between two instructions, as a power cut does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        if (!_process.HasExited)
        {
            await StopAsync();
        }

        _process.Dispose();
    }
}
