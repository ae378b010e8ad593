using Assessment.Server.Tests.Support;
using Assessment.V1;

namespace Assessment.Server.Tests.Interviews;

public sealed class InterviewReadTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task GetInterview_Unknown_IsNotFound() =>
        await _api.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = $"interviews/{Guid.NewGuid()}" }).NotFoundAsync();

    [Theory]
    [InlineData("")]
    [InlineData("interviews/")]
    [InlineData("interviews/17")]
    [InlineData("interviews/0B26DBB0-3D35-4A1C-9F0E-2B8A5D6C7E10")]
    [InlineData("interviews/0b26dbb03d354a1c9f0e2b8a5d6c7e10")]
    [InlineData("interviews/{0b26dbb0-3d35-4a1c-9f0e-2b8a5d6c7e10}")]
    [InlineData("interviews/0b26dbb0-3d35-4a1c-9f0e-2b8a5d6c7e10/")]
    [InlineData("interviews/ 0b26dbb0-3d35-4a1c-9f0e-2b8a5d6c7e10")]
    [InlineData("interview/0b26dbb0-3d35-4a1c-9f0e-2b8a5d6c7e10")]
    [InlineData("interviews/-")]
    public async Task GetInterview_MalformedName_IsRefused(string name) =>
        await _api.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = name }).InvalidAsync("name");

    [Fact]
    public async Task ListInterviews_Filters_AreAllApplied()
    {
        string candidate = Api.NewId("candidate");
        var open = await CreateForAsync(candidate, Api.SeniorMlEngineer);
        var closed = await CreateForAsync(candidate, Api.SeniorMlEngineer);
        closed = await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = closed.Name });
        var other = await CreateForAsync(candidate, "roleProfiles/data_analyst/levels/junior");
        Assert.Equal([other, closed, open], await ListAsync(new ListInterviewsRequest { CandidateId = candidate }));
        Assert.Equal([other, open], await ListAsync(new ListInterviewsRequest { CandidateId = candidate, State = Interview.Types.State.Open }));
        Assert.Equal([closed], await ListAsync(new ListInterviewsRequest { CandidateId = candidate, State = Interview.Types.State.Closed }));
        Assert.Equal([closed, open], await ListAsync(new ListInterviewsRequest { CandidateId = candidate, RoleProfile = Api.SeniorMlEngineer }));
        Assert.Empty(await ListAsync(new ListInterviewsRequest { CandidateId = candidate.ToUpperInvariant() }));
        Assert.Empty(await ListAsync(new ListInterviewsRequest { CandidateId = candidate, RoleProfile = "roleProfiles/data_analyst/levels/mid" }));
    }

    [Fact]
    public async Task ListInterviews_BadFields_AreAllNamed() =>
        await _api.Interviews.ListInterviewsAsync(new ListInterviewsRequest
        {
            PageSize = int.MinValue,
            CandidateId = "a\nb",
            RoleProfile = "engineer",
            State = (Interview.Types.State)9,
        }).InvalidAsync("page_size", "candidate_id", "state", "role_profile");

    [Fact]
    public async Task ListInterviews_RandomPageSizes_GivesEachOnceNewestFirst()
    {
        string candidate = Api.NewId("candidate");
        var created = new List<string>();
        for (int i = 0; i < 23; i++)
        {
            created.Add((await CreateForAsync(candidate, Api.SeniorMlEngineer)).Name);
        }

        created.Sort((a, b) => string.CompareOrdinal(b, a)); // ids begin with the millisecond; within one any order is right

        var random = new Random(99);
        for (int round = 0; round < 10; round++)
        {
            var seen = new List<string>();
            var request = new ListInterviewsRequest { CandidateId = candidate };
            do
            {
                request.PageSize = random.Next(1, 8);
                var page = await _api.Interviews.ListInterviewsAsync(request);
                Assert.InRange(page.Interviews.Count, 1, request.PageSize);
                seen.AddRange(page.Interviews.Select(i => i.Name));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            Assert.Equal(created, seen);
        }

        var all = await _api.Interviews.ListInterviewsAsync(new ListInterviewsRequest { CandidateId = candidate, PageSize = int.MaxValue });
        Assert.Equal(created, all.Interviews.Select(i => i.Name));
        Assert.Empty(all.NextPageToken);
    }

    [Fact]
    public async Task ListMyInterviews_OneInterviewer_GivesOwnOnly()
    {
        string ann = Api.NewId("ann");
        var first = await _api.CreateAsync(ann, "ben");
        var second = await _api.CreateAsync(ann);
        await _api.CreateAsync("ben");
        await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = second.Name });
        Assert.Equal([second.Name, first.Name], await MineAsync(new ListMyInterviewsRequest { InterviewerId = ann }));
        Assert.Equal([first.Name], await MineAsync(new ListMyInterviewsRequest { InterviewerId = ann, State = Interview.Types.State.Open }));
        var page = await _api.Interviews.ListMyInterviewsAsync(new ListMyInterviewsRequest { InterviewerId = ann, PageSize = 1 });
        Assert.Equal([first.Name], await MineAsync(new ListMyInterviewsRequest { InterviewerId = ann, PageSize = 1, PageToken = page.NextPageToken }));
    }

    [Fact]
    public async Task ListMyInterviews_BadFields_AreAllNamed() =>
        await _api.Interviews.ListMyInterviewsAsync(new ListMyInterviewsRequest { PageSize = -1, State = (Interview.Types.State)(-3) })
            .InvalidAsync("page_size", "interviewer_id", "state");

    [Fact]
    public async Task ListOutstandingScorecards_SubmittedDraftedAndOpen_ShowsWhatIsMissing()
    {
        string ann = Api.NewId("ann"), ben = Api.NewId("ben"), zoe = Api.NewId("zoe");
        var interview = await _api.CreateAsync(Api.Member(ann, "P1"), Api.Member(ben), Api.Member(zoe, "D1", "P2"));
        await _api.SubmitAsync(interview, Cards.Small(ben));
        var draft = await _api.Scorecards.SaveDraftAsync(
            new SaveDraftRequest { Parent = interview.Name, Scorecard = Cards.Of(ann, Cards.Rated("P1.decision", 3)) });
        var outstanding = await OutstandingAsync(new ListOutstandingScorecardsRequest { Interview = interview.Name });
        Assert.Equal([(ann, draft.Name), (zoe, "")], outstanding.Select(o => (o.InterviewerId, o.Draft)));
        Assert.Equal(["P2", "D1"], outstanding[1].Focus);
        Assert.All(outstanding, o => Assert.Equal((interview.Name, interview.CandidateId, interview.CreatedAt), (o.Interview, o.CandidateId, o.CreatedAt)));
        Assert.Equal([interview.Name], (await OutstandingAsync(new ListOutstandingScorecardsRequest { InterviewerId = zoe })).Select(o => o.Interview));
        Assert.Empty(await OutstandingAsync(new ListOutstandingScorecardsRequest { InterviewerId = ben }));
        await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = interview.Name });
        Assert.Empty(await OutstandingAsync(new ListOutstandingScorecardsRequest { Interview = interview.Name }));
    }

    [Fact]
    public async Task ListOutstandingScorecards_PageByPage_GivesEachOnceOldestFirst()
    {
        string ann = Api.NewId("🦉 ann");
        var created = new List<string>();
        for (int i = 0; i < 7; i++)
        {
            created.Add((await _api.CreateAsync(ann, "ben")).Name);
        }

        var seen = new List<string>();
        var request = new ListOutstandingScorecardsRequest { InterviewerId = ann };
        for (int size = 1; ; size++)
        {
            request.PageSize = size;
            var page = await _api.Interviews.ListOutstandingScorecardsAsync(request);
            seen.AddRange(page.Outstanding.Select(o => o.Interview));
            if (page.NextPageToken.Length == 0)
            {
                break;
            }

            request.PageToken = page.NextPageToken;
        }

        Assert.Equal(created, seen);
    }

    [Fact]
    public async Task ListOutstandingScorecards_BadFields_AreAllNamed() =>
        await _api.Interviews.ListOutstandingScorecardsAsync(
                new ListOutstandingScorecardsRequest { PageSize = -1, Interview = "interviews/x", InterviewerId = " " })
            .InvalidAsync("page_size", "interview", "interviewer_id");

    private async Task<Interview> CreateForAsync(string candidate, string role) => await _api.Interviews.CreateInterviewAsync(
        new CreateInterviewRequest { Interview = new Interview { CandidateId = candidate, RoleProfile = role } });

    private async Task<IReadOnlyList<Interview>> ListAsync(ListInterviewsRequest request) =>
        (await _api.Interviews.ListInterviewsAsync(request)).Interviews;

    private async Task<IEnumerable<string>> MineAsync(ListMyInterviewsRequest request) =>
        (await _api.Interviews.ListMyInterviewsAsync(request)).Interviews.Select(i => i.Name);

    private async Task<IReadOnlyList<OutstandingScorecard>> OutstandingAsync(ListOutstandingScorecardsRequest request) =>
        (await _api.Interviews.ListOutstandingScorecardsAsync(request)).Outstanding;
}
