namespace Assessment.Storage.Tests;

public abstract partial class StoreContract
{
    private ClaimStore Claims => new(Db);

    private DecisionStore Decisions => new(Db);

    [Fact]
    public async Task ListClaims_Recorded_IsTheSame()
    {
        var interview = await CreateInterviewAsync("ada");
        var claim = A.Claim(interview, "ada", "system " + A.Odd) with
        {
            SubmitterId = "tool " + A.Odd,
            Facts = System.Text.Json.JsonSerializer.Serialize(new { words = A.Odd, more = new string('x', 9_000) }),
            RecordedAt = A.Time.AddTicks(4),
        };
        await Claims.RecordAsync(Tenant, claim, null, Ct);
        var stored = Assert.Single(await Claims.ListAsync(Tenant, interview.Id, Ct));
        Assert.Equal(claim with { RecordedAt = A.Time }, stored);
        Assert.Empty(await Claims.ListAsync("another tenant", interview.Id, Ct));
        Assert.Empty(await Claims.ListAsync(Tenant, A.Id(), Ct));
    }

    [Fact]
    public async Task ListClaims_OfSeveral_GivesTheNewestOfEachBySystemThenInterviewer()
    {
        var interview = await CreateInterviewAsync("ada", "grace");
        var first = A.Claim(interview, "grace", "search");
        var second = first with { Revision = 2, Facts = """{"labels":90000}""", RecordedAt = A.Time.AddDays(1) };
        foreach (var claim in new[] { first, A.Claim(interview, "ada", "search"), second, A.Claim(interview, "grace", "ads") })
        {
            await Claims.RecordAsync(Tenant, claim, null, Ct);
        }

        var newest = await Claims.ListAsync(Tenant, interview.Id, Ct);
        Assert.Equal(["ads grace 1", "search ada 1", "search grace 2"], newest.Select(c => $"{c.System} {c.InterviewerId} {c.Revision}"));
        Assert.Equal(second, newest[2]);
        var history = await Claims.HistoryAsync(Tenant, interview.Id, Ct);
        Assert.Equal(["ads grace 1", "search ada 1", "search grace 1", "search grace 2"], history.Select(c => $"{c.System} {c.InterviewerId} {c.Revision}"));
        Assert.Equal(first, history[2]);
    }

