using Assessment.Server.Tests.Support;
using Assessment.V1;

namespace Assessment.Server.Tests.Interviews;

public sealed class PanelTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task AssignPanelMembers_NewAndKnown_AddsAndChangesTheFocus()
    {
        var interview = await _api.CreateAsync(Api.Member("ann", "P1"), Api.Member("ben", "D1"));
        var changed = await AssignAsync(interview, Api.Member("ann", "I1", "P2"), Api.Member("cid"));
        Assert.Equal(
            [("ann", "P2,I1"), ("ben", "D1"), ("cid", "")], changed.Panel.Select(m => (m.InterviewerId, string.Join(',', m.Focus))));
        Assert.NotEqual(interview.Etag, changed.Etag);
        Assert.Equal(changed, await GetAsync(interview));
    }

    [Fact]
    public async Task AssignPanelMembers_StaleEtag_IsRefusedAndChangesNothing()
    {
        var interview = await _api.CreateAsync("ann");
        var changed = await AssignAsync(interview, Api.Member("ben"));
        await _api.Interviews.AssignPanelMembersAsync(
            new AssignPanelMembersRequest { Name = interview.Name, Panel = { Api.Member("cid") }, Etag = interview.Etag }).StaleAsync();
        Assert.Equal(changed, await GetAsync(interview));
        await _api.Interviews.AssignPanelMembersAsync(
            new AssignPanelMembersRequest { Name = interview.Name, Panel = { Api.Member("cid") }, Etag = changed.Etag });
    }

    [Fact]
    public async Task AssignPanelMembers_BadMembers_AreAllNamed()
    {
        var interview = await _api.CreateAsync("ann");
        await _api.Interviews.AssignPanelMembersAsync(new AssignPanelMembersRequest
        {
            Name = interview.Name,
            Panel = { Api.Member("", "P1"), Api.Member("ben", "P1", "Q1"), Api.Member("ben") },
        }).InvalidAsync("panel[0].interviewer_id", "panel[1].focus[1]", "panel[2].interviewer_id");
        await _api.Interviews.AssignPanelMembersAsync(new AssignPanelMembersRequest { Name = interview.Name }).InvalidAsync("panel");
        await _api.Interviews.AssignPanelMembersAsync(new AssignPanelMembersRequest
        {
            Name = interview.Name,
            Panel = { Enumerable.Range(0, 32).Select(i => Api.Member($"i{i}")) },
        }).InvalidAsync("panel");
        Assert.Equal(interview, await GetAsync(interview));
    }

    [Fact]
    public async Task AssignPanelMembers_UnknownOrMalformedName_IsRefused()
    {
        await _api.Interviews.AssignPanelMembersAsync(
            new AssignPanelMembersRequest { Name = $"interviews/{Guid.NewGuid()}", Panel = { Api.Member("ann") } }).NotFoundAsync();
        await _api.Interviews.AssignPanelMembersAsync(new AssignPanelMembersRequest { Panel = { Api.Member("ann") } }).InvalidAsync("name");
    }

    [Fact]
    public async Task AssignPanelMembers_ThirtyTwoAtOnceWithoutEtag_AssignsThemAll()
    {
        var interview = await _api.CreateAsync("i00");
        await Task.WhenAll(Enumerable.Range(1, 31).Select(i => AssignAsync(interview, Api.Member($"i{i:00}"))));
        Assert.Equal(Enumerable.Range(0, 32).Select(i => $"i{i:00}"), (await GetAsync(interview)).Panel.Select(m => m.InterviewerId));
    }

    [Fact]
    public async Task UnassignPanelMember_WithDraft_DiscardsTheDraft()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var draft = await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = Cards.Small("ann") });
        var changed = await _api.Interviews.UnassignPanelMemberAsync(
            new UnassignPanelMemberRequest { Name = interview.Name, InterviewerId = "ann", Etag = interview.Etag });
        Assert.Equal(["ben"], changed.Panel.Select(m => m.InterviewerId));
        await _api.Scorecards.GetScorecardAsync(new GetScorecardRequest { Name = draft.Name }).NotFoundAsync();
        await _api.AssertNothingStoredAsync(interview);
    }

    [Fact]
    public async Task UnassignPanelMember_WithSubmittedCard_IsRefusedUntilItIsWithdrawn()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var card = await _api.SubmitAsync(interview, Cards.Small("ann"));
        var request = new UnassignPanelMemberRequest { Name = interview.Name, InterviewerId = "ann" };
        await _api.Interviews.UnassignPanelMemberAsync(request).PreconditionAsync("PANEL_MEMBER_HAS_SCORECARD", card.Name);
        await _api.Scorecards.WithdrawScorecardAsync(new WithdrawScorecardRequest { Name = card.Name, Etag = card.Etag, Reason = "Wrong person." });
        Assert.Equal(["ben"], (await _api.Interviews.UnassignPanelMemberAsync(request)).Panel.Select(m => m.InterviewerId));
    }

    [Fact]
    public async Task UnassignPanelMember_NotOnPanelStaleOrMalformed_IsRefused()
    {
        var interview = await _api.CreateAsync("ann");
        await _api.Interviews.UnassignPanelMemberAsync(new UnassignPanelMemberRequest { Name = interview.Name, InterviewerId = "zoe" })
            .PreconditionAsync("NOT_ON_PANEL", interview.Name);
        await _api.Interviews.UnassignPanelMemberAsync(
            new UnassignPanelMemberRequest { Name = interview.Name, InterviewerId = "ann", Etag = "77" }).StaleAsync();
        await _api.Interviews.UnassignPanelMemberAsync(new UnassignPanelMemberRequest()).InvalidAsync("name", "interviewer_id");
        Assert.Equal(interview, await GetAsync(interview));
    }

    [Fact]
    public async Task CloseInterview_Open_ClosesOnceAndFreezesThePanel()
    {
        var interview = await _api.CreateAsync("ann");
        await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = interview.Name, Etag = "0" }).StaleAsync();
        var closed = await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = interview.Name, Etag = interview.Etag });
        Assert.Equal(Interview.Types.State.Closed, closed.State);
        Assert.NotNull(closed.ClosedAt);
        Assert.Equal(closed, await GetAsync(interview));
        await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = interview.Name })
            .PreconditionAsync("INTERVIEW_CLOSED", interview.Name);
        await _api.Interviews.AssignPanelMembersAsync(
            new AssignPanelMembersRequest { Name = interview.Name, Panel = { Api.Member("ben") } }).PreconditionAsync("INTERVIEW_CLOSED", interview.Name);
        await _api.Interviews.UnassignPanelMemberAsync(new UnassignPanelMemberRequest { Name = interview.Name, InterviewerId = "ann" })
            .PreconditionAsync("INTERVIEW_CLOSED", interview.Name);
        Assert.Equal(closed, await GetAsync(interview));
    }

    [Fact]
    public async Task CloseInterview_UnknownOrMalformed_IsRefused()
    {
        await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = $"interviews/{Guid.NewGuid()}" }).NotFoundAsync();
        await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = "x" }).InvalidAsync("name");
    }

    private async Task<Interview> AssignAsync(Interview interview, params PanelMember[] members) =>
        await _api.Interviews.AssignPanelMembersAsync(new AssignPanelMembersRequest { Name = interview.Name, Panel = { members } });

    private async Task<Interview> GetAsync(Interview interview) =>
        await _api.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = interview.Name });
}
