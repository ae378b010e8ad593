using CsCheck;

namespace Assessment.Storage.Tests;

public abstract partial class StoreContract
{
    /// <summary>Texts for people, of any length. Ids are at most <see cref="LongestId"/> characters of them.</summary>
    public static TheoryData<string> Texts => ["", A.Odd, new string('x', 10_000), "🧮" + new string('é', 9_999)];

    protected const int LongestId = 128;

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task FindInterview_Created_IsTheSame(string text)
    {
        string id = IdOf(text);
        var interview = A.Interview() with
        {
            CandidateId = "c" + id,
            ApplicationId = id,
            Step = id,
            OpenRoles = ["z" + text, "a" + text, "z" + text],
            Panel = [new("i" + id, ["D1" + text, "P1"]), new("j" + id, [])],
        };
        await Interviews.CreateAsync(Tenant, interview, null, Ct);
        Same.As(interview, await Interviews.FindAsync(Tenant, interview.Id, Ct));
    }

    [Fact]
    public async Task FindInterview_WithoutBanksRolesOrPanel_IsTheSame()
    {
        var interview = A.Interview() with { Banks = [], OpenRoles = [], Panel = [] };
        await Interviews.CreateAsync(Tenant, interview, null, Ct);
        Same.As(interview, await Interviews.FindAsync(Tenant, interview.Id, Ct));
    }

