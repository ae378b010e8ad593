using Assessment.Server.Tests.Support;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Tests.Scorecards;

public sealed class ListScorecardsTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task ListScorecards_Filters_AreAllApplied()
    {
        string ann = Api.NewId("ann");
        var first = await _api.CreateAsync(ann, "ben");
        var second = await _api.CreateAsync(ann);
        var annFirst = await _api.SubmitAsync(first, Cards.Small(ann));
        var benFirst = await _api.SubmitAsync(first, Cards.Small("ben"));
        var annSecond = await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = second.Name, Scorecard = Cards.Small(ann) });
        Assert.Equal([annFirst, benFirst], await ListAsync(new ListScorecardsRequest { Parent = first.Name }));
        Assert.Equal([annFirst], await ListAsync(new ListScorecardsRequest { Parent = first.Name, InterviewerId = ann }));
        Assert.Equal([annFirst, annSecond], await ListAsync(new ListScorecardsRequest { Parent = "interviews/-", InterviewerId = ann }));
        Assert.Equal(
            [annSecond],
            await ListAsync(new ListScorecardsRequest { Parent = "interviews/-", InterviewerId = ann, State = Scorecard.Types.State.Draft }));
        Assert.Equal(
            [annFirst, benFirst], await ListAsync(new ListScorecardsRequest { Parent = "interviews/-", CandidateId = first.CandidateId }));
        Assert.Empty(await ListAsync(new ListScorecardsRequest { Parent = first.Name, CandidateId = second.CandidateId }));
        Assert.Empty(await ListAsync(new ListScorecardsRequest { Parent = first.Name, State = Scorecard.Types.State.Withdrawn }));
    }

    [Fact]
    public async Task ListScorecards_BadFields_AreAllNamed() => await _api.Scorecards.ListScorecardsAsync(new ListScorecardsRequest
    {
        Parent = "interviews/*",
        PageSize = -1,
        InterviewerId = "a\n",
        CandidateId = "\u202e",
        State = (Scorecard.Types.State)42,
    }).InvalidAsync("parent", "page_size", "interviewer_id", "candidate_id", "state");

    [Fact]
    public async Task ListScorecards_UnknownInterview_IsNotFound() =>
        await _api.Scorecards.ListScorecardsAsync(new ListScorecardsRequest { Parent = $"interviews/{Guid.NewGuid()}" }).NotFoundAsync();

    [Fact]
    public async Task ListScorecards_RandomPageSizes_GivesEachOnceOldestFirst()
    {
        string[] panel = [.. Enumerable.Range(0, 25).Select(i => $"i{i:00}")];
        var interview = await _api.CreateAsync(panel);
        var stored = new List<Scorecard>();
        foreach (string interviewer in panel)
        {
            stored.Add(await _api.SubmitAsync(interview, Cards.Small(interviewer)));
        }

        var random = new Random(12);
        for (int round = 0; round < 5; round++)
        {
            var seen = new List<Scorecard>();
            var request = new ListScorecardsRequest { Parent = interview.Name };
            do
            {
                request.PageSize = random.Next(1, 9);
                var page = await _api.Scorecards.ListScorecardsAsync(request);
                seen.AddRange(page.Scorecards);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            Assert.Equal(stored, seen);
        }
    }

    [Fact]
    public async Task ListScorecards_TamperedToken_IsRefusedWhateverCharacterChanged()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        await _api.SubmitAsync(interview, Cards.Small("ann"));
        await _api.SubmitAsync(interview, Cards.Small("ben"));
        var request = new ListScorecardsRequest { Parent = interview.Name, PageSize = 1 };
        string token = (await _api.Scorecards.ListScorecardsAsync(request)).NextPageToken;
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var tampered = Enumerable.Range(0, token.Length)
            .Select(i => $"{token[..i]}{Alphabet[(Alphabet.IndexOf(token[i], StringComparison.Ordinal) + 1) % 64]}{token[(i + 1)..]}")
            .Concat([token[..^1], token[1..], token + "A", token + "=", token + "==", " " + token, token + "\n", "A", "!", "🦉", new string('A', 2_000)]);
        await Parallel.ForEachAsync(tampered, TestContext.Current.CancellationToken, async (other, cancellation) =>
            await _api.Scorecards.ListScorecardsAsync(
                    new ListScorecardsRequest { Parent = interview.Name, PageSize = 1, PageToken = other }, cancellationToken: cancellation)
                .RefusedAsync(StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", "page_token"));
        request.PageToken = token;
        Assert.Single((await _api.Scorecards.ListScorecardsAsync(request)).Scorecards);
    }

    [Fact]
    public async Task ListScorecards_TokenWithOtherFilters_IsRefused()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        await _api.SubmitAsync(interview, Cards.Small("ann"));
        await _api.SubmitAsync(interview, Cards.Small("ben"));
        string token = (await _api.Scorecards.ListScorecardsAsync(new ListScorecardsRequest { Parent = interview.Name, PageSize = 1 })).NextPageToken;
        foreach (var other in (ListScorecardsRequest[])
            [
                new() { Parent = "interviews/-" },
                new() { Parent = interview.Name, InterviewerId = "ben" },
                new() { Parent = interview.Name, CandidateId = interview.CandidateId },
                new() { Parent = interview.Name, State = Scorecard.Types.State.Submitted },
            ])
        {
            other.PageToken = token;
            await _api.Scorecards.ListScorecardsAsync(other).RefusedAsync(StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", "page_token");
        }
    }

    [Fact]
    public async Task ListInterviews_TokenOfListMyInterviews_IsRefused()
    {
        string ann = Api.NewId("ann");
        await _api.CreateAsync(ann);
        await _api.CreateAsync(ann);
        string token = (await _api.Interviews.ListMyInterviewsAsync(new ListMyInterviewsRequest { InterviewerId = ann, PageSize = 1 })).NextPageToken;
        Assert.NotEmpty(token);
        await _api.Interviews.ListInterviewsAsync(new ListInterviewsRequest { PageToken = token })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", "page_token");
        await _api.Interviews.ListOutstandingScorecardsAsync(new ListOutstandingScorecardsRequest { InterviewerId = ann, PageToken = token })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", "page_token");
    }

    private async Task<IReadOnlyList<Scorecard>> ListAsync(ListScorecardsRequest request) =>
        (await _api.Scorecards.ListScorecardsAsync(request)).Scorecards;
}
