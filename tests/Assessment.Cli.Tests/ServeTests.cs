using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Assessment.Cli.Tests;

public class ServeTests
{
    private static readonly string[] FreePorts = ["--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0"];

    [Fact]
    public async Task Serve_UntilCancelled_PrintsItsAddressesAndExitsWith0()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var output = new LineWriter();
        var serving = CommandLine.RunAsync(["serve", "--db", folder.File("a.db"), .. FreePorts], output, new StringWriter(), stop.Token);
        string grpc = await output.Lines.ReadAsync(TestContext.Current.CancellationToken);
        string http = await output.Lines.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Matches(@"^gRPC http://127\.0\.0\.1:\d+$", grpc);
        Assert.Matches(@"^HTTP http://127\.0\.0\.1:\d+$", http);
        var list = await Assess.RunAsync("scorecards", "list", "--json", "--server", grpc.Split(' ')[1]);
        Assert.Equal((ExitCodes.Done, "[]"), (list.Code, list.Out.Trim()));
        await stop.CancelAsync();
        Assert.Equal(ExitCodes.Done, await serving);
    }

    [Fact]
    public async Task Serve_TakenPort_ExitsWith3()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string endpoint = taken.LocalEndpoint.ToString()!;
        var run = await Assess.RunAsync("serve", "--db", folder.File("a.db"), "--grpc", endpoint, "--http", "127.0.0.1:0");
        AssertOneError(run, ExitCodes.Unreachable, endpoint);
    }

    [Fact]
    public async Task Serve_NotADatabase_ExitsWith3AndLeavesItAsItIs()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("notes.txt", "These are notes.");
        var run = await Assess.RunAsync(["serve", "--db", file, .. FreePorts]);
        AssertOneError(run, ExitCodes.Unreachable, file);
        Assert.Equal("These are notes.", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Serve_MissingFolder_ExitsWith3()
    {
        using var folder = new TemporaryFolder();
        var run = await Assess.RunAsync(["serve", "--db", Path.Combine(folder.File("missing"), "a.db"), .. FreePorts]);
        AssertOneError(run, ExitCodes.Unreachable, "missing");
    }

    [Fact]
    public async Task Serve_BrokenBanks_ListsEveryProblemAndExitsWith1()
    {
        using var folder = new TemporaryFolder();
        string first = folder.File("first.yaml", "kind: nonsense"), second = folder.File("second.yaml", "- list");
        var run = await Assess.RunAsync(["serve", "--db", folder.File("a.db"), "--banks", first, second, .. FreePorts]);
        Assert.Equal((ExitCodes.ProblemsFound, ""), (run.Code, run.Out));
        Assert.Contains($"{first}:1:7: unknown-kind", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{second}:1:1: wrong-type", run.Error, StringComparison.Ordinal);
    }

    private static void AssertOneError(Assess run, int code, string about)
    {
        Assert.Equal((code, ""), (run.Code, run.Out));
        string line = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("assess: ", line, StringComparison.Ordinal);
        Assert.Contains(about, line, StringComparison.Ordinal);
    }

    /// <summary>Hands over each line as it is written.</summary>
    private sealed class LineWriter : StringWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public ChannelReader<string> Lines => _lines.Reader;

        public override void WriteLine(string? value) => _lines.Writer.TryWrite(value ?? "");
    }
}