    [Fact]
    public async Task RecordClaim_NotOneOn_Conflicts()
    {
        var interview = await CreateInterviewAsync("ada");
        var claim = A.Claim(interview, "ada");
        await ConflictAsync(ConflictKind.VersionChanged, () => Claims.RecordAsync(Tenant, claim with { Revision = 2 }, null, Ct));
        await Claims.RecordAsync(Tenant, claim, null, Ct);
        var conflict = await ConflictAsync(ConflictKind.VersionChanged, () => Claims.RecordAsync(Tenant, claim with { Id = A.Id() }, null, Ct));
        Assert.NotEqual(Guid.Empty, conflict.Subject);
        await ConflictAsync(ConflictKind.VersionChanged, () => Claims.RecordAsync(Tenant, claim with { Revision = 3 }, null, Ct));
        Assert.Single(await Claims.HistoryAsync(Tenant, interview.Id, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Claims.RecordAsync(Tenant, claim with { Revision = 0 }, null, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Claims.RecordAsync(Tenant, claim with { Revision = 2, Facts = "{" }, null, Ct));
    }

    [Fact]
    public async Task RecordClaim_Racing_StoresOneRevision()
    {
        var interview = await CreateInterviewAsync("ada");
        var writes = Enumerable.Range(0, 6).Select(_ => Claims.RecordAsync(Tenant, A.Claim(interview, "ada"), null, Ct)).ToList();
        await Task.WhenAll(writes).ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Equal(5, writes.Count(write => write.Exception?.InnerException is ConflictException { Kind: ConflictKind.VersionChanged }));
        Assert.Single(await Claims.HistoryAsync(Tenant, interview.Id, Ct));
        Assert.Empty((await Audit.VerifyAsync([], null, Ct)).Breaks);
    }

    [Fact]
    public async Task RecordClaim_OfAnInterviewThatIsNotThere_Conflicts()
    {
        var interview = await CreateInterviewAsync("ada");
        var stray = A.Interview();
        Assert.Equal(stray.Id, (await ConflictAsync(ConflictKind.VersionChanged, () => Claims.RecordAsync(Tenant, A.Claim(stray, "ada"), null, Ct))).Subject);
        await ConflictAsync(ConflictKind.VersionChanged, () => Claims.RecordAsync("another tenant", A.Claim(interview, "ada"), null, Ct));
        await ConflictAsync(ConflictKind.VersionChanged, () => Decisions.RecordAsync(Tenant, A.Decision(stray), null, Ct));
    }

    [Fact]
    public async Task RecordClaimAndDecision_Answering_StoreTheAnswerOnce()
    {
        var interview = await CreateInterviewAsync("ada");
        await Interviews.CloseAsync(Tenant, interview.Id, 1, A.Time, Ct); // Both are still accepted.
        var (first, second) = (A.Request(), A.Request());
        await Claims.RecordAsync(Tenant, A.Claim(interview, "ada"), first, Ct);
        await Decisions.RecordAsync(Tenant, A.Decision(interview), second, Ct);
        await ConflictAsync(ConflictKind.RequestAnswered, () => Claims.RecordAsync(Tenant, A.Claim(interview, "ada", "other"), first, Ct));
        await ConflictAsync(ConflictKind.RequestAnswered, () => Decisions.RecordAsync(Tenant, A.Decision(interview), second, Ct));
        Assert.NotNull(await Requests.FindAsync(Tenant, second.RequestId, Ct));
        Assert.Single(await Claims.HistoryAsync(Tenant, interview.Id, Ct));
        Assert.Single(await Decisions.ListAsync(Tenant, interview.Id, Ct));
        Assert.Equal(1, (await Interviews.FindAsync(Tenant, interview.Id, Ct))!.Version - 1); // Neither changes the interview's etag.
    }

    [Fact]
    public async Task ListDecisions_Recorded_AreTheSameOldestFirst()
    {
        var interview = await CreateInterviewAsync("ada");
        var late = A.Decision(interview) with { DecidedAt = A.Time.AddDays(9), Reason = A.Odd, DecidedBy = A.Odd };
        var early = A.Decision(interview) with { DecidedAt = A.Time.AddDays(3).AddTicks(4), Role = "", Reason = "" };
        await Decisions.RecordAsync(Tenant, late, null, Ct);
        await Decisions.RecordAsync(Tenant, early, null, Ct);
        Assert.Equal([early with { DecidedAt = A.Time.AddDays(3) }, late], await Decisions.ListAsync(Tenant, interview.Id, Ct));
        Assert.Empty(await Decisions.ListAsync("another tenant", interview.Id, Ct));
        await ConflictAsync(ConflictKind.VersionChanged, () => Decisions.RecordAsync(Tenant, late with { Reason = "Anew." }, null, Ct));
    }

    [Fact]
    public async Task NewestDecisions_OfManyInterviews_GivesTheNewestOfEachThatHasOne()
    {
        var interviews = new List<Interview>();
        for (int i = 0; i < 4; i++)
        {
            interviews.Add(await CreateInterviewAsync("ada"));
        }

        var older = A.Decision(interviews[0]);
        var newer = A.Decision(interviews[0]) with { Outcome = 1, DecidedAt = older.DecidedAt.AddMinutes(1) };
        var sameTime = A.Decision(interviews[1]);
        var higher = A.Decision(interviews[1]) with { DecidedAt = sameTime.DecidedAt };
        foreach (var decision in new[] { newer, older, sameTime, higher, A.Decision(interviews[3]) })
        {
            await Decisions.RecordAsync(Tenant, decision, null, Ct);
        }

        Guid[] asked = [.. interviews.Take(3).Select(interview => interview.Id), .. Enumerable.Range(0, 1_500).Select(_ => A.Id()), interviews[0].Id];
        var newest = await Decisions.NewestAsync(Tenant, asked, Ct);
        Assert.Equal(2, newest.Count);
        Assert.Equal(newer, newest[interviews[0].Id]);
        Assert.Equal(higher, newest[interviews[1].Id]);
        Assert.Empty(await Decisions.NewestAsync(Tenant, [], Ct));
        Assert.Empty(await Decisions.NewestAsync("another tenant", asked, Ct));
    }

    [Fact]
    public async Task Erase_TakesTheWordsOfClaimsAndDecisionsAndTheLabels()
    {
        var interview = await CreateInterviewAsync("ada", "grace");
        var claim = A.Claim(interview, "ada", "search");
        await Claims.RecordAsync(Tenant, claim, null, Ct);
        await Claims.RecordAsync(Tenant, claim with { Revision = 2 }, null, Ct);
        await Claims.RecordAsync(Tenant, A.Claim(interview, "ada", "ads"), null, Ct);
        var decision = A.Decision(interview);
        await Decisions.RecordAsync(Tenant, decision, null, Ct);
        await Labels.SaveAsync(Tenant, [new(interview.CandidateId, "gender", "f"), new("somebody-else", "gender", "m")], A.Time, Ct);
        Assert.NotNull(await Privacy.EraseAsync(Tenant, interview.CandidateId, Ct));

        Assert.Empty(await Claims.ListAsync(Tenant, interview.Id, Ct));
        Assert.Empty(await Claims.HistoryAsync(Tenant, interview.Id, Ct));
        Assert.Equal(decision with { Reason = "" }, Assert.Single(await Decisions.ListAsync(Tenant, interview.Id, Ct)));
        Assert.Equal(["somebody-else"], (await Labels.ReadAsync(Tenant, Ct)).Select(label => label.CandidateId));
        await ConflictAsync(ConflictKind.VersionChanged, () => Claims.RecordAsync(Tenant, A.Claim(interview, "grace"), null, Ct));
        await ConflictAsync(ConflictKind.VersionChanged, () => Decisions.RecordAsync(Tenant, A.Decision(interview), null, Ct));
        var report = await Audit.VerifyAsync([], null, Ct);
        Assert.Empty(report.Breaks);
        Assert.Equal((0L, 5L), (report.Contents, report.Erased)); // The interview, three claims' revisions and the decision.
    }
}
