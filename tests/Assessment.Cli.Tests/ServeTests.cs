using System.Net;
using System.Net.Sockets;

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

    [Fact]
    public async Task Serve_SqlServerThatIsNotThere_ExitsWith3AndShowsNoPassword()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        string connection = $"Server=127.0.0.1,{port};Database=interviews;User Id=u;Password=tr0ub4dor;Connect Timeout=2;ConnectRetryCount=0";
        using var process = AssessProcess.Start(connection, ["serve", .. FreePorts]);
        var (code, text) = await process.EndAsync(TestContext.Current.CancellationToken);
        AssertOneError(new(code, "", text), ExitCodes.Unreachable, $"interviews on 127.0.0.1,{port}");
        Assert.Contains("can't be reached", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tr0ub4dor", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServeHelp_WithADatabaseInTheEnvironment_ShowsItsNameOnly()
    {
        using var process = AssessProcess.Start("Server=db;Database=d;User Id=u;Password=tr0ub4dor", ["serve", "--help"]);
        var (code, text) = await process.EndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Done, code);
        Assert.Contains("ASSESSMENT_DATABASE", text, StringComparison.Ordinal);
        Assert.DoesNotContain("tr0ub4dor", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("backup", "copy.db")]
    [InlineData("vacuum")]
    public async Task Database_CommandOfAFileOnSqlServer_ExitsWith2AndShowsNoPassword(params string[] command)
    {
        var run = await Assess.RunAsync(["db", .. command, "--db", "Server=db;Database=d;User Id=u;Password=tr0ub4dor"]);
        Assert.Equal((ExitCodes.WrongUsage, ""), (run.Code, run.Out));
        Assert.Contains("its own tools", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("tr0ub4dor", run.Error, StringComparison.Ordinal);
    }

    private static void AssertOneError(Assess run, int code, string about)
    {
        Assert.Equal((code, ""), (run.Code, run.Out));
        string line = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("assess: ", line, StringComparison.Ordinal);
        Assert.Contains(about, line, StringComparison.Ordinal);
    }
}
