using Assessment.Server.Tests.Support;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Tests.Scorecards;

public sealed class BatchSubmitTests(SharedServer shared)
{
    private static readonly string[] Five = ["ann", "ben", "cid", "dot", "eve"];

    private readonly Api _api = shared.Api;

    [Fact]
    public async Task BatchSubmitScorecards_Valid_StoresAllInOrder()
    {
        var interview = await _api.CreateAsync(Five);
        var other = await _api.CreateAsync("ann");
        var draft = await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = Cards.Small("cid") });
        var request = BatchOf(interview, Five);
        request.Requests.Insert(2, RequestOf(other, Cards.Small("ann")));
        var stored = (await _api.Scorecards.BatchSubmitScorecardsAsync(request)).Scorecards;
        Assert.Equal(["ann", "ben", "ann", "cid", "dot", "eve"], stored.Select(c => c.InterviewerId));
        Assert.Equal(draft.Name, stored[3].Name);
        foreach (var card in stored)
        {
            Assert.Equal(card, await _api.GetAsync(card));
        }
    }

    [Fact]
    public async Task BatchSubmitScorecards_ThirdInvalid_StoresNoneAndListsEveryViolation()
    {
        var interview = await _api.CreateAsync(Five);
        var request = BatchOf(interview, Five);
        request.Requests[2].Scorecard.Ratings.Add([Cards.Rated("P1.target", 9), Cards.Rated("none", 3)]);
        request.Requests[4].Scorecard = null;
        request.Requests[3].Parent = "interviews/x";
        await _api.Scorecards.BatchSubmitScorecardsAsync(request).InvalidAsync(
            "requests[2].scorecard.ratings[2].level",
            "requests[2].scorecard.ratings[3].criterion",
            "requests[3].parent",
            "requests[4].scorecard");
        await _api.AssertNothingStoredAsync(interview);
    }

    [Fact]
    public async Task BatchSubmitScorecards_ViolationsBehindOtherRefusals_AreListedFirst()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var request = new BatchSubmitScorecardsRequest
        {
            Requests =
            {
                new SubmitScorecardRequest { Parent = $"interviews/{Guid.NewGuid()}", Scorecard = Cards.Small("ann") },
                RequestOf(interview, Cards.Small("zoe")),
                RequestOf(interview, Cards.Small("ann", 0)),
            },
        };
        await _api.Scorecards.BatchSubmitScorecardsAsync(request).InvalidAsync(
            "requests[2].scorecard.ratings[0].level", "requests[2].scorecard.ratings[1].level");
        request.Requests.RemoveAt(2);
        await _api.Scorecards.BatchSubmitScorecardsAsync(request).NotFoundAsync();
        request.Requests.RemoveAt(0);
        await _api.Scorecards.BatchSubmitScorecardsAsync(request).PreconditionAsync("NOT_ON_PANEL", interview.Name);
        await _api.AssertNothingStoredAsync(interview);
    }

    [Fact]
    public async Task BatchSubmitScorecards_OneExistsAlready_StoresNone()
    {
        var interview = await _api.CreateAsync(Five);
        await _api.SubmitAsync(interview, Cards.Small("cid"));
        await _api.Scorecards.BatchSubmitScorecardsAsync(BatchOf(interview, Five)).RefusedAsync(StatusCode.AlreadyExists, "SCORECARD_EXISTS");
        await _api.AssertStoredAsync(interview, 1);
    }

    [Fact]
    public async Task BatchSubmitScorecards_OneInterviewerTwice_IsRefused()
    {
        var interview = await _api.CreateAsync(Five);
        await _api.Scorecards.BatchSubmitScorecardsAsync(BatchOf(interview, "ann", "ben", "ann"))
            .InvalidAsync("requests[2].scorecard.interviewer_id");
        await _api.AssertNothingStoredAsync(interview);
    }

    [Fact]
    public async Task BatchSubmitScorecards_RequestIdsInside_AreRefused()
    {
        var interview = await _api.CreateAsync(Five);
        var request = BatchOf(interview, Five);
        request.Requests[1].RequestId = Api.NewRequestId();
        request.Requests[3].RequestId = "x";
        request.RequestId = "y";
        await _api.Scorecards.BatchSubmitScorecardsAsync(request)
            .InvalidAsync("request_id", "requests[1].request_id", "requests[3].request_id");
        await _api.AssertNothingStoredAsync(interview);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task BatchSubmitScorecards_CountOutOfRange_IsRefused(int count) =>
        await _api.Scorecards.BatchSubmitScorecardsAsync(
            new BatchSubmitScorecardsRequest { Requests = { Enumerable.Repeat(new SubmitScorecardRequest(), count) } }).InvalidAsync("requests");

    [Fact]
    public async Task BatchSubmitScorecards_FiveHundred_AreStoredWithOneRequestIdOnce()
    {
        string[] panel = [.. Enumerable.Range(0, 32).Select(i => $"i{i:00}")];
        var request = new BatchSubmitScorecardsRequest { RequestId = Api.NewRequestId() };
        while (request.Requests.Count < 500)
        {
            var interview = await _api.CreateAsync(panel);
            request.Requests.Add(panel.Take(500 - request.Requests.Count).Select(i => RequestOf(interview, Cards.Small(i))));
        }

        var stored = await _api.Scorecards.BatchSubmitScorecardsAsync(request);
        Assert.Equal(500, stored.Scorecards.Select(c => c.Name).Distinct().Count());
        Assert.Equal(stored, await _api.Scorecards.BatchSubmitScorecardsAsync(request));
        Assert.Equal(stored.Scorecards[499], await _api.GetAsync(stored.Scorecards[499]));
        request.Requests.RemoveAt(0);
        await _api.Scorecards.BatchSubmitScorecardsAsync(request).RefusedAsync(StatusCode.AlreadyExists, "REQUEST_ID_REUSED");
    }

    [Fact]
    public async Task BatchSubmitScorecards_FiveHundredInvalid_AreRefusedReadably()
    {
        var interview = await _api.CreateAsync("ann");
        var request = new BatchSubmitScorecardsRequest { Requests = { Enumerable.Repeat(RequestOf(interview, Cards.Small("ann", 0)), 500) } };
        var exception = await Assert.ThrowsAsync<RpcException>(async () => await _api.Scorecards.BatchSubmitScorecardsAsync(request));
        var status = Refusals.ReadableStatus(exception);
        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Contains("1000", status.Message, StringComparison.Ordinal);
        Assert.Equal("requests[0].scorecard.ratings[0].level", status.Fields()[0]);
    }

    private static SubmitScorecardRequest RequestOf(Interview interview, Scorecard card) => new() { Parent = interview.Name, Scorecard = card };

    private static BatchSubmitScorecardsRequest BatchOf(Interview interview, params string[] interviewers) =>
        new() { Requests = { interviewers.Select(i => RequestOf(interview, Cards.Small(i))) } };
}
