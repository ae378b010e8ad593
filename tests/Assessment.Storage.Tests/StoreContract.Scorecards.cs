namespace Assessment.Storage.Tests;

public abstract partial class StoreContract
{
    [Theory]
    [MemberData(nameof(Texts))]
    public async Task FindScorecard_Submitted_IsTheSame(string text)
    {
        string id = IdOf(text);
        var interview = await CreateInterviewAsync("i" + id);
        var card = A.Submitted(interview, "i" + id) with
        {
            SubmitterId = "s" + id,
            ApplicationId = id,
            Step = id,
            Reason = text,
            Note = text,
            Focus = ["P1", text],
            InterviewedAt = A.Time.AddDays(-3),
            Layer = ScorecardLayer.Debrief,
            Ratings = [new("z" + text, 1, 0, text), new("a" + text, 5, 0, text), new("m", 0, 3, text)],
            Flags = [new("z" + text, text), new("a" + text, text)],
        };
        await Scorecards.SubmitAsync(Tenant, [new(card, 1, null)], null, Ct);
        Same.As(card, await Scorecards.FindAsync(Tenant, interview.Id, card.Id, null, Ct));
        Same.As(card, await Scorecards.FindAsync(Tenant, interview.Id, card.Id, 1, Ct));
        Same.As(card, await Scorecards.FindLiveAsync(Tenant, interview.Id, "i" + id, ScorecardLayer.Debrief, Ct));
    }

    [Fact]
    public async Task FindScorecard_WithNothingOptional_IsTheSame()
    {
        var interview = await CreateInterviewAsync("ada", "grace");
        var card = A.Submitted(interview, "ada") with { Ratings = [], Flags = [], Note = "", Score = new(null, null, 0) };
        var unscored = A.Submitted(interview, "grace") with { Score = null };
        await Scorecards.SubmitAsync(Tenant, [new(card, 1, null), new(unscored, 1, null)], null, Ct);
        Same.As(card, await Scorecards.FindAsync(Tenant, interview.Id, card.Id, null, Ct));
        Same.As(unscored, await Scorecards.FindAsync(Tenant, interview.Id, unscored.Id, null, Ct));
    }

    [Fact]
    public async Task FindScorecard_OtherInterviewRevisionOrTenant_IsNone()
    {
        var interview = await CreateInterviewAsync("ada");
        var card = await SubmitAsync(interview, "ada");
        Assert.Null(await Scorecards.FindAsync(Tenant, A.Id(), card.Id, null, Ct));
        Assert.Null(await Scorecards.FindAsync(Tenant, interview.Id, A.Id(), null, Ct));
        Assert.Null(await Scorecards.FindAsync(Tenant, interview.Id, card.Id, 0, Ct));
        Assert.Null(await Scorecards.FindAsync(Tenant, interview.Id, card.Id, 2, Ct));
        Assert.Null(await Scorecards.FindAsync("other", interview.Id, card.Id, null, Ct));
        Assert.Null(await Scorecards.FindLiveAsync("other", interview.Id, "ada", ScorecardLayer.First, Ct));
        Assert.Null(await Scorecards.FindLiveAsync(Tenant, interview.Id, "ada", ScorecardLayer.Debrief, Ct));
        Assert.Null(await Scorecards.FindLiveAsync(Tenant, interview.Id, "Ada", ScorecardLayer.First, Ct));
    }

    [Fact]
    public async Task FindGround_OfEachLayer_IsWhatIsStoredOfIt()
    {
        var interview = await CreateInterviewAsync("ada", "grace");
        var before = await Scorecards.FindGroundAsync(Tenant, interview.Id, "ada", ScorecardLayer.First, Ct);
        var card = await SubmitAsync(interview, "ada");
        var debrief = A.Submitted(interview, "ada") with { Layer = ScorecardLayer.Debrief };
        await Scorecards.SubmitAsync(Tenant, [new(debrief, 1, null)], null, Ct);

        var first = await Scorecards.FindGroundAsync(Tenant, interview.Id, "ada", ScorecardLayer.First, Ct);
        var second = await Scorecards.FindGroundAsync(Tenant, interview.Id, "ada", ScorecardLayer.Debrief, Ct);
        var other = await Scorecards.FindGroundAsync(Tenant, interview.Id, "grace", ScorecardLayer.Debrief, Ct);

        Assert.Equal((null, null, 0), (before!.Card, before.FirstLayerCard, before.DebriefCards));
        Assert.Equal(interview.Id, before.Interview.Id);
        Same.As(card, first!.Card);
        Same.As(card, first.FirstLayerCard);
        Same.As(debrief, second!.Card);
        Same.As(card, second.FirstLayerCard);
        Assert.Equal((1, 1), (first.DebriefCards, second.DebriefCards));
        Assert.Equal((null, null, 1), (other!.Card, other.FirstLayerCard, other.DebriefCards));
        Assert.Null(await Scorecards.FindGroundAsync("other", interview.Id, "ada", ScorecardLayer.First, Ct));
        Assert.Null(await Scorecards.FindGroundAsync(Tenant, A.Id(), "ada", ScorecardLayer.First, Ct));
    }

