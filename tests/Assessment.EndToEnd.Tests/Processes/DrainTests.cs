using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Assessment.EndToEnd.Tests.Telemetry;
using Assessment.V1;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>How a server comes and goes under those who use it.</summary>
public sealed class DrainTests(ITestOutputHelper log) : IDisposable
{
    private const int Watches = 20;
    private const int Callers = 16;
    private const int CardsEach = 40;
    private const int Rounds = 3;

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stop_UnderLoadWithIdleWatches_EndsSoonAndLosesNothing()
    {
        var soonest = TimeSpan.MaxValue;
        for (int round = 0; round < Rounds && soonest >= LongestEnd; round++) // A machine that is busy with other tests may be late once.
        {
            var taken = await StopUnderLoadAsync($"{round}.db");
            soonest = taken < soonest ? taken : soonest;
        }

        Assert.True(soonest < LongestEnd, $"The end took {soonest}.");
    }

    [Fact]
    public async Task Health_OfAServerThatStops_IsNotServing()
    {
        await using var server = await AssessServer.StartAsync(_folder.At("a.db"), "--metrics", "127.0.0.1:0");
        var health = new Health.HealthClient(server.Channel);
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest(), cancellationToken: Cancellation)).Status);
        using var watch = health.Watch(new HealthCheckRequest(), cancellationToken: Cancellation);
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation));
        using var stubborn = await HoldAsync(server);

        Signals.Send(server.Id, Signals.Terminate);
        var seen = await LastStatusAsync(watch);
        var asked = (await health.CheckAsync(new HealthCheckRequest(), cancellationToken: Cancellation)).Status;
        stubborn.Close(); // Only now can the server go.

        Assert.Equal((ServingStatus.NotServing, ServingStatus.NotServing), (seen, asked));
        (await server.WaitAsync()).AssertQuiet();
    }

    /// <summary>Whoever reaches it finds every bank: nothing listens before they are published.</summary>
    [Fact]
    public async Task Start_FirstConnectionThatIsTaken_FindsEveryBank()
    {
        int port = FreePort();
        string[] arguments = ["serve", "--db", _folder.At("a.db"), "--grpc", "127.0.0.1:0", "--http", $"127.0.0.1:{port}"];
        using var process = Assess.Command(arguments).Start();
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            http.DefaultRequestHeaders.Authorization = Tokens.Header(Tokens.OfEveryone);
            int refused = 0;
            string banks;
            for (; ; refused++)
            {
                try
                {
                    banks = await http.GetStringAsync(new Uri("/v1/questionBanks", UriKind.Relative), Cancellation);
                    break;
                }
                catch (HttpRequestException) when (!process.HasExited)
                {
                    await Task.Delay(20, Cancellation);
                }
            }

            Assert.True(refused > 0, "It listened before it could have read a bank.");
            foreach (string bank in Directory.EnumerateFiles(Repository.At("question-banks"), "*.yaml").Where(f => File.ReadAllText(f).Contains("kind: question-bank", StringComparison.Ordinal)))
            {
                Assert.Contains($"questionBanks/{Path.GetFileNameWithoutExtension(bank)}/", banks, StringComparison.Ordinal);
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Stops a server that has much to do, and compares what it acknowledged with what the next one finds.</summary>
    private async Task<TimeSpan> StopUnderLoadAsync(string file)
    {
        Acknowledged acknowledged;
        TimeSpan taken;
        await using (var server = await AssessServer.StartAsync(_folder.At(file)))
        {
            var watches = await WatchAsync(server);
            acknowledged = await Acknowledged.BeginAsync(server, Callers, CardsEach);
            await acknowledged.ReachAsync(3 * Callers);

            long asked = Stopwatch.GetTimestamp();
            var ended = await server.StopAsync();
            taken = Stopwatch.GetElapsedTime(asked);
            await acknowledged.EndAsync();

            log.WriteLine($"Ended in {taken.TotalSeconds:0.00} s, after {acknowledged.Cards.Count} acknowledged submits of {Callers * CardsEach}.");
            ended.AssertQuiet();
            Assert.True(acknowledged.Cards.Count < Callers * CardsEach, "The load ended before the server was stopped.");
            await Task.WhenAll(watches.Select(AssertToldToReturnAsync));
        }

        await using var again = await AssessServer.StartAsync(_folder.At(file));
        var stored = await acknowledged.ReadAsync(again.Channel);
        Assert.All(acknowledged.Cards, card => Assert.Equal(card, stored[card.Name]));
        return taken;
    }

    private static async Task<List<AsyncServerStreamingCall<WatchInterviewsResponse>>> WatchAsync(AssessServer server)
    {
        var interviews = new InterviewService.InterviewServiceClient(server.Channel);
        var watches = new List<AsyncServerStreamingCall<WatchInterviewsResponse>>();
        for (int i = 0; i < Watches; i++)
        {
            var watch = interviews.WatchInterviews(new WatchInterviewsRequest(), cancellationToken: Cancellation);
            Assert.True(await watch.ResponseStream.MoveNext(Cancellation)); // The first message says where the stream begins.
            watches.Add(watch);
        }

        return watches;
    }

    private static async Task AssertToldToReturnAsync(AsyncServerStreamingCall<WatchInterviewsResponse> watch)
    {
        using (watch)
        {
            var end = await Assert.ThrowsAsync<RpcException>(async () =>
            {
                while (await watch.ResponseStream.MoveNext(Cancellation))
                {
                }
            });
            Assert.True(end.StatusCode == StatusCode.Unavailable, end.ToString());
            Assert.True(end.GetRpcStatus()?.GetDetail<RetryInfo>()?.RetryDelay.ToTimeSpan() > TimeSpan.Zero, end.ToString());
        }
    }

    /// <summary>A caller who never ends the stream that it began: over HTTP/1.1, by hand.</summary>
    private static async Task<TcpClient> HoldAsync(AssessServer server)
    {
        const string Method = "assessment.v1.ScorecardService/StreamSubmitScorecards";
        var client = new TcpClient();
        await client.ConnectAsync(server.Http.Host, server.Http.Port, Cancellation);
        byte[] head = Encoding.ASCII.GetBytes(
            $"POST /{Method} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {Tokens.OfEveryone}\r\n"
            + "Content-Type: application/grpc-web+proto\r\nTransfer-Encoding: chunked\r\n\r\n");
        await client.GetStream().WriteAsync(head, Cancellation);
        while ((await Scrape.OfAsync(server.Metrics!, Cancellation)).Sum("assessment_rpc_active", $"rpc_method=\"{Method}\"") < 1)
        {
            await Task.Delay(50, Cancellation);
        }

        return client;
    }

    private static async Task<ServingStatus> LastStatusAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        var last = watch.ResponseStream.Current.Status;
        try
        {
            while (last != ServingStatus.NotServing && await watch.ResponseStream.MoveNext(Cancellation))
            {
                last = watch.ResponseStream.Current.Status;
            }
        }
        catch (RpcException)
        {
            // It may end with the connection.
        }

        return last;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
