namespace Assessment.Storage.Tests;

public abstract partial class StoreContract
{
    private AuditStore Audit => new(Db);

    private PrivacyStore Privacy => new(Db);

    [Fact]
    public async Task Verify_OfEveryKindOfWrite_FindsEachOnceAndNothingBroken()
    {
        await Documents.PublishAsync(Tenant, A.Document(), Ct);
        await Documents.PublishAsync(Tenant, A.Document(), Ct); // The same again changes nothing.
        var interview = await CreateInterviewAsync("ada", "grace");
        var card = await SubmitAsync(interview, "ada", A.Request());
        await Scorecards.AmendAsync(Tenant, A.Amended(card), 1, 1, null, Ct);
        await Scorecards.WithdrawAsync(Tenant, A.Withdrawn(A.Amended(card)), 2, 1, null, Ct);
        await SaveDraftAsync(interview, "grace");
        await Interviews.SetPanelAsync(Tenant, interview with { Version = 2, Panel = [new("eve", ["P1"])] }, 1, A.Time, Ct);
        await Interviews.CloseAsync(Tenant, interview.Id, 2, A.Time, Ct);

        var report = await Audit.VerifyAsync([], null, Ct);
        Assert.Empty(report.Breaks);
        Assert.Equal((1, 8L, 4L, 0L), (report.Chains, report.Events, report.Contents, report.Erased)); // The chain's first, and seven.
        Assert.Equal(8, Assert.Single(report.Heads).Sequence);
    }

    [Fact]
    public async Task Verify_RefusedWrites_LeaveNoEventAndNoGap()
    {
        var interview = await CreateInterviewAsync("ada", "grace");
        using var blockade = await Blockade.RaiseAsync(Db);
        var writes = new List<Task>();
        foreach (string interviewer in new[] { "ada", "ada", "grace", "grace" })
        {
            writes.Add(SubmitAsync(interview, interviewer));
        }

        await blockade.LiftAsync();
        await Task.WhenAll(writes).ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Equal(2, writes.Count(write => write.IsFaulted));
        var report = await Audit.VerifyAsync([], null, Ct);
        Assert.Empty(report.Breaks);
        Assert.Equal(4, report.Events);
        Assert.Equal(3, (await Events.ListAfterAsync(Tenant, 0, null, 10, Ct)).Count);
    }

    [Fact]
    public async Task Verify_AfterEachRestart_LinksTheChains()
    {
        for (int i = 0; i < 3; i++)
        {
            await SubmitAsync(await CreateInterviewAsync("ada"), "ada");
            await ReopenAsync();
        }

        var heads = await Audit.HeadsAsync(Ct);
        Assert.Equal([3L, 3L, 3L], heads.Select(head => head.Sequence));
        await CreateInterviewAsync("ada");
        var report = await Audit.VerifyAsync(heads, null, Ct);
        Assert.Empty(report.Breaks);
        Assert.Equal((4, 11L), (report.Chains, report.Events));
    }

    [Fact]
    public async Task Verify_HeadsOfAnotherDatabase_AreMissed()
    {
        await CreateInterviewAsync("ada");
        var stranger = new AuditHead(Guid.CreateVersion7(), 7, new byte[32]);
        var report = await Audit.VerifyAsync([stranger], null, Ct);
        var found = Assert.Single(report.Breaks);
        Assert.Equal((stranger.WriterId, 7L), (found.WriterId, found.Sequence));
        Assert.Contains("kept elsewhere", found.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Cancelled_Ends()
    {
        await CreateInterviewAsync("ada");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Audit.VerifyAsync([], null, new(canceled: true)));
    }

    [Fact]
    public async Task Erase_TakesThePersonAndKeepsTheRatings()
    {
        const string candidate = "candidate-" + A.Odd;
        var interview = A.Interview() with { CandidateId = candidate, ApplicationId = "application-7" };
        await Interviews.CreateAsync(Tenant, interview, A.Request(), Ct);
        var card = A.Submitted(interview, "ada");
        await Scorecards.SubmitAsync(Tenant, [new(card, 1, null)], A.Request(), Ct);
        await Scorecards.AmendAsync(Tenant, A.Amended(card), 1, 1, A.Request(), Ct);
        await SaveDraftAsync(interview, "grace");
        await new KitStore(Db).SaveAsync(Tenant, interview.Id, candidate, ["P1.q01", "D1.q02"], A.Time, Ct);
        var other = await CreateInterviewAsync("ada");
        var kept = A.Request();
        var others = await SubmitAsync(other, "ada", kept);

        Assert.Null(await Privacy.EraseAsync(Tenant, "nobody", Ct));
        Assert.Null(await Privacy.EraseAsync("another tenant", candidate, Ct));
        var erasure = await Privacy.EraseAsync(Tenant, candidate, Ct);
        Assert.NotNull(erasure);
        Assert.Equal((1, 1, 1, 3), (erasure.Interviews, erasure.Scorecards, erasure.Drafts, erasure.Answers));
        Assert.Null(await Privacy.EraseAsync(Tenant, candidate, Ct));

        var left = await Interviews.FindAsync(Tenant, interview.Id, Ct);
        Assert.Equal((erasure.Pseudonym, "", InterviewState.Closed), (left!.CandidateId, left.ApplicationId, left.State));
        Assert.DoesNotContain("candidate", left.CandidateId, StringComparison.Ordinal);
        foreach (var (revision, before) in new[] { (1, card), (2, A.Amended(card)) })
        {
            var after = await Scorecards.FindAsync(Tenant, interview.Id, card.Id, revision, Ct);
            Assert.Equal(before.Ratings.Select(rating => rating with { Evidence = "" }), after!.Ratings);
            Assert.Equal(before.Flags.Select(flag => flag with { Evidence = "" }), after.Flags);
            Assert.Equal(("", "", "", before.Score), (after.Note, after.Reason, after.ApplicationId, after.Score));
        }

        Assert.Single(await Scorecards.ListAsync(Tenant, new(interview.Id), null, 10, Ct)); // The draft is gone.
        Assert.Equal(["D1.q02", "P1.q01"], await Privacy.QuestionsAsync(Tenant, erasure.Pseudonym, Ct));
        Same.As(others, await Scorecards.FindAsync(Tenant, other.Id, others.Id, null, Ct));
        Assert.NotNull(await Requests.FindAsync(Tenant, kept.RequestId, Ct));
        Assert.Equal(EventKind.InterviewClosed, (await Events.ListAfterAsync(Tenant, 0, interview.Id, 10, Ct))[^1].Kind);

        var report = await Audit.VerifyAsync([], null, Ct);
        Assert.Empty(report.Breaks);
        Assert.Equal((2L, 3L), (report.Contents, report.Erased)); // The other interview and card; this one's two revisions and itself.
        await ConflictAsync(ConflictKind.VersionChanged, () => SubmitAsync(interview, "eve"));
        await CreateAgainAsync(candidate);
        await CreateAgainAsync(erasure.Pseudonym); // Somebody else's key under the same name says nothing of what was erased.
    }

    private async Task CreateAgainAsync(string candidate)
    {
        var interview = A.Interview() with { CandidateId = candidate };
        await Interviews.CreateAsync(Tenant, interview, null, Ct);
        await SubmitAsync(interview, "ada");
        Assert.Empty((await Audit.VerifyAsync([], null, Ct)).Breaks);
    }
}