    [Fact]
    public async Task Scorecards_OfAnotherTenant_AreNeitherSeenNorChanged()
    {
        var interview = await CreateInterviewAsync("ada", "grace");
        var card = await SubmitAsync(interview, "ada");
        Assert.Empty(await Scorecards.ListAsync("other", new(), null, 10, Ct));
        Assert.Empty(await Scorecards.ListAsync("other", new(CandidateId: "candidate-1"), null, 10, Ct));
        Assert.Empty(await Scorecards.ListCountingAsync("other", interview.Id, ScorecardLayer.First, Ct));
        await ConflictAsync(
            ConflictKind.VersionChanged, () => Scorecards.SaveDraftAsync("other", A.Draft(interview, "grace"), null, 1, Ct));
        await ConflictAsync(
            ConflictKind.VersionChanged,
            () => Scorecards.SubmitAsync("other", [new(A.Submitted(interview, "grace"), 1, null)], null, Ct));
        await ConflictAsync(ConflictKind.VersionChanged, () => Scorecards.AmendAsync("other", A.Amended(card), 1, 1, null, Ct));
        await ConflictAsync(ConflictKind.VersionChanged, () => Scorecards.WithdrawAsync("other", A.Withdrawn(card), 1, 1, null, Ct));
        await Interviews.CreateAsync("other", interview, null, Ct);
        await Scorecards.SubmitAsync("other", [new(card with { Note = "theirs" }, 1, null)], null, Ct);
        Same.As(card, await Scorecards.FindAsync(Tenant, interview.Id, card.Id, null, Ct));
        Assert.Equal("theirs", (await Scorecards.FindAsync("other", interview.Id, card.Id, null, Ct))!.Note);
    }

    [Fact]
    public async Task SaveDraft_AtItsVersion_ReplacesTheContent()
    {
        var interview = await CreateInterviewAsync("ada");
        var draft = await SaveDraftAsync(interview, "ada");
        Same.As(draft, await Scorecards.FindAsync(Tenant, interview.Id, draft.Id, null, Ct));
        var next = draft with
        {
            Version = 2,
            Ratings = [new("P2.other", 3, 0, "")],
            Flags = [],
            Note = "Again.",
            SubmitterId = "tool",
            InterviewedAt = A.Time,
            RevisedAt = A.Time.AddHours(1),
        };
        await Scorecards.SaveDraftAsync(Tenant, next, 1, 1, Ct);
        Same.As(next, await Scorecards.FindLiveAsync(Tenant, interview.Id, "ada", ScorecardLayer.First, Ct));
    }

    [Fact]
    public async Task SaveDraft_ConflictingWithAnother_ChangesNothing()
    {
        var interview = await CreateInterviewAsync("ada", "grace");
        var draft = await SaveDraftAsync(interview, "ada");
        var submitted = await SubmitAsync(interview, "grace");
        var second = A.Draft(interview, "ada");
        var exists = await ConflictAsync(
            ConflictKind.ScorecardExists, () => Scorecards.SaveDraftAsync(Tenant, second, null, 1, Ct));
        Assert.Equal(second.Id, exists.Subject);
        await ConflictAsync(ConflictKind.ScorecardExists, () => Scorecards.SaveDraftAsync(Tenant, A.Draft(interview, "grace"), null, 1, Ct));
        var stale = await ConflictAsync(
            ConflictKind.VersionChanged, () => Scorecards.SaveDraftAsync(Tenant, draft with { Version = 3, Note = "no" }, 2, 1, Ct));
        Assert.Equal(draft.Id, stale.Subject);
        await ConflictAsync(
            ConflictKind.VersionChanged,
            () => Scorecards.SaveDraftAsync(Tenant, A.Draft(interview, "grace") with { Id = submitted.Id, Version = 2 }, 1, 1, Ct));
        var moved = await ConflictAsync(
            ConflictKind.VersionChanged, () => Scorecards.SaveDraftAsync(Tenant, draft with { Version = 2 }, 1, 2, Ct));
        Assert.Equal(interview.Id, moved.Subject);
        await Assert.ThrowsAsync<ArgumentException>(() => Scorecards.SaveDraftAsync(Tenant, draft with { Version = 3 }, 1, 1, Ct));
        Same.As(draft, await Scorecards.FindAsync(Tenant, interview.Id, draft.Id, null, Ct));
        Same.As(submitted, await Scorecards.FindAsync(Tenant, interview.Id, submitted.Id, null, Ct));
    }

