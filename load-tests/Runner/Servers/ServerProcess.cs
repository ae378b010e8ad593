using System.Diagnostics;
using Assessment.Server.Access;

namespace Assessment.LoadTests.Servers;

/// <summary>A server did not start.</summary>
internal sealed class ServerStartException(string message) : Exception(message);

/// <summary>An <c>assess serve</c> of its own process, on free ports and a new SQLite file.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3); // The machine may be busy with other things.
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "assess.exe" : "assess");

    /// <summary>One caller makes all calls here, and what the server bears is to be measured: not what it grants one caller.</summary>
    private static readonly string[] Unlimited = ["--set", "Limits:CallsPerSecond=1000000", "--set", "Limits:CallBurst=1000000"];

    private ServerProcess(Process process, Uri address) => (Process, Address) = (process, address);

    /// <summary>Where it serves gRPC.</summary>
    public Uri Address { get; }

    /// <summary>The process.</summary>
    public Process Process { get; }

    /// <summary>A token that it takes: of one caller, with every role, for longer than any run takes.</summary>
    public static string IssueToken() => DevelopmentTokens.Issue(
        DevelopmentKey.FindOrCreate(),
        "load",
        Roles.Tool | Roles.Interviewer | Roles.Committee | Roles.Admin,
        DevelopmentTokens.DefaultTenant,
        TimeProvider.System.GetUtcNow(),
        TimeSpan.FromDays(7));

    /// <summary>Starts one and waits until it serves.</summary>
    /// <param name="database">A file that is not there yet.</param>
    /// <param name="arguments">Further arguments of <c>assess serve</c>.</param>
    /// <exception cref="ServerStartException">It did not start; what it said is on standard error.</exception>
    public static async Task<ServerProcess> StartAsync(string database, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        string[] usual = ["serve", "--db", database, "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0"];
        var process = Process.Start(new ProcessStartInfo(Program, [.. usual, .. Unlimited, .. arguments]) { RedirectStandardOutput = true })!;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(StartLimit);
            string grpc = await process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new ServerStartException("The server did not start; what it said is above.");
            await process.StandardOutput.ReadLineAsync(limit.Token); // The other address: the last line.
            return new(process, new Uri(grpc.Split(' ')[^1]));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends it; its database is thrown away.</summary>
    public void Dispose()
    {
        Process.Kill(); // Nothing happens to one that has ended.
        Process.WaitForExit();
        Process.Dispose();
    }
}
