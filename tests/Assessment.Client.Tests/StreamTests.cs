using Assessment.V1;
using Grpc.Core;

namespace Assessment.Client.Tests;

public class StreamTests
{
    private const int Cards = 120;
    private const int Panel = 30;

    private static readonly StreamOptions Patient = new() { InFlight = 16, FirstBackoff = TimeSpan.FromMilliseconds(20) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SubmitAll_ServerRestartsMidway_StoresEachOnceUnderItsFirstRequestId()
    {
        await using var server = await RestartableServer.StartNewAsync();
        using var client = server.Connect();
        var cards = await CardsAsync(client);
        var answers = new List<StreamedSubmission>();
        await foreach (var answer in client.Scorecards.SubmitAllAsync(cards, Patient, Cancellation))
        {
            answers.Add(answer);
            if (answers.Count is 25 or 70)
            {
                await server.StopAsync();
                await server.StartAsync();
            }
        }

        Assert.All(answers, a => Assert.Null(a.Error));
        Assert.Equal(Enumerable.Range(0, Cards).Select(i => (long)i), answers.Select(a => a.Sequence).Order());
        var stored = await client.Scorecards.ListAllScorecardsAsync(new ListScorecardsRequest { Parent = "interviews/-", PageSize = 200 }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(Cards, stored.Count);
        Assert.Equal(
            cards.Select(c => (c.Parent, c.Scorecard.InterviewerId)).Order(),
            stored.Select(c => (string.Join('/', c.Name.Split('/')[..2]), c.InterviewerId)).Order());
    }

    [Fact]
    public async Task SubmitAll_SlowReader_ReadsNoFurtherThanItsBound()
    {
        await using var server = await RestartableServer.StartNewAsync();
        using var client = server.Connect();
        int given = 0, taken = 0, furthest = 0;
        var cards = await CardsAsync(client);
        await foreach (var answer in client.Scorecards.SubmitAllAsync(Counted(), new StreamOptions { InFlight = 8 }, Cancellation))
        {
            furthest = Math.Max(furthest, Volatile.Read(ref given) - taken);
            taken++;
            await Task.Yield();
        }

        Assert.Equal(Cards, taken);
        Assert.InRange(furthest, 1, 8);

        IEnumerable<SubmitScorecardRequest> Counted()
        {
            foreach (var card in cards)
            {
                Interlocked.Increment(ref given);
                yield return card;
            }
        }
    }

    [Fact]
    public async Task SubmitAll_RefusedCards_AreAnsweredAndEndNothing()
    {
        await using var server = await RestartableServer.StartNewAsync();
        using var client = server.Connect();
        string interview = await client.CreateInterviewAsync("a", "b");
        var cards = new[] { Samples.Card(interview, "stranger"), Samples.Card(interview, "a", 9), Samples.Card(interview, "b") };
        var answers = await client.Scorecards.SubmitAllAsync(cards, cancellation: Cancellation).ToListAsync(Cancellation);
        Assert.Equal(ErrorReason.NotOnPanel, answers.Single(a => a.Sequence == 0).Error!.KnownReason);
        Assert.Equal("scorecard.ratings[0].level", Assert.Single(answers.Single(a => a.Sequence == 1).Error!.FieldViolations).Field);
        Assert.Equal("b", answers.Single(a => a.Sequence == 2).Scorecard!.InterviewerId);
    }

    [Fact]
    public async Task SubmitAll_SourceFails_ThrowsItsFailure()
    {
        await using var server = await RestartableServer.StartNewAsync();
        using var client = server.Connect();
        string interview = await client.CreateInterviewAsync("a");
        await Assert.ThrowsAsync<FormatException>(async () => await client.Scorecards.SubmitAllAsync(Failing(), cancellation: Cancellation).ToListAsync(Cancellation));

        IEnumerable<SubmitScorecardRequest> Failing()
        {
            yield return Samples.Card(interview, "a");
            throw new FormatException("line 2");
        }
    }

    [Fact]
    public async Task SubmitAll_NobodyThere_GivesUp()
    {
        using var client = AssessmentClient.Connect(new Uri("http://127.0.0.1:1"));
        var options = new StreamOptions { FirstBackoff = TimeSpan.FromMilliseconds(5), GiveUpAfter = TimeSpan.FromMilliseconds(50) };
        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await client.Scorecards.SubmitAllAsync([Samples.Card("interviews/x", "a")], options, Cancellation).ToListAsync(Cancellation));
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
    }

    [Fact]
    public async Task WatchAll_ServerRestartsTwice_MissesNothingAndRepeatsNothing()
    {
        await using var server = await RestartableServer.StartNewAsync();
        using var client = server.Connect();
        using var watcher = server.Connect();
        var seen = new List<string>();
        await using var watch = watcher.Interviews
            .WatchAllAsync(new WatchInterviewsRequest { ResumeToken = "start" }, Patient, Cancellation).GetAsyncEnumerator(Cancellation);
        int expected = 0;
        for (int round = 0; round < 3; round++)
        {
            string before = await client.CreateInterviewAsync("a", "b");
            expected++;
            await WatchUntilAsync(expected);
            foreach (string interviewer in new[] { "a", "b" })
            {
                await client.Scorecards.SubmitScorecardAsync(Samples.Card(before, interviewer), cancellationToken: Cancellation);
                expected++;
            }

            await server.StopAsync(); // the watcher's connection is lost with changes unseen, and more come before it is back
            await server.StartAsync();
            await client.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = before }, cancellationToken: Cancellation);
            expected++;
            await WatchUntilAsync(expected);
        }

        using var fresh = server.Connect();
        var all = await fresh.Interviews.WatchAllAsync(new WatchInterviewsRequest { ResumeToken = "start" }, Patient, Cancellation)
            .Take(expected).Select(c => c.ResumeToken).ToListAsync(Cancellation);
        Assert.Equal(all, seen);
        Assert.Equal(12, expected);

        async Task WatchUntilAsync(int count)
        {
            while (seen.Count < count)
            {
                Assert.True(await watch.MoveNextAsync());
                seen.Add(watch.Current.ResumeToken);
            }
        }
    }

    [Fact]
    public async Task WatchAll_RefusedToken_Throws()
    {
        await using var server = await RestartableServer.StartNewAsync();
        using var client = server.Connect();
        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await client.Interviews.WatchAllAsync(new WatchInterviewsRequest { ResumeToken = "nonsense" }, Patient, Cancellation).FirstAsync(Cancellation));
        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
    }

    [Fact]
    public async Task WatchAll_Cancelled_EndsAsCancelled()
    {
        await using var server = await RestartableServer.StartNewAsync();
        using var client = server.Connect();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await client.Interviews.WatchAllAsync(new WatchInterviewsRequest(), Patient, stop.Token).FirstAsync(Cancellation));
    }

    private static async Task<List<SubmitScorecardRequest>> CardsAsync(AssessmentClient client)
    {
        string[] panel = [.. Enumerable.Range(0, Panel).Select(i => $"s{i:D2}")];
        var cards = new List<SubmitScorecardRequest>();
        for (int i = 0; i < Cards / Panel; i++)
        {
            string interview = await client.CreateInterviewAsync(panel);
            cards.AddRange(panel.Select(p => Samples.Card(interview, p)));
        }

        return cards;
    }
}