    [Fact]
    public async Task Submit_FromADraft_TurnsItIntoTheCard()
    {
        var interview = await CreateInterviewAsync("ada");
        var draft = await SaveDraftAsync(interview, "ada");
        var card = A.Submitted(draft, 2) with { Note = "Final.", Ratings = [new("P1.decision", 5, 0, "Excellent.")] };
        await Scorecards.SubmitAsync(Tenant, [new(card, 1, 1)], null, Ct);
        Same.As(card, await Scorecards.FindAsync(Tenant, interview.Id, draft.Id, null, Ct));
        Assert.Null(await Scorecards.FindAsync(Tenant, interview.Id, draft.Id, 0, Ct));
        var again = A.Submitted(draft, 2);
        await ConflictAsync(ConflictKind.VersionChanged, () => Scorecards.SubmitAsync(Tenant, [new(again, 1, 1)], null, Ct));
        Same.As(card, await Scorecards.FindAsync(Tenant, interview.Id, draft.Id, null, Ct));
    }

    [Fact]
    public async Task Submit_WhileALiveCardExists_Conflicts()
    {
        var interview = await CreateInterviewAsync("ada");
        var draft = await SaveDraftAsync(interview, "ada");
        var second = A.Submitted(interview, "ada");
        var conflict = await ConflictAsync(
            ConflictKind.ScorecardExists, () => Scorecards.SubmitAsync(Tenant, [new(second, 1, null)], null, Ct));
        Assert.Equal(second.Id, conflict.Subject);
        var debrief = A.Submitted(interview, "ada") with { Layer = ScorecardLayer.Debrief };
        await Scorecards.SubmitAsync(Tenant, [new(debrief, 1, null)], null, Ct);
        var listed = await Scorecards.ListAsync(Tenant, new(interview.Id), null, 10, Ct);
        Assert.Equal([draft.Id, debrief.Id], listed.Select(card => card.Id));
    }

