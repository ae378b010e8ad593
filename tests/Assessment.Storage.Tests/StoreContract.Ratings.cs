namespace Assessment.Storage.Tests;

public abstract partial class StoreContract
{
    private RatingScan Scan => new(Db);

    [Fact]
    public async Task ScanRatings_OfNothing_IsEmpty()
    {
        var interview = await CreateInterviewAsync("ada");
        await SaveDraftAsync(interview, "ada");
        var scan = await Scan.ReadAsync(Tenant, new(), null, Ct);
        Assert.Equal((0, 0, 0), (scan.Count, scan.Cards, scan.Candidates.Length));
        Assert.Equal(await Events.LastPositionAsync(Tenant, Ct), scan.Position);
        Assert.Empty((await Scan.ReadAsync(Tenant, scan.Inputs, null, null, Ct)).Level);
    }

    [Fact]
    public async Task ScanRatings_OfCards_GivesTheObservedOnesInColumns()
    {
        var (first, second) = (await CreateInterviewAsync("ada", "grace"), await CreateOfAsync("candidate-2 " + A.Odd));
        await RateAsync(first, "ada", A.Time.AddMonths(1), ("P1.decision", 4), ("D1.leakage", 0), ("P1." + A.Odd, 2));
        await RateAsync(second, "grace", null, ("P1.decision", 1), ("P1.metric", 5));
        await RateAsync(first, "grace", A.Time.AddMonths(-2), ("P1.metric", 3));
        await RateAsync(second, "ada", null, ("D1.leakage", 0)); // Read, but nothing was observed.
        var scan = await Scan.ReadAsync(Tenant, new(), null, Ct);
        Assert.Equal(
            [
                "candidate-1|ada|P1.decision|2026-04|4", $"candidate-1|ada|P1.{A.Odd}|2026-04|2",
                $"candidate-2 {A.Odd}|grace|P1.decision|2026-03|1", $"candidate-2 {A.Odd}|grace|P1.metric|2026-03|5",
                $"candidate-1|grace|P1.metric|2026-01|3",
            ],
            Lines(scan));
        Assert.Equal(["2026-01", "2026-03", "2026-04"], scan.Periods);
        Assert.Equal([first.Id, second.Id], scan.InterviewOfCandidate);
        Assert.Equal((4, 0), (scan.Cards, scan.Replaced));
        Assert.Equal(await Events.LastPositionAsync(Tenant, Ct), scan.Position);
        Assert.Empty((await Scan.ReadAsync("another tenant", new(), null, Ct)).Level);
    }

    [Fact]
    public async Task ScanRatings_Filtered_GivesTheFittingOnes()
    {
        var (engineer, scientist) = (await CreateInterviewAsync("ada", "grace"), A.Interview() with { CandidateId = "candidate-2", Role = "data_scientist", Level = "staff" });
        await Interviews.CreateAsync(Tenant, scientist, null, Ct);
        await RateAsync(engineer, "ada", null, ("P1.decision", 4), ("D1.leakage", 2));
        await RateAsync(scientist, "ada", null, ("P1.decision", 5));
        var late = A.Submitted(engineer, "grace") with { SubmittedAt = A.Time.AddDays(1) };
        await Scorecards.SubmitAsync(Tenant, [new(late, 1, null)], null, Ct);
        var debrief = A.Submitted(engineer, "ada") with { Layer = ScorecardLayer.Debrief };
        await Scorecards.SubmitAsync(Tenant, [new(debrief, 1, null)], null, Ct);

        Assert.Equal([4, 2, 5, 4], (await Scan.ReadAsync(Tenant, new(), null, Ct)).Level);
        Assert.Equal([5], (await Scan.ReadAsync(Tenant, new(Role: "data_scientist"), null, Ct)).Level);
        Assert.Equal([5], (await Scan.ReadAsync(Tenant, new(Level: "staff"), null, Ct)).Level);
        Assert.Empty((await Scan.ReadAsync(Tenant, new(Role: "data_scientist", Level: "senior"), null, Ct)).Level);
        Assert.Equal([4], (await Scan.ReadAsync(Tenant, new(SubmittedFrom: late.SubmittedAt), null, Ct)).Level);
        Assert.Equal([4, 2, 5], (await Scan.ReadAsync(Tenant, new(SubmittedUntil: late.SubmittedAt), null, Ct)).Level);
        Assert.Empty((await Scan.ReadAsync(Tenant, new(late.SubmittedAt, late.SubmittedAt, "ml_engineer", "senior"), null, Ct)).Level);
        var some = await Scan.ReadAsync(Tenant, new(Criteria: new HashSet<string> { "D1.leakage", "never-rated" }), null, Ct);
        Assert.Equal(["candidate-1|ada|D1.leakage|2026-03|2"], Lines(some));
        Assert.Equal((3, "D1.leakage"), (some.Cards, Assert.Single(some.Criteria)));
    }

