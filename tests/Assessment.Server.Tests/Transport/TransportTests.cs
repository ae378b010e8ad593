using System.Diagnostics;
using System.Net;
using Assessment.Server.Tests.Support;
using Assessment.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Grpc.Reflection.V1;

namespace Assessment.Server.Tests.Transport;

public sealed class TransportTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb)]
    [InlineData(GrpcWebMode.GrpcWebText)]
    public async Task GrpcWeb_CallsAndRefusals_AreThoseOfGrpc(GrpcWebMode mode)
    {
        using var handler = new GrpcWebHandler(mode, new HttpClientHandler());
        using var channel = GrpcChannel.ForAddress(shared.Server.Server.HttpAddress, new GrpcChannelOptions { HttpHandler = handler, HttpVersion = HttpVersion.Version11 });
        var web = new Api(channel);
        var interview = await web.CreateAsync("ann");
        Assert.Equal(interview, await _api.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = interview.Name }));
        await web.Scorecards.SubmitScorecardAsync(new SubmitScorecardRequest { Parent = interview.Name, Scorecard = Cards.Small("ann", 0) })
            .InvalidAsync("scorecard.ratings[0].level", "scorecard.ratings[1].level");
        await web.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = $"interviews/{Guid.NewGuid()}" }).NotFoundAsync();
    }

    [Fact]
    public async Task Health_Check_IsServing()
    {
        var health = new Health.HealthClient(_api.Calls);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
    }

    [Fact]
    public async Task Call_DeadlinePassed_IsDeadlineExceeded()
    {
        var exception = await Assert.ThrowsAsync<RpcException>(async () => await _api.Interviews.ListInterviewsAsync(
            new ListInterviewsRequest(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(-1)));
        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
    }

    [Fact]
    public async Task StreamScores_DeadlineWhileIdle_IsDeadlineExceeded()
    {
        using var call = _api.Scoring.StreamScores(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(300), cancellationToken: Cancellation);
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancellation));
        Assert.Equal(StatusCode.DeadlineExceeded, exception.StatusCode);
    }

    [Theory]
    [InlineData("ScoringService", "StreamScores")]
    [InlineData("ScorecardService", "StreamSubmitScorecards")]
    public async Task Stream_ItemThatIsNoMessage_IsInvalidAfterTheAnswersBefore(string service, string method)
    {
        var descriptor = Contract.Services.Single(s => s.Name == service).FindMethodByName(method);
        using var call = _api.Calls.AsyncDuplexStreamingCall(RawCalls.Of(descriptor), null, new CallOptions(cancellationToken: Cancellation));
        await call.RequestStream.WriteAsync([], Cancellation);
        await call.RequestStream.WriteAsync([0x12, 0x7f, 0x00], Cancellation); // A field that ends before its length does.
        Assert.True(await call.ResponseStream.MoveNext(Cancellation));
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancellation));
        exception.AssertRefusal(StatusCode.InvalidArgument, "INVALID_FIELDS", "items[1]");
    }

    [Fact]
    public async Task Call_Cancelled_IsCancelledAndTheServerStaysUp()
    {
        var interview = await _api.CreateAsync("ann");
        for (int i = 0; i < 50; i++)
        {
            using var cancelled = new CancellationTokenSource();
            var call = _api.Scorecards.PreviewScorecardAsync(
                new PreviewScorecardRequest { Parent = interview.Name, Scorecard = Cards.Whole("ann", 3) }, cancellationToken: cancelled.Token);
            await cancelled.CancelAsync();
            try
            {
                await call;
            }
            catch (RpcException exception)
            {
                Assert.Equal(StatusCode.Cancelled, exception.StatusCode);
            }
        }

        await _api.SubmitAsync(interview, Cards.Small("ann"));
    }

    [Fact]
    public async Task Shutdown_StreamsOpen_EndsThemUnavailableAndQuickly()
    {
        var server = await TestServer.StartAsync();
        try
        {
            var interview = await server.Api.CreateAsync("ann");
            using var submits = server.Api.Scorecards.StreamSubmitScorecards(cancellationToken: Cancellation);
            await submits.RequestStream.WriteAsync(
                new StreamSubmitScorecardsRequest
                {
                    Sequence = 7,
                    Request = new SubmitScorecardRequest { Parent = interview.Name, Scorecard = Cards.Small("ann") },
                },
                Cancellation);
            Assert.True(await submits.ResponseStream.MoveNext(Cancellation));
            using var scores = server.Api.Scoring.StreamScores(cancellationToken: Cancellation);
            await scores.RequestStream.WriteAsync(new StreamScoresRequest(), Cancellation);
            Assert.True(await scores.ResponseStream.MoveNext(Cancellation));
            using var watch = server.Api.Interviews.WatchInterviews(new WatchInterviewsRequest(), cancellationToken: Cancellation);
            Assert.True(await watch.ResponseStream.MoveNext(Cancellation));

            long begun = Stopwatch.GetTimestamp();
            var stopping = server.Server.DisposeAsync().AsTask();
            await AssertShuttingDownAsync(() => submits.ResponseStream.MoveNext(Cancellation));
            await AssertShuttingDownAsync(() => scores.ResponseStream.MoveNext(Cancellation));
            await AssertShuttingDownAsync(() => watch.ResponseStream.MoveNext(Cancellation));
            await stopping;
            Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Shutdown_AgainAndAgain_NeverBreaksAStreamOff()
    {
        for (int round = 0; round < 10; round++)
        {
            var server = await TestServer.StartAsync(banks: []);
            var watches = Enumerable.Range(0, 8)
                .Select(_ => server.Api.Interviews.WatchInterviews(new WatchInterviewsRequest(), cancellationToken: Cancellation)).ToList();
            foreach (var watch in watches)
            {
                Assert.True(await watch.ResponseStream.MoveNext(Cancellation));
            }

            var stopping = server.Server.DisposeAsync().AsTask();
            await Task.WhenAll(watches.Select(watch => AssertShuttingDownAsync(() => watch.ResponseStream.MoveNext(Cancellation))));
            await stopping;
            watches.ForEach(watch => watch.Dispose());
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Shutdown_StreamThatHeedsNothing_IsCutQuickly()
    {
        var server = await TestServer.StartAsync(banks: []);
        using var call = new ServerReflection.ServerReflectionClient(server.Api.Calls).ServerReflectionInfo(cancellationToken: Cancellation);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Cancellation);
        Assert.True(await call.ResponseStream.MoveNext(Cancellation));
        long begun = Stopwatch.GetTimestamp();
        var stopping = server.Server.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancellation));
        await stopping;
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Shutdown_ItemsInProgress_AreAnsweredBeforeTheStreamEnds()
    {
        using var folder = new TemporaryFolder();
        string database = folder.File("a.db");
        var acknowledged = new List<string>();
        Interview interview;
        await using (var server = await TestServer.StartAsync(database))
        {
            interview = await server.Api.CreateAsync([.. Enumerable.Range(0, 32).Select(i => $"i{i:00}")]);
            using var call = server.Api.Scorecards.StreamSubmitScorecards(cancellationToken: Cancellation);
            for (int i = 0; i < 32; i++)
            {
                await call.RequestStream.WriteAsync(
                    new StreamSubmitScorecardsRequest
                    {
                        Sequence = i,
                        Request = new SubmitScorecardRequest { Parent = interview.Name, Scorecard = Cards.Small($"i{i:00}") },
                    },
                    Cancellation);
            }

            Assert.True(await call.ResponseStream.MoveNext(Cancellation));
            acknowledged.Add(call.ResponseStream.Current.Scorecard.Name);
            var stopping = server.Server.DisposeAsync().AsTask();
            await AssertShuttingDownAsync(async () =>
            {
                while (await call.ResponseStream.MoveNext(Cancellation))
                {
                    acknowledged.Add(call.ResponseStream.Current.Scorecard.Name);
                }

                return false;
            });
            await stopping;
        }

        await using var again = await TestServer.StartAsync(database, banks: []);
        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), (await again.Api.ListAsync(interview)).Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    private static async Task AssertShuttingDownAsync(Func<Task<bool>> read) =>
        (await Assert.ThrowsAsync<RpcException>(read)).AssertRefusal(StatusCode.Unavailable, "SHUTTING_DOWN");
}
