namespace Assessment.Storage.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Events_OfEveryChange_AreCompleteAndInOrder()
    {
        Assert.Equal(0, await Events.FirstPositionAsync(Tenant, Ct));
        Assert.Equal(0, await Events.LastPositionAsync(Tenant, Ct));
        var interview = await CreateInterviewAsync("ada", "grace");
        await Interviews.CreateAsync("other", A.Interview(), null, Ct);
        await Interviews.SetPanelAsync(Tenant, interview with { Version = 2 }, 1, A.Time.AddMinutes(1), Ct);
        interview = interview with { Version = 2 };
        var draft = await SaveDraftAsync(interview, "ada");
        Scorecard[] cards = [A.Submitted(draft, 2), A.Submitted(interview, "grace")];
        await Scorecards.SubmitAsync(Tenant, [new(cards[0], 2, 1), new(cards[1], 2, null)], null, Ct);
        var amended = A.Amended(cards[0]);
        await Scorecards.AmendAsync(Tenant, amended, 2, 2, null, Ct);
        var withdrawn = A.Withdrawn(cards[1]);
        await Scorecards.WithdrawAsync(Tenant, withdrawn, 1, 2, null, Ct);
        await Interviews.CloseAsync(Tenant, interview.Id, 2, A.Time.AddDays(1), Ct);

        StateEvent[] expected =
        [
            new(0, EventKind.InterviewCreated, interview.Id, null, "", A.Time),
            new(0, EventKind.PanelChanged, interview.Id, null, "", A.Time.AddMinutes(1)),
            new(0, EventKind.ScorecardSubmitted, interview.Id, cards[0].Id, "ada", A.Time.AddMinutes(2)),
            new(0, EventKind.ScorecardSubmitted, interview.Id, cards[1].Id, "grace", A.Time.AddMinutes(2)),
            new(0, EventKind.ScorecardAmended, interview.Id, amended.Id, "ada", amended.RevisedAt),
            new(0, EventKind.ScorecardWithdrawn, interview.Id, withdrawn.Id, "grace", withdrawn.RevisedAt),
            new(0, EventKind.InterviewClosed, interview.Id, null, "", A.Time.AddDays(1)),
        ];
        var events = await Events.ListAfterAsync(Tenant, 0, null, 100, Ct);
        Assert.Equal(expected, events.Select(e => e with { Position = 0 }));
        Assert.Equal(events.OrderBy(e => e.Position), events);
        Assert.Equal(events[0].Position, await Events.FirstPositionAsync(Tenant, Ct));
        Assert.Equal(events[^1].Position, await Events.LastPositionAsync(Tenant, Ct));
        Assert.Single(await Events.ListAfterAsync("other", 0, null, 100, Ct));
    }

    [Fact]
    public async Task ListEvents_PageByPage_GivesEachOnce()
    {
        var interviews = new List<Interview>();
        for (int i = 0; i < 20; i++)
        {
            interviews.Add(await CreateInterviewAsync("ada"));
            await SubmitAsync(interviews[i], "ada");
        }

        var all = await Events.ListAfterAsync(Tenant, 0, null, 100, Ct);
        Assert.Equal(40, all.Count);
        for (int take = 1; take <= 41; take += 4)
        {
            Assert.Equal(all, await PagesAsync<StateEvent>(
                take, last => Events.ListAfterAsync(Tenant, last?.Position ?? 0, null, take, Ct)));
        }

        var ofOne = await Events.ListAfterAsync(Tenant, 0, interviews[7].Id, 100, Ct);
        Assert.Equal(all.Where(e => e.InterviewId == interviews[7].Id), ofOne);
        Assert.Empty(await Events.ListAfterAsync("other", 0, interviews[7].Id, 100, Ct));
    }

    [Fact]
    public async Task Events_OfAFailedWrite_AreNotStored()
    {
        var interview = await CreateInterviewAsync("ada");
        await SubmitAsync(interview, "ada");
        long last = await Events.LastPositionAsync(Tenant, Ct);
        await ConflictAsync(ConflictKind.ScorecardExists, () => SubmitAsync(interview, "ada"));
        Assert.Equal(last, await Events.LastPositionAsync(Tenant, Ct));
    }

    [Fact]
    public async Task WaitForChange_CompletesOnceAnEventIsCommitted()
    {
        long seen = await Db.WaitForChangeAsync(-1, Ct);
        Assert.Equal(0, seen);
        var waiting = Db.WaitForChangeAsync(seen, Ct);
        await Documents.PublishAsync(Tenant, A.Document(), Ct);
        Assert.False(waiting.IsCompleted); // A document is no event.
        await CreateInterviewAsync("ada");
        seen = await waiting;
        Assert.Equal(seen, await Events.LastPositionAsync(Tenant, Ct));
        Assert.False(Db.WaitForChangeAsync(seen, Ct).IsCompleted);
    }

    [Fact]
    public async Task WaitForChange_ByAFeedBesideWriters_MissesNothing()
    {
        const int count = 300;
        var feed = Task.Run(async () =>
        {
            var events = new List<StateEvent>();
            long position = 0;
            for (long seen = -1; events.Count < count;)
            {
                seen = await Db.WaitForChangeAsync(seen, Ct);
                IReadOnlyList<StateEvent> page;
                do
                {
                    page = await Events.ListAfterAsync(Tenant, position, null, 7, Ct);
                    events.AddRange(page);
                    position = page.Count > 0 ? page[^1].Position : position;
                }
                while (page.Count > 0);
            }

            return events;
        });
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await Interviews.CreateAsync("other", A.Interview(), null, Ct);
            await Interviews.CreateAsync(Tenant, A.Interview(), null, Ct);
        })));
        var seen = await feed;
        Assert.Equal(count, seen.Select(e => e.InterviewId).Distinct().Count());
    }

    [Fact]
    public async Task WaitForChange_CancelledOrClosed_Ends()
    {
        using var cancel = new CancellationTokenSource();
        var cancelled = Db.WaitForChangeAsync(0, cancel.Token);
        var closed = Db.WaitForChangeAsync(0, Ct);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await ReopenAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => closed);
    }
}
