using Assessment.Server.Tests.Support;
using Assessment.V1;
using Grpc.Core;
using Kind = Assessment.V1.WatchInterviewsResponse.Types.Kind;

namespace Assessment.Server.Tests.Interviews;

public sealed class WatchInterviewsTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WatchInterviews_FromStart_ToldEveryChangeInOrderAndResumable()
    {
        var interview = await _api.CreateAsync("ann");
        using var call = Watch(interview.Name, "start");
        Assert.Equal(Kind.Unspecified, (await NextAsync(call)).Kind);
        var changes = new List<WatchInterviewsResponse> { await NextAsync(call) };
        var card = await _api.SubmitAsync(interview, Cards.Small("ann"));
        changes.Add(await NextAsync(call));
        card = await _api.Scorecards.AmendScorecardAsync(
            new AmendScorecardRequest { Name = card.Name, Etag = card.Etag, Reason = "A typo.", Scorecard = Cards.Small("ann", 4) });
        await _api.Scorecards.WithdrawScorecardAsync(new WithdrawScorecardRequest { Name = card.Name, Etag = card.Etag, Reason = "Mixed up." });
        await _api.Interviews.AssignPanelMembersAsync(new AssignPanelMembersRequest { Name = interview.Name, Panel = { Api.Member("ben") } });
        await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = interview.Name });
        for (int i = 0; i < 4; i++)
        {
            changes.Add(await NextAsync(call));
        }

        Assert.Equal(
            [
                Kind.InterviewCreated, Kind.ScorecardSubmitted, Kind.ScorecardAmended, Kind.ScorecardWithdrawn, Kind.PanelChanged, Kind.InterviewClosed,
            ],
            changes.Select(c => c.Kind));
        Assert.All(changes, c => Assert.Equal(interview.Name, c.Interview));
        Assert.Equal(["", card.Name, card.Name, card.Name, "", ""], changes.Select(c => c.Scorecard));
        for (int seen = 0; seen < changes.Count; seen++)
        {
            using var resumed = Watch(interview.Name, changes[seen].ResumeToken);
            Assert.Equal(changes[seen].ResumeToken, (await NextAsync(resumed)).ResumeToken);
            foreach (var missed in changes.Skip(seen + 1))
            {
                Assert.Equal(missed, await NextAsync(resumed));
            }
        }
    }

    [Theory]
    [InlineData("interviews/x", "", "interview")]
    [InlineData("", "yesterday", "resume_token")]
    [InlineData("", "-1", "resume_token")]
    [InlineData("", "9223372036854775807", "resume_token")]
    [InlineData("", "9223372036854775808", "resume_token")]
    public async Task WatchInterviews_BadFields_AreRefused(string interview, string token, string field)
    {
        using var call = Watch(interview, token);
        var exception = await Assert.ThrowsAsync<RpcException>(() => NextAsync(call));
        exception.AssertRefusal(StatusCode.InvalidArgument, "INVALID_FIELDS", field);
    }

    [Fact]
    public async Task WatchInterviews_UnknownInterview_IsNotFound()
    {
        using var call = Watch($"interviews/{Guid.NewGuid()}", "");
        (await Assert.ThrowsAsync<RpcException>(() => NextAsync(call))).AssertRefusal(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
    }

    private static async Task<WatchInterviewsResponse> NextAsync(AsyncServerStreamingCall<WatchInterviewsResponse> call)
    {
        Assert.True(await call.ResponseStream.MoveNext(Cancellation));
        return call.ResponseStream.Current;
    }

    private AsyncServerStreamingCall<WatchInterviewsResponse> Watch(string interview, string token) => _api.Interviews.WatchInterviews(
        new WatchInterviewsRequest { Interview = interview, ResumeToken = token }, cancellationToken: Cancellation);
}
