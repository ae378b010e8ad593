using Assessment.Server.Tests.Support;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Tests.Scorecards;

public sealed class StreamSubmitTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StreamSubmitScorecards_FiveHundred_AcknowledgesEachInOrderAndStoresThem()
    {
        var items = await ItemsAsync(500);
        using var call = _api.Scorecards.StreamSubmitScorecards(cancellationToken: Cancellation);
        var reading = ReadAllAsync(call.ResponseStream);
        foreach (var item in items)
        {
            await call.RequestStream.WriteAsync(item, Cancellation);
        }

        await call.RequestStream.CompleteAsync();
        var answers = await reading;
        Assert.Equal(items.Select(i => i.Sequence), answers.Select(a => a.Sequence));
        Assert.All(answers, a => Assert.Equal(StreamSubmitScorecardsResponse.ResultOneofCase.Scorecard, a.ResultCase));
        for (int i = 0; i < 500; i += 25)
        {
            Assert.Equal(answers[i].Scorecard, await _api.GetAsync(answers[i].Scorecard));
        }
    }

    [Fact]
    public async Task StreamSubmitScorecards_RefusedItems_EndNothing()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        StreamSubmitScorecardsRequest[] items =
        [
            ItemOf(1, interview, Cards.Small("ann")),
            ItemOf(2, interview, Cards.Small("ann", 0)),
            new() { Sequence = 3 },
            ItemOf(4, interview, Cards.Small("zoe")),
            new() { Sequence = 5, Request = new SubmitScorecardRequest { Parent = $"interviews/{Guid.NewGuid()}", Scorecard = Cards.Small("ann") } },
            ItemOf(6, interview, Cards.Small("ben")),
        ];
        var answers = await SendAsync(items);
        Assert.Equal([1, 2, 3, 4, 5, 6], answers.Select(a => a.Sequence));
        answers[1].Error.AssertRefusal(
            StatusCode.InvalidArgument, "INVALID_FIELDS", "scorecard.ratings[0].level", "scorecard.ratings[1].level");
        answers[2].Error.AssertRefusal(StatusCode.InvalidArgument, "INVALID_FIELDS", "request");
        answers[3].Error.AssertRefusal(StatusCode.FailedPrecondition, "NOT_ON_PANEL");
        answers[4].Error.AssertRefusal(StatusCode.NotFound, "RESOURCE_NOT_FOUND");
        Assert.Equal([answers[0].Scorecard, answers[5].Scorecard], await _api.ListAsync(interview));
    }

    [Fact]
    public async Task StreamSubmitScorecards_OneCardTwice_IsStoredOnce()
    {
        var interview = await _api.CreateAsync("ann");
        var answers = await SendAsync([ItemOf(1, interview, Cards.Small("ann")), ItemOf(2, interview, Cards.Small("ann"))]);
        var refused = Assert.Single(answers, a => a.Error is not null);
        refused.Error.AssertRefusal(StatusCode.AlreadyExists, "SCORECARD_EXISTS");
        await _api.AssertStoredAsync(interview, 1);
    }

    [Fact]
    public async Task StreamSubmitScorecards_ResentWithRequestIds_GivesTheFirstAnswers()
    {
        var items = await ItemsAsync(20);
        foreach (var item in items)
        {
            item.Request.RequestId = Api.NewRequestId();
        }

        var first = await SendAsync(items);
        Assert.Equal(first, await SendAsync(items));
    }

    [Fact]
    public async Task StreamSubmitScorecards_NothingSent_EndsWithNothing() => Assert.Empty(await SendAsync([]));

    [Fact]
    public async Task StreamSubmitScorecards_ClientStopsReadingAndLeaves_TheServerStaysUp()
    {
        var items = await ItemsAsync(320);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using (var call = _api.Scorecards.StreamSubmitScorecards(cancellationToken: left.Token))
        {
            // Big answers that nobody takes fill the windows; the server then stops reading, and writing here would wait.
            var writing = Task.Run(
                async () =>
                {
                    for (int round = 0; round < 1_000; round++)
                    {
                        foreach (var item in items)
                        {
                            await call.RequestStream.WriteAsync(item, left.Token);
                        }
                    }
                },
                Cancellation);
            await call.ResponseStream.MoveNext(left.Token);
            await left.CancelAsync();
            var exception = await Assert.ThrowsAnyAsync<Exception>(() => writing);
            Assert.True(exception is RpcException or OperationCanceledException, exception.ToString());
        }

        var interview = await _api.CreateAsync("ann");
        Assert.Single(await SendAsync([ItemOf(1, interview, Cards.Small("ann"))]));
    }

    private static StreamSubmitScorecardsRequest ItemOf(long sequence, Interview interview, Scorecard card) =>
        new() { Sequence = sequence, Request = new SubmitScorecardRequest { Parent = interview.Name, Scorecard = card } };

    private static async Task<List<StreamSubmitScorecardsResponse>> ReadAllAsync(IAsyncStreamReader<StreamSubmitScorecardsResponse> stream)
    {
        var answers = new List<StreamSubmitScorecardsResponse>();
        await foreach (var answer in stream.ReadAllAsync(Cancellation))
        {
            answers.Add(answer);
        }

        return answers;
    }

    private async Task<List<StreamSubmitScorecardsRequest>> ItemsAsync(int count)
    {
        string[] panel = [.. Enumerable.Range(0, 32).Select(i => $"i{i:00}")];
        var items = new List<StreamSubmitScorecardsRequest>();
        while (items.Count < count)
        {
            var interview = await _api.CreateAsync(panel);
            items.AddRange(panel.Take(count - items.Count).Select((i, k) => ItemOf((items.Count + k) * 7L, interview, Cards.Small(i))));
        }

        return items;
    }

    private async Task<List<StreamSubmitScorecardsResponse>> SendAsync(IReadOnlyList<StreamSubmitScorecardsRequest> items)
    {
        using var call = _api.Scorecards.StreamSubmitScorecards(cancellationToken: Cancellation);
        var reading = ReadAllAsync(call.ResponseStream);
        foreach (var item in items)
        {
            await call.RequestStream.WriteAsync(item, Cancellation);
        }

        await call.RequestStream.CompleteAsync();
        return await reading;
    }
}