    [Fact]
    public async Task FindInterview_CreatedInAnotherZone_IsTheSameInstantToTheMicrosecond()
    {
        var created = new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.FromHours(5.5)).AddTicks(15);
        var interview = A.Interview() with { CreatedAt = created };
        await Interviews.CreateAsync(Tenant, interview, null, Ct);
        var stored = await Interviews.FindAsync(Tenant, interview.Id, Ct);
        Assert.Equal(created.AddTicks(5), stored!.CreatedAt);
        Assert.Equal(TimeSpan.Zero, stored.CreatedAt.Offset);
    }

    [Fact]
    public async Task CreateInterview_IdTaken_Conflicts()
    {
        var interview = await CreateInterviewAsync("ada");
        await ConflictAsync(
            ConflictKind.VersionChanged, () => Interviews.CreateAsync(Tenant, interview with { CandidateId = "other" }, null, Ct));
        Assert.Equal("candidate-1", (await Interviews.FindAsync(Tenant, interview.Id, Ct))!.CandidateId);
    }

    [Fact]
    public async Task CreateInterview_SameInterviewerTwice_IsRefusedWhole()
    {
        var interview = A.Interview() with { Panel = [new("ada", []), new("ada", [])] };
        await Assert.ThrowsAsync<ArgumentException>(() => Interviews.CreateAsync(Tenant, interview, null, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Interviews.CreateAsync(Tenant, interview with { Version = 2 }, null, Ct));
        Assert.Null(await Interviews.FindAsync(Tenant, interview.Id, Ct));
    }

    [Fact]
    public async Task CreateInterview_RequestAnswered_StoresNothing()
    {
        var request = A.Request();
        await Interviews.CreateAsync(Tenant, A.Interview(), request, Ct);
        var second = A.Interview();
        await ConflictAsync(ConflictKind.RequestAnswered, () => Interviews.CreateAsync(Tenant, second, request, Ct));
        Assert.Null(await Interviews.FindAsync(Tenant, second.Id, Ct));
        await Interviews.CreateAsync("other", second, request, Ct);
    }

    [Fact]
    public async Task Interviews_OfAnotherTenant_AreNotSeen()
    {
        var interview = await CreateInterviewAsync("ada");
        Assert.Null(await Interviews.FindAsync("other", interview.Id, Ct));
        Assert.Empty(await Interviews.ListAsync("other", new(), null, 10, Ct));
        Assert.Empty(await Interviews.ListAsync("other", new(InterviewerId: "ada"), null, 10, Ct));
        Assert.Empty(await Interviews.ListOutstandingAsync("other", null, null, null, 10, Ct));
        await ConflictAsync(ConflictKind.VersionChanged, () => Interviews.CloseAsync("other", interview.Id, 1, A.Time, Ct));
        await ConflictAsync(
            ConflictKind.VersionChanged, () => Interviews.SetPanelAsync("other", interview with { Version = 2 }, 1, A.Time, Ct));
        var theirs = interview with { CandidateId = "theirs" };
        await Interviews.CreateAsync("other", theirs, null, Ct);
        Same.As(interview, await Interviews.FindAsync(Tenant, interview.Id, Ct));
        Same.As(theirs, await Interviews.FindAsync("other", interview.Id, Ct));
    }

    [Fact]
    public async Task ListInterviews_Filtered_GivesTheFittingOnes()
    {
        var first = A.Interview() with { CandidateId = "c1", Panel = [new("ada", [])] };
        var second = A.Interview() with { CandidateId = "c2", Panel = [new("ada", []), new("Ada", [])], Level = "staff" };
        var third = A.Interview() with { CandidateId = "c1", Panel = [new("grace", [])], Role = "data_engineer" };
        foreach (var interview in new[] { second, third, first })
        {
            await Interviews.CreateAsync(Tenant, interview, null, Ct);
        }

        await Interviews.CloseAsync(Tenant, first.Id, 1, A.Time, Ct);

        async Task IsAsync(InterviewFilter filter, params Interview[] expected) => Assert.Equal(
            expected.Select(interview => interview.Id),
            (await Interviews.ListAsync(Tenant, filter, null, 10, Ct)).Select(interview => interview.Id));

        await IsAsync(new(), third, second, first);
        await IsAsync(new(CandidateId: "c1"), third, first);
        await IsAsync(new(InterviewerId: "ada"), second, first);
        await IsAsync(new(InterviewerId: "Ada"), second);
        await IsAsync(new(State: InterviewState.Open), third, second);
        await IsAsync(new(State: InterviewState.Closed), first);
        await IsAsync(new(Role: "ml_engineer", Level: "staff"), second);
        await IsAsync(new("c1", "ada", InterviewState.Closed, "ml_engineer", "senior"), first);
        await IsAsync(new("c2", "grace"));
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = Interviews.ListAsync(Tenant, new(), null, 0, Ct); });
    }

    [Fact]
    public async Task ListInterviews_PageByPage_GivesEachOnceNewestFirst()
    {
        var all = new List<Interview>();
        for (int i = 0; i < 60; i++)
        {
            all.Add(A.Interview() with
            {
                CandidateId = "c" + (i % 3),
                Panel = [.. Enumerable.Range(0, i % 4).Select(n => new PanelMember("i" + n, ["P" + i]))],
            });
            await Interviews.CreateAsync(Tenant, all[i], null, Ct);
        }

        var pages = Gen.Select(Gen.Int[1, 70], Gen.Int[0, 3], Gen.Int[0, 4]);
        await pages.SampleAsync(
            async (take, candidate, interviewer) =>
            {
                var filter = new InterviewFilter(
                    candidate == 3 ? null : "c" + candidate, interviewer == 4 ? null : "i" + interviewer);
                var expected = all.Where(i => filter.CandidateId is null || i.CandidateId == filter.CandidateId)
                    .Where(i => filter.InterviewerId is null || i.Panel.Any(member => member.InterviewerId == filter.InterviewerId))
                    .Reverse();
                Same.As(expected.ToList(), await PagesAsync<Interview>(
                    take, last => Interviews.ListAsync(Tenant, filter, last?.Id, take, Ct)));
            },
            seed: "0N0XIzNsQ0O2",
            iter: 60,
            threads: 1);
    }

    [Fact]
    public async Task SetPanel_AtTheVersion_ReplacesThePanelOnly()
    {
        var interview = await CreateInterviewAsync("ada", "grace");
        var changed = interview with { Panel = [new("alan", ["P2"]), new("grace", ["D1"])], Version = 2, CandidateId = "other" };
        await Interviews.SetPanelAsync(Tenant, changed, 1, A.Time.AddHours(1), Ct);
        Same.As(changed with { CandidateId = "candidate-1" }, await Interviews.FindAsync(Tenant, interview.Id, Ct));
    }

    [Fact]
    public async Task SetPanel_DeletesDraftsOfThoseWhoLeft()
    {
        var interview = await CreateInterviewAsync("ada", "grace", "alan");
        var left = await SaveDraftAsync(interview, "ada");
        var stays = await SaveDraftAsync(interview, "grace");
        var submitted = await SubmitAsync(interview, "alan");
        var other = await CreateInterviewAsync("ada");
        var elsewhere = await SaveDraftAsync(other, "ada");
        await Interviews.SetPanelAsync(Tenant, interview with { Panel = [new("grace", [])], Version = 2 }, 1, A.Time, Ct);
        Assert.Null(await Scorecards.FindAsync(Tenant, interview.Id, left.Id, null, Ct));
        Same.As(stays, await Scorecards.FindAsync(Tenant, interview.Id, stays.Id, null, Ct));
        Same.As(submitted, await Scorecards.FindAsync(Tenant, interview.Id, submitted.Id, null, Ct));
        Same.As(elsewhere, await Scorecards.FindAsync(Tenant, other.Id, elsewhere.Id, null, Ct));
    }

    [Fact]
    public async Task ChangeInterview_AnotherVersionOrClosed_ConflictsAndChangesNothing()
    {
        var interview = await CreateInterviewAsync("ada");
        var missing = A.Interview();
        var changed = interview with { Panel = [], Version = 3 };
        var conflict = await ConflictAsync(
            ConflictKind.VersionChanged, () => Interviews.SetPanelAsync(Tenant, changed, 2, A.Time, Ct));
        Assert.Equal(interview.Id, conflict.Subject);
        await ConflictAsync(ConflictKind.VersionChanged, () => Interviews.CloseAsync(Tenant, interview.Id, 2, A.Time, Ct));
        await ConflictAsync(ConflictKind.VersionChanged, () => Interviews.CloseAsync(Tenant, missing.Id, 1, A.Time, Ct));
        Same.As(interview, await Interviews.FindAsync(Tenant, interview.Id, Ct));
        await Interviews.CloseAsync(Tenant, interview.Id, 1, A.Time.AddDays(1), Ct);
        await ConflictAsync(ConflictKind.VersionChanged, () => Interviews.CloseAsync(Tenant, interview.Id, 2, A.Time, Ct));
        await ConflictAsync(ConflictKind.VersionChanged, () => Interviews.SetPanelAsync(Tenant, changed, 2, A.Time, Ct));
        var closed = interview with { State = InterviewState.Closed, ClosedAt = A.Time.AddDays(1), Version = 2 };
        Same.As(closed, await Interviews.FindAsync(Tenant, interview.Id, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Interviews.SetPanelAsync(Tenant, changed, 1, A.Time, Ct));
    }

    [Fact]
    public async Task ListOutstanding_GivesOpenInterviewsMembersWithoutASubmittedFirstLayerCard()
    {
        var interview = A.Interview() with { Panel = [new("ada", ["P1"]), new("alan", []), new("grace", []), new("kay", [])] };
        await Interviews.CreateAsync(Tenant, interview, null, Ct);
        var closed = await CreateInterviewAsync("ada");
        await Interviews.CloseAsync(Tenant, closed.Id, 1, A.Time, Ct);
        var draft = await SaveDraftAsync(interview, "ada");
        await SubmitAsync(interview, "alan");
        var debrief = A.Submitted(interview, "grace") with { Layer = ScorecardLayer.Debrief };
        await Scorecards.SubmitAsync(Tenant, [new(debrief, 1, null)], null, Ct);
        var mistaken = await SubmitAsync(interview, "kay");
        await Scorecards.WithdrawAsync(Tenant, A.Withdrawn(mistaken), 1, 1, null, Ct);

        IReadOnlyList<OutstandingScorecard> expected =
        [
            new(interview.Id, "candidate-1", "ada", ["P1"], draft.Id, A.Time),
            new(interview.Id, "candidate-1", "grace", [], null, A.Time),
            new(interview.Id, "candidate-1", "kay", [], null, A.Time),
        ];
        Same.As(expected, await Interviews.ListOutstandingAsync(Tenant, null, null, null, 10, Ct));
        Same.As(expected, await Interviews.ListOutstandingAsync(Tenant, interview.Id, null, null, 10, Ct));
        Same.As<IReadOnlyList<OutstandingScorecard>>(
            [expected[1]], await Interviews.ListOutstandingAsync(Tenant, null, "grace", null, 10, Ct));
        Assert.Empty(await Interviews.ListOutstandingAsync(Tenant, closed.Id, null, null, 10, Ct));
    }

    [Fact]
    public async Task ListOutstanding_PageByPage_GivesEachOnceInOrder()
    {
        var all = new List<(Guid InterviewId, string InterviewerId)>();
        for (int i = 0; i < 25; i++)
        {
            var interview = await CreateInterviewAsync([.. Enumerable.Range(0, i % 5).Select(n => "i" + n)]);
            all.AddRange(interview.Panel.Select(member => (interview.Id, member.InterviewerId)));
        }

        for (int take = 1; take <= all.Count + 1; take += 3)
        {
            var listed = await PagesAsync<OutstandingScorecard>(take, last => Interviews.ListOutstandingAsync(
                Tenant, null, null, last is null ? null : (last.InterviewId, last.InterviewerId), take, Ct));
            Assert.Equal(all, listed.Select(card => (card.InterviewId, card.InterviewerId)));
        }
    }

    /// <summary>All pages of a list, each at most so long and none empty but the last.</summary>
    private static async Task<List<T>> PagesAsync<T>(int take, Func<T?, Task<IReadOnlyList<T>>> pageAfter) where T : class
    {
        var all = new List<T>();
        IReadOnlyList<T> page;
        do
        {
            page = await pageAfter(all.LastOrDefault());
            Assert.InRange(page.Count, 0, take);
            all.AddRange(page);
        }
        while (page.Count == take);
        return all;
    }

    /// <summary>As much of a text as an id may have, less a letter before it.</summary>
    private static string IdOf(string text) => text.Length < LongestId ? text : text[..(LongestId - 1)];
}
