namespace Assessment.Storage.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Submit_ABatchWithOneBadCard_StoresNone()
    {
        var interview = await CreateInterviewAsync("a", "b", "c", "d", "e");
        await SaveDraftAsync(interview, "c");
        long before = await Events.LastPositionAsync(Tenant, Ct);
        var cards = "abcde".Select(name => A.Submitted(interview, name.ToString())).ToArray();
        var request = A.Request();
        var conflict = await ConflictAsync(
            ConflictKind.ScorecardExists,
            () => Scorecards.SubmitAsync(Tenant, [.. cards.Select(card => new ScorecardSubmission(card, 1, null))], request, Ct));
        Assert.Equal(cards[2].Id, conflict.Subject);
        Assert.Empty(await Scorecards.ListCountingAsync(Tenant, interview.Id, ScorecardLayer.First, Ct));
        Assert.Null(await Requests.FindAsync(Tenant, request.RequestId, Ct));
        Assert.Equal(before, await Events.LastPositionAsync(Tenant, Ct));
    }

    [Fact]
    public async Task Submit_ABatch_StoresAll()
    {
        var first = await CreateInterviewAsync("a", "b");
        var second = await CreateInterviewAsync("a");
        var draft = await SaveDraftAsync(first, "b");
        Scorecard[] cards = [A.Submitted(first, "a"), A.Submitted(draft, 2), A.Submitted(second, "a")];
        await Scorecards.SubmitAsync(Tenant, [new(cards[0], 1, null), new(cards[1], 1, 1), new(cards[2], 1, null)], A.Request(), Ct);
        Same.As(
            cards.OrderBy(card => card.Id.ToString(), StringComparer.Ordinal).ToList(),
            await Scorecards.ListAsync(Tenant, new(), null, 10, Ct));
    }

    [Fact]
    public async Task Submit_TheSameRequestConcurrently_StoresOneCard()
    {
        var interview = await CreateInterviewAsync("ada");
        var request = A.Request();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            try
            {
                await SubmitAsync(interview, "ada", request);
                return (ConflictKind?)null;
            }
            catch (ConflictException conflict)
            {
                Same.As(request, await Requests.FindAsync(Tenant, request.RequestId, Ct)); // Its answer can be read already.
                return conflict.Kind;
            }
        })));
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(63, outcomes.Count(outcome => outcome == ConflictKind.RequestAnswered));
        Assert.Single(await Scorecards.ListAsync(Tenant, new(), null, 100, Ct));
    }

    [Fact]
    public async Task Submit_TheSameInterviewerConcurrently_StoresOneCard()
    {
        var interview = await CreateInterviewAsync("ada");
        var outcomes = await OutcomesAsync(Enumerable.Range(0, 64).Select(_ => (Func<Task>)(() => SubmitAsync(interview, "ada"))));
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(63, outcomes.Count(outcome => outcome is ConflictException { Kind: ConflictKind.ScorecardExists }));
        Assert.Single(await Scorecards.ListAsync(Tenant, new(), null, 100, Ct));
    }

    [Fact]
    public async Task Submit_OneBadAmongManyConcurrent_FailsAlone()
    {
        var interview = await CreateInterviewAsync([.. Enumerable.Range(0, 100).Select(i => "i" + i)]);
        using var blockade = await Blockade.RaiseAsync(Db);
        var writes = Enumerable.Range(0, 100).Select(i =>
        {
            var card = A.Submitted(interview, "i" + i);
            var bad = card with { Score = new(10_001, 0, 0) }; // The schema refuses it.
            return Scorecards.SubmitAsync(Tenant, [new(i == 41 ? bad : card, 1, null)], A.Request(), Ct);
        }).ToList();
        await blockade.LiftAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => writes[41]);
        writes.RemoveAt(41);
        await Task.WhenAll(writes);
        var stored = await Scorecards.ListAsync(Tenant, new(), null, 200, Ct);
        Assert.Equal(99, stored.Count);
        Assert.DoesNotContain(stored, card => card.InterviewerId == "i41");
        Assert.Equal(100, (await Events.ListAfterAsync(Tenant, 0, null, 1000, Ct)).Count);
    }

    [Fact]
    public async Task SubmitAndClose_Racing_StoresNoCardAfterTheClose()
    {
        for (int round = 0; round < 20; round++)
        {
            string[] panel = [.. Enumerable.Range(0, 16).Select(i => "i" + i)];
            var interview = await CreateInterviewAsync(panel);
            var submits = panel.Select(name => (Func<Task>)(() => SubmitAsync(interview, name))).ToList();
            submits.Insert(round % 17, () => Interviews.CloseAsync(Tenant, interview.Id, 1, A.Time, Ct));
            var outcomes = await OutcomesAsync(submits);
            int refused = outcomes.Count(outcome => outcome is ConflictException { Kind: ConflictKind.VersionChanged } conflict
                && conflict.Subject == interview.Id);
            var events = await Events.ListAfterAsync(Tenant, 0, interview.Id, 100, Ct);
            Assert.Equal(EventKind.InterviewClosed, events[^1].Kind);
            Assert.Equal(16 - refused, events.Count - 2);
            Assert.Equal(16 - refused, (await Scorecards.ListAsync(Tenant, new(interview.Id), null, 100, Ct)).Count);
        }
    }

    [Fact]
    public async Task EveryCardWrite_AfterTheClose_Conflicts()
    {
        var interview = await CreateInterviewAsync("ada", "grace", "alan");
        var card = await SubmitAsync(interview, "ada");
        var draft = await SaveDraftAsync(interview, "grace");
        await Interviews.CloseAsync(Tenant, interview.Id, 1, A.Time, Ct);
        var late = A.Submitted(interview, "alan");
        foreach (long version in new[] { 1, 2 })
        {
            await ConflictAsync(ConflictKind.VersionChanged, () => Scorecards.SubmitAsync(Tenant, [new(late, version, null)], null, Ct));
            await ConflictAsync(
                ConflictKind.VersionChanged,
                () => Scorecards.SubmitAsync(Tenant, [new(A.Submitted(draft, 2), version, 1)], null, Ct));
            await ConflictAsync(
                ConflictKind.VersionChanged, () => Scorecards.SaveDraftAsync(Tenant, A.Draft(interview, "alan"), null, version, Ct));
            await ConflictAsync(ConflictKind.VersionChanged, () => Scorecards.AmendAsync(Tenant, A.Amended(card), 1, version, null, Ct));
            await ConflictAsync(
                ConflictKind.VersionChanged, () => Scorecards.WithdrawAsync(Tenant, A.Withdrawn(card), 1, version, null, Ct));
        }

        Same.As<IReadOnlyList<Scorecard>>([card, draft], await Scorecards.ListAsync(Tenant, new(), null, 10, Ct));
    }

    [Fact]
    public async Task Amend_RequestAnswered_ChangesNothing()
    {
        var interview = await CreateInterviewAsync("ada");
        var request = A.Request();
        var card = await SubmitAsync(interview, "ada", request);
        await ConflictAsync(ConflictKind.RequestAnswered, () => Scorecards.AmendAsync(Tenant, A.Amended(card), 1, 1, request, Ct));
        await ConflictAsync(ConflictKind.RequestAnswered, () => Scorecards.WithdrawAsync(Tenant, A.Withdrawn(card), 1, 1, request, Ct));
        Same.As(card, await Scorecards.FindAsync(Tenant, interview.Id, card.Id, null, Ct));
        Assert.Equal(2, (await Events.ListAfterAsync(Tenant, 0, null, 10, Ct)).Count);
    }

    [Fact]
    public async Task Write_CancelledWhileItWaits_IsDropped()
    {
        var interview = await CreateInterviewAsync("ada", "grace");
        using var cancel = new CancellationTokenSource();
        using var blockade = await Blockade.RaiseAsync(Db);
        var dropped = Scorecards.SubmitAsync(Tenant, [new(A.Submitted(interview, "ada"), 1, null)], null, cancel.Token);
        var kept = SubmitAsync(interview, "grace");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dropped); // At once: the writer is still blocked.
        await blockade.LiftAsync();
        await kept;
        Assert.Equal(["grace"], (await Scorecards.ListAsync(Tenant, new(), null, 10, Ct)).Select(card => card.InterviewerId));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Scorecards.SubmitAsync(Tenant, [new(A.Submitted(interview, "ada"), 1, null)], null, cancel.Token));
    }

    [Fact]
    public async Task Write_CancelledOnceBegun_IsCarriedThrough()
    {
        using var cancel = new CancellationTokenSource();
        await Db.WriteAsync(
            async session =>
            {
                await cancel.CancelAsync();
                await session.RunAsync(
                    Statement.Insert("server_key", "purpose, secret, created_at"), "carried", new byte[16], 0L);
            },
            cancel.Token);
        Assert.Equal(new byte[16], await Keys.GetOrCreateAsync("carried", 16, Ct));
    }

    [Fact]
    public async Task Dispose_WithWritesWaiting_CommitsThem()
    {
        var interviews = Enumerable.Range(0, 50).Select(_ => A.Interview()).ToList();
        using var blockade = await Blockade.RaiseAsync(Db);
        var writes = interviews.Select(interview => Interviews.CreateAsync(Tenant, interview, null, Ct)).ToList();
        var disposal = Db.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Interviews.CreateAsync(Tenant, A.Interview(), null, Ct));
        await blockade.LiftAsync();
        await Task.WhenAll(writes);
        await disposal;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Interviews.FindAsync(Tenant, interviews[0].Id, Ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Db.CheckAsync(Ct));
        await ReopenAsync();
        Same.As(
            Enumerable.Reverse(interviews).ToList(), (await Interviews.ListAsync(Tenant, new(), null, 100, Ct)).ToList());
    }

    [Fact]
    public async Task Reopen_AfterDispose_FindsEverything()
    {
        var interview = await CreateInterviewAsync("ada");
        var request = A.Request();
        var card = await SubmitAsync(interview, "ada", request);
        await Documents.PublishAsync(Tenant, A.Document(), Ct);
        long last = await Events.LastPositionAsync(Tenant, Ct);
        await ReopenAsync();
        Same.As(interview, await Interviews.FindAsync(Tenant, interview.Id, Ct));
        Same.As(card, await Scorecards.FindAsync(Tenant, interview.Id, card.Id, null, Ct));
        Same.As(request, await Requests.FindAsync(Tenant, request.RequestId, Ct));
        Same.As(A.Document(), await Documents.FindAsync(Tenant, DocumentKind.QuestionBank, "product-sense", "1.0.0", Ct));
        Assert.Equal(last, await Events.LastPositionAsync(Tenant, Ct));
        Assert.Equal(last, await Db.WaitForChangeAsync(-1, Ct));
        await CreateInterviewAsync("ada");
        Assert.True(await Events.LastPositionAsync(Tenant, Ct) > last);
    }

    [Fact]
    public async Task Read_Cancelled_IsRefused()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Interviews.FindAsync(Tenant, A.Id(), cancel.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Scorecards.ListAsync(Tenant, new(), null, 1, cancel.Token));
    }

    [Fact]
    public async Task Check_OpenDatabase_Succeeds() => await Db.CheckAsync(Ct);

    /// <summary>What each write threw, or null, all of them started at once.</summary>
    private static Task<Exception?[]> OutcomesAsync(IEnumerable<Func<Task>> writes) => Task.WhenAll(writes.Select(write => Task.Run(
        async () =>
        {
            try
            {
                await write();
                return null;
            }
            catch (ConflictException conflict)
            {
                return (Exception?)conflict;
            }
        })));
}