    [Fact]
    public async Task Submit_MalformedCards_AreRefusedWhole()
    {
        var interview = await CreateInterviewAsync("ada");
        var card = A.Submitted(interview, "ada");
        foreach (var bad in new[]
        {
            card with { State = ScorecardState.Draft },
            card with { Revision = 2 },
            card with { Version = 2 },
            card with { SubmittedAt = null },
            card with { Ratings = [new("P1", 6, 0, "")] },
            card with { Ratings = [new("P1", 1, 2, "")] },
            card with { Ratings = [new("P1", 1, 0, ""), new("P1", 2, 0, "")] },
            card with { Score = new(10_001, 0, 0) },
        })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Scorecards.SubmitAsync(Tenant, [new(bad, 1, null)], null, Ct));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => Scorecards.SubmitAsync(Tenant, [], null, Ct));
        Assert.Null(await Scorecards.FindAsync(Tenant, interview.Id, card.Id, null, Ct));
    }

    [Fact]
    public async Task Amend_KeepsTheEarlierRevisions()
    {
        var interview = await CreateInterviewAsync("ada");
        var first = await SubmitAsync(interview, "ada");
        var second = A.Amended(first);
        await Scorecards.AmendAsync(Tenant, second, 1, 1, A.Request(), Ct);
        var third = A.Amended(second) with { Note = A.Odd, Flags = [new("vague", "Named no number.")], Score = new(0, 1, 2) };
        await Scorecards.AmendAsync(Tenant, third, 2, 1, null, Ct);
        Same.As(third, await Scorecards.FindAsync(Tenant, interview.Id, first.Id, null, Ct));
        Same.As(third, await Scorecards.FindAsync(Tenant, interview.Id, first.Id, 3, Ct));
        Same.As(second with { Version = 3 }, await Scorecards.FindAsync(Tenant, interview.Id, first.Id, 2, Ct));
        Same.As(
            first with { State = third.State, Version = third.Version },
            await Scorecards.FindAsync(Tenant, interview.Id, first.Id, 1, Ct));
    }

    [Fact]
    public async Task Amend_OutOfDateOrOutOfState_ConflictsAndChangesNothing()
    {
        var interview = await CreateInterviewAsync("ada", "grace");
        var card = await SubmitAsync(interview, "ada");
        var draft = await SaveDraftAsync(interview, "grace");
        var amended = A.Amended(card);
        await ConflictAsync(
            ConflictKind.VersionChanged, () => Scorecards.AmendAsync(Tenant, amended with { Version = 3 }, 2, 1, null, Ct));
        await ConflictAsync(
            ConflictKind.VersionChanged, () => Scorecards.AmendAsync(Tenant, amended with { Revision = 3 }, 1, 1, null, Ct));
        await ConflictAsync(
            ConflictKind.VersionChanged, () => Scorecards.AmendAsync(Tenant, amended with { InterviewerId = "grace" }, 1, 1, null, Ct));
        await ConflictAsync(
            ConflictKind.VersionChanged,
            () => Scorecards.AmendAsync(Tenant, A.Amended(draft with { Revision = 1 }), 1, 1, null, Ct));
        var moved = await ConflictAsync(
            ConflictKind.VersionChanged, () => Scorecards.AmendAsync(Tenant, amended, 1, 2, null, Ct));
        Assert.Equal(interview.Id, moved.Subject);
        await Assert.ThrowsAsync<ArgumentException>(() => Scorecards.AmendAsync(Tenant, card, 1, 1, null, Ct));
        Same.As(card, await Scorecards.FindAsync(Tenant, interview.Id, card.Id, null, Ct));
        Same.As(draft, await Scorecards.FindAsync(Tenant, interview.Id, draft.Id, null, Ct));
    }

    [Fact]
    public async Task Withdraw_ThenSubmitAnew_KeepsBoth()
    {
        var interview = await CreateInterviewAsync("ada");
        var card = await SubmitAsync(interview, "ada");
        var withdrawn = A.Withdrawn(card);
        await Scorecards.WithdrawAsync(Tenant, withdrawn, 1, 1, A.Request(), Ct);
        Same.As(withdrawn, await Scorecards.FindAsync(Tenant, interview.Id, card.Id, null, Ct));
        Same.As(
            card with { State = ScorecardState.Withdrawn, Version = 2 },
            await Scorecards.FindAsync(Tenant, interview.Id, card.Id, 1, Ct));
        Assert.Null(await Scorecards.FindLiveAsync(Tenant, interview.Id, "ada", ScorecardLayer.First, Ct));
        await ConflictAsync(ConflictKind.VersionChanged, () => Scorecards.WithdrawAsync(Tenant, A.Withdrawn(withdrawn), 2, 1, null, Ct));
        await ConflictAsync(ConflictKind.VersionChanged, () => Scorecards.AmendAsync(Tenant, A.Amended(withdrawn), 2, 1, null, Ct));
        var anew = await SubmitAsync(interview, "ada");
        Same.As(anew, await Scorecards.FindLiveAsync(Tenant, interview.Id, "ada", ScorecardLayer.First, Ct));
        await Scorecards.WithdrawAsync(Tenant, A.Withdrawn(anew), 1, 1, null, Ct);
        var third = await SubmitAsync(interview, "ada");
        Same.As<IReadOnlyList<Scorecard>>(
            [withdrawn, A.Withdrawn(anew), third], await Scorecards.ListAsync(Tenant, new(interview.Id), null, 10, Ct));
        Same.As<IReadOnlyList<Scorecard>>(
            [third], await Scorecards.ListCountingAsync(Tenant, interview.Id, ScorecardLayer.First, Ct));
    }

    [Fact]
    public async Task Withdraw_ADraft_Conflicts()
    {
        var interview = await CreateInterviewAsync("ada");
        var draft = await SaveDraftAsync(interview, "ada");
        await ConflictAsync(ConflictKind.VersionChanged, () => Scorecards.WithdrawAsync(Tenant, A.Withdrawn(draft), 1, 1, null, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Scorecards.WithdrawAsync(Tenant, draft, 1, 1, null, Ct));
        Same.As(draft, await Scorecards.FindAsync(Tenant, interview.Id, draft.Id, null, Ct));
    }
}
