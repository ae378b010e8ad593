using System.Globalization;
using Assessment.Server.Tests.Support;
using Assessment.V1;
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
}
