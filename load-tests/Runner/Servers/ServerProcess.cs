using System.Diagnostics;
using Assessment.Server.Access;

namespace Assessment.LoadTests.Servers;

/// <summary>A server did not start.</summary>
internal sealed class ServerStartException(string message) : Exception(message);

/// <summary>A server of its own process, on free ports: <c>assess serve</c> with a new SQLite file, or one that does nothing.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3); // The machine may be busy with other things.

    /// <summary>One caller makes all calls here, and what the server bears is to be measured: not what it grants one caller.</summary>
    private static readonly string[] Unlimited = ["Limits:CallsPerSecond=1000000", "Limits:CallBurst=1000000"];

    private ServerProcess(Process process, Uri address, TimeSpan startTime) => (Process, Address, StartTime) = (process, address, startTime);

    /// <summary>Where it serves gRPC.</summary>
    public Uri Address { get; }

    /// <summary>From its process's start until it served.</summary>
    public TimeSpan StartTime { get; }

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

    /// <summary>Starts the product and waits until it serves.</summary>
    /// <param name="database">A file that is not there yet.</param>
    /// <param name="choice">With which arguments, and where.</param>
    /// <exception cref="ServerStartException">It did not start; what it said is on standard error.</exception>
    public static Task<ServerProcess> StartAsync(string database, ServerChoice choice, CancellationToken cancellation) => StartAsync(
        "assess",
        [
            "serve", "--db", database, "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0",
            .. Unlimited.SelectMany(setting => new[] { "--set", setting }), .. choice.ServeArguments,
        ],
        choice,
        cancellation);

    /// <summary>Starts the product's pipeline with services behind it that do nothing.</summary>
    /// <param name="answers">The folder of the answers that they give.</param>
    /// <param name="database">A file that is not there yet.</param>
    /// <exception cref="ServerStartException">It did not start; what it said is on standard error.</exception>
    public static Task<ServerProcess> StartEmptyAsync(string answers, string database, ServerChoice choice, CancellationToken cancellation) =>
        StartAsync("Assessment.Baselines", ["empty", answers, database, .. Unlimited], choice, cancellation);

    /// <summary>Starts gRPC as its template has it, with the same services that do nothing.</summary>
    /// <param name="answers">The folder of the answers that they give.</param>
    /// <exception cref="ServerStartException">It did not start; what it said is on standard error.</exception>
    public static Task<ServerProcess> StartBareAsync(string answers, ServerChoice choice, CancellationToken cancellation) =>
        StartAsync("Assessment.Baselines", ["bare", answers], choice, cancellation);

    private static async Task<ServerProcess> StartAsync(string program, string[] arguments, ServerChoice choice, CancellationToken cancellation)
    {
        string path = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? $"{program}.exe" : program);
        string[] command = choice.IsPinned ? [.. Processors.RunOnServers, path, .. arguments] : [path, .. arguments];
        long begun = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(StartLimit);
            string line = await process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new ServerStartException("The server did not start; what it said is above.");
            return new(process, new Uri(line.Split(' ')[^1]), Stopwatch.GetElapsedTime(begun));
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
