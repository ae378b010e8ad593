using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Assessment.Server.Tests.Support;
using Assessment.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Assessment.Server.Tests;

/// <summary>Limits are settings: documented, checked at the start, and kept.</summary>
public sealed class LimitTests
{
    private const string Head = "| setting | of what | default | range |";

    [Fact]
    public async Task Table_OfTheDocument_IsTheLimits()
    {
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "api.md"), TestContext.Current.CancellationToken);
        Assert.Equal(
            Limits.Table.Select(row => string.Create(
                CultureInfo.InvariantCulture, $"| {row.Name} | {row.Meaning} | {row.Default:N0} | {row.Least:N0} to {row.Most:N0} |")),
            lines.SkipWhile(line => line != Head).Skip(2).TakeWhile(line => line.StartsWith('|')));
    }

    [Fact]
    public void Problems_ValuesOutOfRange_AreAllNamed()
    {
        Assert.Empty(Limits.Default.Problems());
        Assert.Equal(
            ["Limits:NoteLength is 7; it is 100 to 40000.", "Limits:PanelMembers is 33; it is 1 to 32."],
            new Limits { NoteLength = 7, PanelMembers = 33 }.Problems());
        Assert.Single(new Limits { DefaultPageSize = 300 }.Problems());
    }

    [Theory]
    [InlineData("Limits:NoteLength", "7", "NoteLength is 7")]
    [InlineData("Limits:NoteLength", "many", "NoteLength")]
    [InlineData("Limits:NotLength", "7", "NotLength")]
    public async Task Start_WrongLimit_IsRefused(string name, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        var options = TestServer.Options(folder.File("assessment.db")) with { Settings = new Dictionary<string, string?> { [name] = value } };
        var refusal = await Assert.ThrowsAsync<SettingsException>(
            () => AssessmentServer.StartAsync(options, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Contains(refusal.Problems, problem => problem.Contains(expected, StringComparison.Ordinal));
        Assert.False(File.Exists(folder.File("assessment.db")));
    }

    [Fact]
    public async Task Server_WithOtherLimits_KeepsThem()
    {
        await using var server = await TestServer.StartAsync(settings: new() { ["Limits:NoteLength"] = "100", ["Limits:MaximumPageSize"] = "1", ["Limits:DefaultPageSize"] = "1" });
        var interview = await server.Api.CreateAsync("ann");
        await server.Api.CreateAsync("ann");
        var card = Cards.Small("ann");
        card.Note = new string('x', 101);
        await server.Api.Scorecards.SubmitScorecardAsync(new SubmitScorecardRequest { Parent = interview.Name, Scorecard = card })
            .InvalidAsync("scorecard.note");
        var page = await server.Api.Interviews.ListInterviewsAsync(new ListInterviewsRequest { PageSize = 50 });
        Assert.Single(page.Interviews);
    }

    [Fact]
    public async Task Caller_OverTheirRate_IsToldWhenToRetry()
    {
        await using var server = await TestServer.StartAsync(settings: new() { ["Limits:CallBurst"] = "20", ["Limits:CallsPerSecond"] = "1" });
        var codes = new List<StatusCode>();
        for (int i = 0; i < 40; i++)
        {
            try
            {
                await server.Api.Banks.ListRoleProfilesAsync(new ListRoleProfilesRequest());
                codes.Add(StatusCode.OK);
            }
            catch (RpcException exception)
            {
                var status = exception.AssertRefusal(StatusCode.ResourceExhausted, "CALLER_LIMIT");
                Assert.NotNull(status.GetDetail<Google.Rpc.RetryInfo>());
                Assert.True(int.Parse(exception.Trailers.GetValue("grpc-retry-pushback-ms")!, CultureInfo.InvariantCulture) >= 200);
                codes.Add(exception.StatusCode);
            }
        }

        Assert.InRange(codes.Count(code => code == StatusCode.OK), 20, 39);
        var other = server.As(TestTokens.Every, "somebody-else");
        Assert.NotEmpty((await other.Banks.ListRoleProfilesAsync(new ListRoleProfilesRequest())).RoleProfiles);
    }

    [Fact]
    public async Task Caller_WithTooManyStreams_IsRefusedUntilOneEnds()
    {
        await using var server = await TestServer.StartAsync(settings: new() { ["Limits:StreamsPerCaller"] = "2" });
        using var first = await OpenAsync(server);
        var second = await OpenAsync(server);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => OpenAsync(server));
        refusal.AssertRefusal(StatusCode.ResourceExhausted, "CALLER_LIMIT");
        second.Dispose();
        await AgainAsync(() => OpenAsync(server));
    }

    [Fact]
    public async Task Server_WithAllItsStreamsOpen_IsBusy()
    {
        await using var server = await TestServer.StartAsync(settings: new() { ["Limits:Streams"] = "1" });
        using var first = await OpenAsync(server);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => OpenAsync(server));
        refusal.AssertRefusal(StatusCode.ResourceExhausted, "SERVER_BUSY");
        Assert.NotEmpty((await server.Api.Banks.ListRoleProfilesAsync(new ListRoleProfilesRequest())).RoleProfiles); // no stream
    }

    [Fact] // Whose bodies still come in when they are answered: the connection that they share with others stays.
    public async Task Server_BusyWithLargeCalls_RefusesThemAndKeepsTheirConnection()
    {
        await using var server = await TestServer.StartAsync(settings: new() { ["Limits:CallsInProgress"] = "1", ["Limits:BurstMilliseconds"] = "0" });
        var request = new BatchScoreRequest();
        request.Requests.Add(Enumerable.Range(0, 400).Select(_ => new ScoreRequest
        {
            RoleProfile = "roleProfiles/ml_engineer/levels/senior",
            Ratings = { new Rating { Criterion = "P1.decision", Level = 5, Evidence = new string('x', 250) } },
        }));
        using var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false };
        using var channel = GrpcChannel.ForAddress(server.Server.GrpcAddress, new GrpcChannelOptions { HttpHandler = handler });
        var api = new Api(channel, TestTokens.OfEveryone);
        var codes = await Task.WhenAll(Enumerable.Range(0, 1_500).Select(async _ =>
        {
            try
            {
                await api.Scoring.BatchScoreAsync(request);
                return StatusCode.OK;
            }
            catch (RpcException exception)
            {
                return exception.StatusCode;
            }
        }));

        Assert.Contains(StatusCode.ResourceExhausted, codes);
        Assert.All(codes, code => Assert.True(code is StatusCode.OK or StatusCode.ResourceExhausted, $"{code}"));
        await api.Scoring.BatchScoreAsync(request);
    }

    [Fact]
    public async Task Server_WithCallsWhoseMessagesAreOnTheirWay_AnswersOthers()
    {
        await using var server = await TestServer.StartAsync(settings: new() { ["Limits:CallsInProgress"] = "1", ["Limits:BurstMilliseconds"] = "0" });
        using var http = new HttpClient { BaseAddress = server.Server.GrpcAddress };
        var slow = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => new SlowMessage(OneRating)).ToList();
        var answers = slow.Select(message => http.SendAsync(RequestOf(message), TestContext.Current.CancellationToken)).ToList();
        await Task.WhenAll(slow.Select(message => message.Begun));
        for (int i = 0; i < 30; i++)
        {
            Assert.NotNull((await server.Api.Scoring.ScoreAsync(OneRating)).Score);
        }

        foreach (var (message, answer) in slow.Zip(answers))
        {
            message.Finish();
            using var response = await answer;
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal("0", Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
        }
    }

    private static ScoreRequest OneRating { get; } = new()
    {
        RoleProfile = Api.SeniorMlEngineer,
        Ratings = { Cards.Rated("P1.decision", 3) },
    };

    private static HttpRequestMessage RequestOf(SlowMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/assessment.v1.ScoringService/Score")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = message,
        };
        request.Headers.Authorization = TestTokens.Header(TestTokens.OfEveryone);
        request.Headers.TE.ParseAdd("trailers");
        return request;
    }

    private static async Task<AsyncServerStreamingCall<WatchInterviewsResponse>> OpenAsync(TestServer server)
    {
        var watch = server.Api.Interviews.WatchInterviews(new WatchInterviewsRequest());
        await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
        return watch;
    }

    /// <summary>The server learns a moment later that a caller left.</summary>
    private static async Task AgainAsync(Func<Task<AsyncServerStreamingCall<WatchInterviewsResponse>>> open)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                using var watch = await open();
                return;
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.ResourceExhausted && attempt < 100)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>A message of which a byte is sent, and the rest when the test says so.</summary>
    private sealed class SlowMessage : HttpContent
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly byte[] _bytes;

        public SlowMessage(ScoreRequest request)
        {
            byte[] message = request.ToByteArray();
            _bytes = new byte[5 + message.Length]; // Not compressed, the length, the message.
            BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(1), message.Length);
            message.CopyTo(_bytes, 5);
            Headers.ContentType = new("application/grpc");
        }

        public Task Begun => _begun.Task;

        public void Finish() => _finish.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(0, 1));
            await stream.FlushAsync();
            _begun.SetResult();
            await _finish.Task;
            await stream.WriteAsync(_bytes.AsMemory(1));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
