using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Assessment.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Data.Sqlite;

namespace Assessment.EndToEnd.Tests.Processes;

public sealed class ServeTests : IDisposable
{
    private const int CannotStart = 3;
    private const string Development = "Development: tokens of 'assess token' are taken, on this machine alone.\n";
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_FreePorts_PrintsTwoAddressesThatAnswer()
    {
        await using var server = await AssessServer.StartAsync(_folder.At("a.db"));

        Assert.Matches(@"^gRPC http://127\.0\.0\.1:\d+$", server.Lines[0]);
        Assert.Matches(@"^HTTP http://127\.0\.0\.1:\d+$", server.Lines[1]);
        var health = await new Health.HealthClient(server.Channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Cancellation);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = Tokens.Header(Tokens.OfEveryone);
        string banks = await http.GetStringAsync(new Uri(server.Http, "/v1/questionBanks"), Cancellation);
        Assert.Contains("questionBanks/", banks, StringComparison.Ordinal);
        var ended = await server.StopAsync();
        Assert.Equal(new Ended(0, "", Development), ended);
    }

    [Fact]
    public async Task Stop_WithAnOpenStream_EndsItAndExitsSoon()
    {
        await using var server = await AssessServer.StartAsync(_folder.At("a.db"));
        var interviews = new InterviewService.InterviewServiceClient(server.Channel);
        using var watch = interviews.WatchInterviews(new WatchInterviewsRequest(), cancellationToken: Cancellation);
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation)); // The first message says where the stream begins.

        long asked = Stopwatch.GetTimestamp();
        var ended = await server.StopAsync();

        Assert.Equal(new Ended(0, "", Development), ended);
        var taken = Stopwatch.GetElapsedTime(asked);
        Assert.True(taken < TimeSpan.FromSeconds(15), $"An open stream held up the end for {taken}."); // Kestrel's own limit is 30.
        var end = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(Cancellation));
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
    }

    [Theory]
    [InlineData("--grpc")]
    [InlineData("--http")]
    public async Task Start_TakenPort_SaysSoAndEnds(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string address = taken.LocalEndpoint.ToString()!;
        string other = option == "--grpc" ? "--http" : "--grpc";

        var ended = await Assess.RunAsync("serve", "--db", _folder.At("a.db"), option, address, other, "127.0.0.1:0");

        AssertRefused(ended, address);
    }

    [Fact]
    public async Task Start_FileThatIsNoDatabase_SaysSoAndLeavesIt()
    {
        await File.WriteAllTextAsync(_folder.At("notes.txt"), new string('x', 5000), Cancellation);
        AssertRefused(await ServeAsync("notes.txt"), "notes.txt is not a SQLite database");
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(_folder.At("notes.txt"), Cancellation));
    }

    [Fact]
    public async Task Start_MissingFolder_SaysSo() =>
        AssertRefused(await ServeAsync("missing/a.db"), "missing/a.db does not exist");

    [Fact]
    public async Task Start_DatabaseOfAnotherProgram_SaysSo()
    {
        Execute("other.db", "CREATE TABLE song (title TEXT)");
        AssertRefused(await ServeAsync("other.db"), "of another program");
    }

    [Fact]
    public async Task Start_NewerSchema_SaysSo()
    {
        await using (var server = await AssessServer.StartAsync(_folder.At("a.db")))
        {
            await server.StopAsync();
        }

        Execute("a.db", "INSERT INTO schema_version (script, sha256, applied_at) VALUES ('9999_future.sql', 'x', 0)");
        AssertRefused(await ServeAsync("a.db"), "newer schema");
    }

    [Fact]
    public async Task Start_DatabaseThatAServerHas_SaysSo()
    {
        await using var server = await AssessServer.StartAsync(_folder.At("a.db"));
        AssertRefused(await ServeAsync("a.db"), "a.db");
    }

    [Fact]
    public async Task Start_InvalidBank_ListsItsProblems()
    {
        await File.WriteAllTextAsync(_folder.At("bank.yaml"), "kind: question-bank\nid: X\ncolour: red\n", Cancellation);
        var ended = await Assess.RunAsync(
            "serve", "--db", _folder.At("a.db"), "--banks", _folder.At("bank.yaml"), "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0");
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("bank.yaml:3:1", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_OnTheSameFile_ReadsEverythingBack(bool killed)
    {
        string requestId = Guid.NewGuid().ToString();
        SampleInterview before;
        Scorecard answer;
        await using (var server = await AssessServer.StartAsync(_folder.At("a.db")))
        {
            before = await SampleInterview.CreateAsync(server.Channel, Cancellation);
            answer = await before.SubmitAsync(server.Channel, "ines", requestId, Cancellation);
            await before.SubmitAsync(server.Channel, "jonas", "", Cancellation);
            before = await SampleInterview.ReadAsync(server.Channel, before.Interview.Name, Cancellation);
            await (killed ? server.KillAsync() : server.StopAsync());
        }

        await using var again = await AssessServer.StartAsync(_folder.At("a.db"));
        var after = await SampleInterview.ReadAsync(again.Channel, before.Interview.Name, Cancellation);

        Assert.Equal(2, after.Scorecards.Count);
        Assert.Equal(before.Interview, after.Interview);
        Assert.Equal(before.Scorecards, after.Scorecards);
        Assert.Equal(before.Assessment, after.Assessment);
        Assert.Equal(answer, await after.SubmitAsync(again.Channel, "ines", requestId, Cancellation)); // The first answer, and no second card.
    }

    private Task<Ended> ServeAsync(string database) =>
        Assess.RunAsync("serve", "--db", _folder.At(database), "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0");

    private void Execute(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.At(database)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>One clear line, and the exit code that the help promises.</summary>
    private static void AssertRefused(Ended ended, string because)
    {
        Assert.True(ended.ExitCode == CannotStart, ended.Everything);
        string line = Assert.Single(ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("assess: ", line, StringComparison.Ordinal);
        Assert.Contains(because, line, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
    }
}