    [Fact]
    public async Task ScanRatings_OfInputs_GivesTheSameAgainWhateverChangedSince()
    {
        var (first, second) = (await CreateInterviewAsync("ada", "grace"), await CreateOfAsync("candidate-2"));
        var amended = await RateAsync(first, "ada", null, ("P1.decision", 4));
        var withdrawn = await RateAsync(second, "ada", null, ("P1.metric", 2));
        await RateAsync(first, "grace", null, ("P1.decision", 3), ("P1.metric", 1));
        var before = await Scan.ReadAsync(Tenant, new(), null, Ct);

        await Scorecards.AmendAsync(Tenant, A.Amended(amended), 1, 1, null, Ct);
        await Scorecards.WithdrawAsync(Tenant, A.Withdrawn(withdrawn), 1, 1, null, Ct);
        await RateAsync(second, "grace", null, ("P1.decision", 5));
        await Privacy.EraseAsync(Tenant, "candidate-2", Ct);
        var again = await Scan.ReadAsync(Tenant, before.Inputs, null, null, Ct);
        Same.As(before with { Candidates = again.Candidates, Position = again.Position }, again);
        Assert.Equal("candidate-1", again.Candidates[0]);
        Assert.StartsWith("erased-", again.Candidates[1], StringComparison.Ordinal);
        Assert.True(again.Position > before.Position);
        Assert.Equal(before.Inputs.Bytes.ToArray(), again.Inputs.Bytes.ToArray());
        Assert.Equal([2, 3, 3, 1, 5], (await Scan.ReadAsync(Tenant, new(), null, Ct)).Level);
        Assert.Equal([2, 1], (await Scan.ReadAsync(Tenant, before.Inputs, new HashSet<string> { "P1.metric" }, null, Ct)).Level);
    }

    [Fact]
    public async Task ScanRatings_OfInputsThatAreNotThere_IsRefused()
    {
        await RateAsync(await CreateInterviewAsync("ada"), "ada", null, ("P1.decision", 4));
        var scan = await Scan.ReadAsync(Tenant, new(), null, Ct);
        await Assert.ThrowsAsync<ArgumentException>(() => Scan.ReadAsync("another tenant", scan.Inputs, null, null, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Scan.ReadAsync(Tenant, new ScannedInputs(scan.Inputs.Bytes[1..]), null, null, Ct));
        byte[] other = scan.Inputs.Bytes.ToArray();
        other[^1] = 2;
        await Assert.ThrowsAsync<ArgumentException>(() => Scan.ReadAsync(Tenant, new ScannedInputs(other), null, null, Ct));
    }

    [Fact]
    public async Task ScanRatings_SameInterviewerAgain_TakesTheNewestCardsRating()
    {
        Interview[] rounds = [await CreateInterviewAsync("ada", "grace"), await CreateInterviewAsync("ada"), await CreateInterviewAsync("ada")];
        await RateAsync(rounds[0], "ada", null, ("a", 1), ("b", 1), ("c", 1));
        await RateAsync(rounds[0], "grace", null, ("a", 5));
        await RateAsync(rounds[1], "ada", null, ("b", 2), ("d", 2));
        await RateAsync(rounds[2], "ada", null, ("c", 3), ("b", 3));
        await RateAsync(await CreateOfAsync("candidate-2"), "ada", null, ("a", 4));
        var scan = await Scan.ReadAsync(Tenant, new(), null, Ct);
        Assert.Equal(
            [
                "candidate-1|ada|a|2026-03|1", "candidate-1|grace|a|2026-03|5", "candidate-1|ada|d|2026-03|2", "candidate-1|ada|c|2026-03|3",
                "candidate-1|ada|b|2026-03|3", "candidate-2|ada|a|2026-03|4",
            ],
            Lines(scan));
        Assert.Equal((3, 5), (scan.Replaced, scan.Cards));
        Same.As(scan, await Scan.ReadAsync(Tenant, scan.Inputs, null, null, Ct));
    }

    [Fact]
    public async Task ScanRatings_OfMany_IsWhatTheStoreHolds()
    {
        var random = new Random(7);
        string[] criteria = [.. Enumerable.Range(0, 150).Select(i => $"criterion-{i}")];
        var expected = new List<string>();
        long told = 0;
        for (int i = 0; i < 40; i++)
        {
            var interview = await CreateOfAsync($"candidate-{i}");
            (string Criterion, int Level)[] ratings = [.. criteria.Where(_ => random.Next(2) == 0).Select(c => (c, random.Next(1, 6)))];
            await RateAsync(interview, "ada", null, ratings);
            expected.AddRange(ratings.Select(r => $"candidate-{i}|ada|{r.Criterion}|2026-03|{r.Level}"));
        }

        var scan = await Scan.ReadAsync(Tenant, new(), read => told = read, Ct);
        Assert.Equal(expected, Lines(scan));
        Assert.Equal(expected.Count, told);
        Same.As(scan, await Scan.ReadAsync(Tenant, scan.Inputs, null, null, Ct));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Scan.ReadAsync(Tenant, new(), null, new(canceled: true)));
    }

    private static IEnumerable<string> Lines(ScannedRatings scan) => Enumerable.Range(0, scan.Count).Select(i => string.Join(
        '|',
        scan.Candidates[scan.Candidate[i]],
        scan.Interviewers[scan.Interviewer[i]],
        scan.Criteria[scan.Criterion[i]],
        scan.Periods[scan.Period[i]],
        scan.Level[i]));

    private async Task<Interview> CreateOfAsync(string candidate)
    {
        var interview = A.Interview() with { CandidateId = candidate };
        await Interviews.CreateAsync(Tenant, interview, null, Ct);
        return interview;
    }

    private async Task<Scorecard> RateAsync(
        Interview interview, string interviewer, DateTimeOffset? interviewedAt, params (string Criterion, int Level)[] ratings)
    {
        var card = A.Submitted(interview, interviewer) with
        {
            InterviewedAt = interviewedAt,
            Ratings = [.. ratings.Select(rating => new StoredRating(rating.Criterion, rating.Level, rating.Level == 0 ? 1 : 0, "Said so."))],
        };
        await Scorecards.SubmitAsync(Tenant, [new(card, interview.Version, null)], null, Ct);
        return card;
    }
}
