using System.Diagnostics;
using Assessment.Server.Access;
using Grpc.Core;
using Grpc.Net.Client;

namespace Assessment.StorageLoad.Kills;

/// <summary>An <c>assess serve</c> of its own process, on free ports.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3); // The machine may be busy with other things.
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "assess.exe" : "assess");

    /// <summary>With every role; longer than any run takes.</summary>
    private static readonly string Token = DevelopmentTokens.Issue(
        DevelopmentKey.FindOrCreate(),
        "load",
        Roles.Tool | Roles.Interviewer | Roles.Committee | Roles.Admin,
        DevelopmentTokens.DefaultTenant,
        TimeProvider.System.GetUtcNow(),
        TimeSpan.FromDays(7));

    private readonly Process process;
    private bool disposed;

    private ServerProcess(Process process, string address) => (this.process, Channel) = (process, Connect(address));

    /// <summary>A connection to it.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>Starts one and waits until it serves.</summary>
    public static async Task<ServerProcess> StartAsync(string database)
    {
        var start = new ProcessStartInfo(Program, ["serve", "--db", database, "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "EA60"; // 60 s: it is killed long before optimized code would pay.
        var process = Process.Start(start)!;
        try
        {
            using var limit = new CancellationTokenSource(StartLimit);
            string grpc = await process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException("The server did not start.");
            await process.StandardOutput.ReadLineAsync(limit.Token); // The other address: the last line.
            return new(process, grpc.Split(' ')[^1]);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <remarks>Answers within the window need no update of it; one that is late may make Kestrel lose the next answer (dotnet/aspnetcore issue 53736).</remarks>
    private static GrpcChannel Connect(string address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, InitialHttp2StreamWindowSize = 16 << 20 },
        DisposeHttpClient = true,
        Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("authorization", $"Bearer {Token}");
            return Task.CompletedTask;
        })),
        UnsafeUseInsecureChannelCallCredentials = true,
    });

    /// <summary>Ends it between two instructions (SIGKILL), and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Ends it, once; a second time does nothing, so that it hides no failure of what followed the first.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        Channel.Dispose();
        process.Kill(); // Nothing happens to one that has ended.
        process.WaitForExit();
        process.Dispose();
    }
}
