using Assessment.Server.Tests.Support;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Tests.Scorecards;

public sealed class DraftTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task SaveDraft_New_KeepsGapsAndHasNoScore()
    {
        var interview = await _api.CreateAsync("ann");
        var draft = await SaveAsync(interview, Cards.Of("ann", Cards.Rated("P1.decision", 5, "")));
        Assert.Equal((Scorecard.Types.State.Draft, 0), (draft.State, draft.Revision));
        Assert.Null(draft.Score);
        Assert.Null(draft.SubmittedAt);
        Assert.Equal(draft, await _api.GetAsync(draft));
        await _api.Scorecards.GetScorecardAsync(new GetScorecardRequest { Name = draft.Name, Revision = 1 }).NotFoundAsync();
        Assert.Empty((await _api.AssessAsync(interview)).Scorecards);
    }

    [Fact]
    public async Task SaveDraft_Empty_IsKept()
    {
        var interview = await _api.CreateAsync("ann");
        Assert.Empty((await SaveAsync(interview, Cards.Of("ann"))).Ratings);
    }

    [Fact]
    public async Task SaveDraft_Autosave_ReplacesTheContent()
    {
        var interview = await _api.CreateAsync("ann");
        var draft = await SaveAsync(interview, Cards.Small("ann"));
        for (int level = 1; level <= 5; level++)
        {
            var next = Cards.Of("ann", Cards.Rated("P2.baseline", level));
            next.Name = draft.Name;
            next.Note = $"Autosave {level}";
            var saved = await SaveAsync(interview, next, draft.Etag);
            Assert.Equal((draft.Name, draft.CreatedAt, next.Note), (saved.Name, saved.CreatedAt, saved.Note));
            Assert.Equal(next.Ratings, saved.Ratings);
            Assert.NotEqual(draft.Etag, saved.Etag);
            draft = saved;
        }

        Assert.Equal([draft], await _api.ListAsync(interview));
    }

    [Fact]
    public async Task SaveDraft_StaleEtag_IsRefusedAndNothingIsLost()
    {
        var interview = await _api.CreateAsync("ann");
        var first = await SaveAsync(interview, Cards.Small("ann", 2));
        var change = Cards.Small("ann", 4);
        change.Name = first.Name;
        var second = await SaveAsync(interview, change, first.Etag);
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = change, Etag = first.Etag }).StaleAsync();
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = change }).InvalidAsync("etag");
        Assert.Equal([second], await _api.ListAsync(interview));
    }

    [Fact]
    public async Task SaveDraft_EtagWithoutName_IsRefused()
    {
        var interview = await _api.CreateAsync("ann");
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = Cards.Small("ann"), Etag = "1" })
            .InvalidAsync("etag");
        await _api.AssertNothingStoredAsync(interview);
    }

    [Fact]
    public async Task SaveDraft_Second_IsRefused()
    {
        var interview = await _api.CreateAsync("ann");
        var draft = await SaveAsync(interview, Cards.Small("ann"));
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = Cards.Small("ann", 4) })
            .RefusedAsync(StatusCode.AlreadyExists, "SCORECARD_EXISTS");
        Assert.Equal([draft], await _api.ListAsync(interview));
    }

    [Fact]
    public async Task SaveDraft_OverASubmittedCard_IsRefused()
    {
        var interview = await _api.CreateAsync("ann");
        var card = await _api.SubmitAsync(interview, Cards.Small("ann"));
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = Cards.Small("ann") })
            .RefusedAsync(StatusCode.AlreadyExists, "SCORECARD_EXISTS");
        var named = Cards.Small("ann");
        named.Name = card.Name;
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = named, Etag = card.Etag })
            .PreconditionAsync("WRONG_SCORECARD_STATE", card.Name);
    }

    [Fact]
    public async Task SaveDraft_InvalidParts_AreAllNamed()
    {
        var interview = await _api.CreateAsync("ann");
        var card = Cards.Of("ann", Cards.Rated("P1.decision", 7), new Rating { Criterion = "P1.target" }, Cards.Rated("none", 3));
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = card })
            .InvalidAsync("scorecard.ratings[1]", "scorecard.ratings[0].level", "scorecard.ratings[2].criterion");
        await _api.AssertNothingStoredAsync(interview);
    }

    [Fact]
    public async Task SaveDraft_WrongNamesOrPeople_AreRefused()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var other = await _api.CreateAsync("ann");
        var draft = await SaveAsync(interview, Cards.Small("ann"));
        var named = Cards.Small("ann");
        named.Name = draft.Name;
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = other.Name, Scorecard = named, Etag = draft.Etag })
            .InvalidAsync("scorecard.name");
        named.InterviewerId = "ben";
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = named, Etag = draft.Etag })
            .InvalidAsync("scorecard.interviewer_id");
        named.Name = $"{interview.Name}/scorecards/{Guid.NewGuid()}";
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = named, Etag = "1" }).NotFoundAsync();
        named.Name = "scorecards/1";
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = "x", Scorecard = named }).InvalidAsync("parent", "scorecard.name", "etag");
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest()).InvalidAsync("parent", "scorecard");
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = Cards.Small("zoe") })
            .PreconditionAsync("NOT_ON_PANEL", interview.Name);
        Assert.Equal([draft], await _api.ListAsync(interview));
    }

    [Fact]
    public async Task SaveDraft_ClosedInterview_IsRefused()
    {
        var interview = await _api.CreateAsync("ann");
        await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = interview.Name });
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = Cards.Small("ann") })
            .PreconditionAsync("INTERVIEW_CLOSED", interview.Name);
    }

    [Fact]
    public async Task SubmitScorecard_OverADraft_ReplacesItUnderItsName()
    {
        var interview = await _api.CreateAsync("ann");
        var draft = await SaveAsync(interview, Cards.Small("ann", 2));
        var submitted = await _api.SubmitAsync(interview, Cards.Small("ann", 4));
        Assert.Equal((draft.Name, draft.CreatedAt, 7500), (submitted.Name, submitted.CreatedAt, submitted.Score.CompositeHundredths));
        Assert.Equal([submitted], await _api.ListAsync(interview));
    }

    [Fact]
    public async Task SubmitDraft_Complete_SubmitsItAsItStandsOnce()
    {
        var interview = await _api.CreateAsync("ann");
        var content = Cards.Random("ann", new Random(5));
        var draft = await SaveAsync(interview, content);
        var request = new SubmitDraftRequest { Name = draft.Name, Etag = draft.Etag, RequestId = Api.NewRequestId() };
        var submitted = await _api.Scorecards.SubmitDraftAsync(request);
        Assert.Equal((draft.Ratings, draft.RaisedFlags, draft.Note), (submitted.Ratings, submitted.RaisedFlags, submitted.Note));
        Cards.AssertSame(Cards.Score(content, Repository.Rubric, Repository.Profile()), submitted.Score);
        Assert.Equal(submitted, await _api.GetAsync(draft));
        Assert.Equal(submitted, await _api.Scorecards.SubmitDraftAsync(request));
        request.RequestId = "";
        await _api.Scorecards.SubmitDraftAsync(request).PreconditionAsync("WRONG_SCORECARD_STATE", draft.Name);
    }

    [Fact]
    public async Task SubmitDraft_StaleEtag_IsRefused()
    {
        var interview = await _api.CreateAsync("ann");
        var draft = await SaveAsync(interview, Cards.Small("ann"));
        var change = Cards.Small("ann", 4);
        change.Name = draft.Name;
        var changed = await SaveAsync(interview, change, draft.Etag);
        await _api.Scorecards.SubmitDraftAsync(new SubmitDraftRequest { Name = draft.Name, Etag = draft.Etag }).StaleAsync();
        Assert.Equal(changed, await _api.GetAsync(draft));
    }

    [Fact]
    public async Task SubmitDraft_Incomplete_ListsEveryViolation()
    {
        var interview = await _api.CreateAsync(Api.Member("ann"));
        var draft = await SaveAsync(
            interview, Cards.Of("ann", Cards.Rated("P1.decision", 5, ""), Cards.Rated("P1.target", 3), Cards.Rated("P2.baseline", 1, "")));
        var request = new SubmitDraftRequest { Name = draft.Name, Etag = draft.Etag };
        await _api.Scorecards.SubmitDraftAsync(request).InvalidAsync("scorecard.ratings[0].evidence", "scorecard.ratings[2].evidence");
        var interview2 = await _api.CreateAsync("ann");
        var empty = await SaveAsync(interview2, Cards.Of("ann"));
        await _api.Scorecards.SubmitDraftAsync(new SubmitDraftRequest { Name = empty.Name, Etag = empty.Etag }).InvalidAsync("scorecard.ratings");
        Assert.Equal(draft, await _api.GetAsync(draft));
    }

    [Fact]
    public async Task SubmitDraft_FocusNarrowedMeanwhile_ListsWhatFellOutside()
    {
        var interview = await _api.CreateAsync("ann");
        var draft = await SaveAsync(interview, Cards.Small("ann"));
        await _api.Interviews.AssignPanelMembersAsync(new AssignPanelMembersRequest { Name = interview.Name, Panel = { Api.Member("ann", "P1") } });
        await _api.Scorecards.SubmitDraftAsync(new SubmitDraftRequest { Name = draft.Name, Etag = draft.Etag })
            .InvalidAsync("scorecard.ratings[1].criterion");
    }

    [Fact]
    public async Task SubmitDraft_UnknownOrMalformed_IsRefused()
    {
        var interview = await _api.CreateAsync("ann");
        await _api.Scorecards.SubmitDraftAsync(
            new SubmitDraftRequest { Name = $"{interview.Name}/scorecards/{Guid.NewGuid()}", Etag = "1" }).NotFoundAsync();
        await _api.Scorecards.SubmitDraftAsync(
            new SubmitDraftRequest { Name = $"interviews/{Guid.NewGuid()}/scorecards/{Guid.NewGuid()}", Etag = "1" }).NotFoundAsync();
        await _api.Scorecards.SubmitDraftAsync(new SubmitDraftRequest { RequestId = "x" }).InvalidAsync("name", "request_id", "etag");
    }

    [Fact]
    public async Task PreviewScorecard_Valid_ExplainsAndStoresNothing()
    {
        var interview = await _api.CreateAsync("ann");
        var preview = await _api.Scorecards.PreviewScorecardAsync(
            new PreviewScorecardRequest { Parent = interview.Name, Scorecard = Cards.Random("ann", new Random(6)) });
        Cards.AssertSums(preview.Score.CompositeHundredths, preview.Explanation);
        await _api.AssertNothingStoredAsync(interview);
    }

    [Fact]
    public async Task PreviewScorecard_RefusedCalls_AreThoseOfASubmit()
    {
        var interview = await _api.CreateAsync("ann");
        await _api.Scorecards.PreviewScorecardAsync(new PreviewScorecardRequest { Parent = interview.Name, Scorecard = Cards.Small("zoe") })
            .PreconditionAsync("NOT_ON_PANEL", interview.Name);
        await _api.Scorecards.PreviewScorecardAsync(
            new PreviewScorecardRequest { Parent = $"interviews/{Guid.NewGuid()}", Scorecard = Cards.Small("ann") }).NotFoundAsync();
        await _api.Scorecards.PreviewScorecardAsync(new PreviewScorecardRequest()).InvalidAsync("parent", "scorecard");
    }

    private async Task<Scorecard> SaveAsync(Interview interview, Scorecard card, string etag = "") =>
        await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = card, Etag = etag });
}
