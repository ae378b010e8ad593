using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Assessment.Fuzz.Servers;

/// <summary>An <c>assess serve</c> of its own process, on free ports, whose log and memory are watched.</summary>
internal sealed partial class FuzzServer : IDisposable
{
    private const int Terminate = 15;

    /// <summary>One caller makes all calls, as fast as it can; what it may is not what is tried here.</summary>
    private static readonly string[] Unlimited =
    [
        "--set", "Limits:CallsPerSecond=1000000", "--set", "Limits:CallBurst=1000000", "--set", "Limits:StreamsPerCaller=10000",
    ];

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3); // The machine may be busy with other things.
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan HealthLimit = TimeSpan.FromSeconds(30);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "assess.exe" : "assess");

    private readonly Process process;
    private bool disposed;

    private FuzzServer(Process process, ServerLog log, string address)
    {
        (this.process, Log) = (process, log);
        Channel = Connect(address, FuzzCallers.Everything);
        Anonymous = Connect(address, token: null);
    }

    /// <summary>A connection of somebody who may do everything.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>A connection whose calls bring their own token, or none.</summary>
    public GrpcChannel Anonymous { get; }

    /// <summary>What it wrote on standard error.</summary>
    public ServerLog Log { get; }

    /// <summary>Whether its process runs.</summary>
    public bool IsAlive => !process.HasExited;

    /// <summary>Starts one and waits until it serves.</summary>
    public static async Task<FuzzServer> StartAsync(string database)
    {
        var log = new ServerLog();
        var process = Process.Start(new ProcessStartInfo(Program, ["serve", "--db", database, "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0", .. Unlimited])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, line) => log.Add(line.Data ?? "");
        process.BeginErrorReadLine();
        try
        {
            using var limit = new CancellationTokenSource(StartLimit);
            string grpc = await process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException("The server did not start.");
            await process.StandardOutput.ReadLineAsync(limit.Token); // The other address: the last line.
            return new(process, log, grpc.Split(' ')[^1]);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Whether it says that it is well.</summary>
    public async Task<bool> IsServingAsync()
    {
        try
        {
            var answer = await new Health.HealthClient(Channel).CheckAsync(
                new HealthCheckRequest(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime + HealthLimit);
            return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    /// <summary>MB (2^20) of memory that are resident, and that were at most; zeros once it has ended.</summary>
    public (double Now, double Peak) Memory()
    {
        process.Refresh();
        if (process.HasExited)
        {
            return default;
        }

        string status = $"/proc/{process.Id}/status";
        return File.Exists(status)
            ? (Megabytes(status, "VmRSS:"), Megabytes(status, "VmHWM:"))
            : (process.WorkingSet64 / 1048576.0, process.PeakWorkingSet64 / 1048576.0);
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    /// <returns>Its exit code; null when it did not stop and had to be killed.</returns>
    public async Task<int?> StopAsync()
    {
        if (!process.HasExited && (OperatingSystem.IsWindows() || kill(process.Id, Terminate) != 0))
        {
            process.Kill();
        }

        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        Channel.Dispose();
        Anonymous.Dispose();
        process.Kill(); // Nothing happens to one that has ended.
        process.WaitForExit();
        process.Dispose();
    }

    private static GrpcChannel Connect(string address, string? token) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        DisposeHttpClient = true,
        MaxReceiveMessageSize = null,
        Credentials = token is null ? ChannelCredentials.Insecure : ChannelCredentials.Create(
            ChannelCredentials.Insecure,
            CallCredentials.FromInterceptor((_, metadata) =>
            {
                metadata.Add("authorization", $"Bearer {token}");
                return Task.CompletedTask;
            })),
        UnsafeUseInsecureChannelCallCredentials = token is not null,
    });

    private static double Megabytes(string status, string name)
    {
        string line = File.ReadLines(status).First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..^" kB".Length], CultureInfo.InvariantCulture) / 1024;
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int kill(int process, int signal);
}
