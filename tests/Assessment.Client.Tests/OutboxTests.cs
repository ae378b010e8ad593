using Assessment.V1;
using Grpc.Core;

namespace Assessment.Client.Tests;

public sealed class OutboxTests(RunningServer server) : IClassFixture<RunningServer>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outbox-tests-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flush_ServerThere_DeliversInOrderAndKeepsNothing()
    {
        string interview = await server.Client.CreateInterviewAsync("o1", "o2", "o3");
        using var outbox = Outbox.Open(_folder.FullName);
        var ids = new List<string>();
        foreach (string interviewer in new[] { "o3", "o1", "o2" })
        {
            ids.Add(await outbox.AddAsync(Samples.Card(interview, interviewer), Cancellation));
        }

        Assert.Equal(3, outbox.Status.Waiting);
        var told = new List<OutboxDelivery>();
        var flush = await outbox.FlushAsync(server.Client, new Told(told), Cancellation);
        Assert.Equal(new OutboxFlush(3, 0, 0, null), flush);
        Assert.Equal(ids, told.Select(d => d.RequestId));
        Assert.Equal(["o3", "o1", "o2"], told.Select(d => d.Scorecard!.InterviewerId));
        Assert.Equal((new OutboxStatus(0, 0, null), 3), (outbox.Status, await CountAsync(interview)));
    }

    [Fact]
    public async Task Flush_RefusedCard_MovesAsideWithItsReasonAndCanComeBack()
    {
        string interview = await server.Client.CreateInterviewAsync("r1");
        using var outbox = Outbox.Open(_folder.FullName);
        string stranger = await outbox.AddAsync(Samples.Card(interview, "r2"), Cancellation);
        await outbox.AddAsync(Samples.Card(interview, "r1", 9), Cancellation);
        await outbox.AddAsync(Samples.Card(interview, "r1"), Cancellation);
        var flush = await outbox.FlushAsync(server.Client, cancellation: Cancellation);
        Assert.Equal((1, 2, 0), (flush.Delivered, flush.Refused, flush.Waiting));
        var refused = Outbox.RefusedOf(_folder.FullName);
        Assert.Contains("NOT_ON_PANEL", refused.Single(r => r.RequestId == stranger).Reason, StringComparison.Ordinal);
        Assert.Contains("scorecard.ratings[0].level: ", refused.Single(r => r.RequestId != stranger).Reason, StringComparison.Ordinal);

        await server.Client.Interviews.AssignPanelMembersAsync(
            new AssignPanelMembersRequest { Name = interview, Panel = { new PanelMember { InterviewerId = "r2" } } }, cancellationToken: Cancellation);
        Assert.Equal(2, await outbox.TakeBackRefusedAsync(Cancellation));
        flush = await outbox.FlushAsync(server.Client, cancellation: Cancellation);
        Assert.Equal((1, 1, 0), (flush.Delivered, flush.Refused, flush.Waiting));
        Assert.Equal(2, await CountAsync(interview));
    }

    [Fact]
    public async Task Flush_ServerAway_KeepsEveryCardAndSaysWhy()
    {
        using var outbox = Outbox.Open(_folder.FullName);
        await outbox.AddAsync(Samples.Card("interviews/x", "a"), Cancellation);
        await outbox.AddAsync(Samples.Card("interviews/x", "b"), Cancellation);
        using var away = AssessmentClient.Connect(new Uri("http://127.0.0.1:1"), new AssessmentClientOptions { Attempts = 1 });
        var flush = await outbox.FlushAsync(away, cancellation: Cancellation);
        Assert.Equal((0, 0, 2, StatusCode.Unavailable), (flush.Delivered, flush.Refused, flush.Waiting, flush.Error!.Code));
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, false, 2)]
    [InlineData(StatusCode.Unauthenticated, false, 2)]
    [InlineData(StatusCode.PermissionDenied, false, 2)]
    [InlineData(StatusCode.Internal, false, 2)]
    [InlineData(StatusCode.NotFound, true, 0)]
    [InlineData(StatusCode.FailedPrecondition, true, 0)]
    [InlineData(StatusCode.ResourceExhausted, true, 0)] // without a reason: too large
    public async Task Flush_Error_IsTheCardsOrTheMoments(StatusCode status, bool refused, int waiting)
    {
        using var outbox = Outbox.Open(_folder.FullName);
        await outbox.AddAsync(Samples.Card("interviews/x", "a"), Cancellation);
        await outbox.AddAsync(Samples.Card("interviews/x", "b"), Cancellation);
        using var client = AssessmentClient.Connect(new Uri("http://fake.test"), new AssessmentClientOptions { Handler = new FakeTransport(status), Attempts = 1 });
        var flush = await outbox.FlushAsync(client, cancellation: Cancellation);
        Assert.Equal((refused ? 2 : 0, waiting, refused), (flush.Refused, flush.Waiting, flush.Error is null));
    }

    [Fact]
    public async Task Flush_OldCardThatTheServerHas_IsNotSentAgain()
    {
        string interview = await server.Client.CreateInterviewAsync("old");
        var stored = await server.Client.Scorecards.SubmitScorecardAsync(Samples.Card(interview, "old", 4), cancellationToken: Cancellation);
        await server.Client.Scorecards.WithdrawScorecardAsync(
            new WithdrawScorecardRequest { Name = stored.Name, Etag = stored.Etag, Reason = "Wrong person." }, cancellationToken: Cancellation);
        using var outbox = Outbox.Open(_folder.FullName, new OutboxOptions { Clock = new Ago(TimeSpan.FromDays(-8)) });
        await outbox.AddAsync(Samples.Card(interview, "old", 4), Cancellation);
        outbox.Dispose();

        // By its (forgotten) request id alone this would be a second card: the first one is withdrawn and stands in no one's way.
        using var later = Outbox.Open(_folder.FullName);
        Assert.Equal(new OutboxFlush(1, 0, 0, null), await later.FlushAsync(server.Client, cancellation: Cancellation));
        Assert.Equal(1, await CountAsync(interview));
    }

    [Fact]
    public async Task Flush_OldCardThatTheServerHasNot_IsDelivered()
    {
        string interview = await server.Client.CreateInterviewAsync("new");
        using var outbox = Outbox.Open(_folder.FullName, new OutboxOptions { RequestIdsRemembered = TimeSpan.FromTicks(1) });
        await outbox.AddAsync(Samples.Card(interview, "new", 4), Cancellation);
        Assert.Equal(new OutboxFlush(1, 0, 0, null), await outbox.FlushAsync(server.Client, cancellation: Cancellation));
        Assert.Equal(1, await CountAsync(interview));
    }

    [Fact]
    public async Task Flush_SameCardArrivedByAStream_CountsAsDelivered()
    {
        string interview = await server.Client.CreateInterviewAsync("both");
        var card = Samples.Card(interview, "both");
        card.RequestId = Guid.NewGuid().ToString("D");
        await foreach (var answer in server.Client.Scorecards.SubmitAllAsync([card], cancellation: Cancellation))
        {
            Assert.Null(answer.Error);
        }

        using var outbox = Outbox.Open(_folder.FullName);
        await outbox.AddAsync(card, Cancellation);
        Assert.Equal(new OutboxFlush(1, 0, 0, null), await outbox.FlushAsync(server.Client, cancellation: Cancellation));
    }

    [Fact]
    public async Task Add_SameRequestId_IsOneCardUnlessItsContentDiffers()
    {
        using var outbox = Outbox.Open(_folder.FullName);
        var card = Samples.Card("interviews/x", "a");
        card.RequestId = await outbox.AddAsync(card, Cancellation);
        await outbox.AddAsync(card, Cancellation);
        Assert.Equal(1, outbox.Status.Waiting);
        card.Scorecard.Note = "Another one.";
        await Assert.ThrowsAsync<ArgumentException>(() => outbox.AddAsync(card, Cancellation));
        card.RequestId = "no-uuid";
        await Assert.ThrowsAsync<ArgumentException>(() => outbox.AddAsync(card, Cancellation));
    }

    [Fact]
    public async Task Open_WhileOpen_IsBusyAndItsStatusCanBeRead()
    {
        using var outbox = Outbox.Open(_folder.FullName);
        await outbox.AddAsync(Samples.Card("interviews/x", "a"), Cancellation);
        Assert.Throws<OutboxBusyException>(() => Outbox.Open(_folder.FullName));
        Assert.Equal(1, Outbox.StatusOf(_folder.FullName).Waiting);
    }

    [Fact]
    public async Task Open_AfterACrashWhileAdding_DropsWhatWasNeverAdded()
    {
        string half = Path.Combine(_folder.FullName, "000000000001_1764000000000_0b26dbb0-3d35-4a1c-9f0e-2b8a5d6c7e10.json.tmp");
        await File.WriteAllTextAsync(half, "{\"par", Cancellation);
        using var outbox = Outbox.Open(_folder.FullName);
        Assert.False(File.Exists(half));
        Assert.Equal(new OutboxStatus(0, 0, null), outbox.Status);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<int> CountAsync(string interview) =>
        await server.Client.Scorecards.ListAllScorecardsAsync(new ListScorecardsRequest { Parent = interview }, Cancellation).CountAsync(Cancellation);

    private sealed class Told(List<OutboxDelivery> told) : IProgress<OutboxDelivery>
    {
        public void Report(OutboxDelivery value) => told.Add(value);
    }

    private sealed class Ago(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
    }
}
