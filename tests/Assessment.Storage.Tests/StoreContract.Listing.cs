using CsCheck;

namespace Assessment.Storage.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task ListScorecards_PageByPage_GivesEachOnceOldestFirst()
    {
        var all = new List<Scorecard>();
        var candidates = new Dictionary<Guid, string>();
        for (int i = 0; i < 12; i++)
        {
            var interview = A.Interview() with { CandidateId = "c" + (i % 3) };
            candidates[interview.Id] = interview.CandidateId;
            await Interviews.CreateAsync(Tenant, interview, null, Ct);
            for (int n = 0; n <= i % 4; n++)
            {
                var card = await SubmitAsync(interview, "i" + n);
                var standing = (i + n) % 3 == 0 ? A.Amended(card) : (i + n) % 3 == 1 ? A.Withdrawn(card) : card;
                await (standing.State switch
                {
                    ScorecardState.Amended => Scorecards.AmendAsync(Tenant, standing, 1, 1, null, Ct),
                    ScorecardState.Withdrawn => Scorecards.WithdrawAsync(Tenant, standing, 1, 1, null, Ct),
                    _ => Task.CompletedTask,
                });
                all.Add(standing);
            }

            all.Add(await SaveDraftAsync(interview, "draws"));
        }

        var filters = Gen.Select(Gen.Int[1, 50], Gen.Int[0, 12], Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 4]);
        await filters.SampleAsync(
            async (take, interview, interviewer, candidate, state) =>
            {
                var filter = new ScorecardFilter(
                    interview == 12 ? null : candidates.Keys.ElementAt(interview),
                    interviewer == 4 ? null : "i" + interviewer,
                    candidate == 3 ? null : "c" + candidate,
                    state == 0 ? null : (ScorecardState)state);
                var expected = all
                    .Where(card => filter.InterviewId is null || card.InterviewId == filter.InterviewId)
                    .Where(card => filter.InterviewerId is null || card.InterviewerId == filter.InterviewerId)
                    .Where(card => filter.CandidateId is null || candidates[card.InterviewId] == filter.CandidateId)
                    .Where(card => filter.State is null || card.State == filter.State);
                Same.As(expected.ToList(), await PagesAsync<Scorecard>(
                    take, last => Scorecards.ListAsync(Tenant, filter, last?.Id, take, Ct)));
            },
            seed: "0N0XIzNsQ0O2",
            iter: 150,
            threads: 1);
    }

    [Fact]
    public async Task ListCounting_GivesSubmittedAndAmendedOfTheLayer()
    {
        var interview = await CreateInterviewAsync("ada", "alan", "grace", "kay");
        var submitted = await SubmitAsync(interview, "ada");
        var amended = A.Amended(await SubmitAsync(interview, "alan"));
        await Scorecards.AmendAsync(Tenant, amended, 1, 1, null, Ct);
        await SaveDraftAsync(interview, "grace");
        await Scorecards.WithdrawAsync(Tenant, A.Withdrawn(await SubmitAsync(interview, "kay")), 1, 1, null, Ct);
        var debrief = A.Submitted(interview, "ada") with { Layer = ScorecardLayer.Debrief };
        await Scorecards.SubmitAsync(Tenant, [new(debrief, 1, null)], null, Ct);
        await SubmitAsync(await CreateInterviewAsync("ada"), "ada");
        Same.As<IReadOnlyList<Scorecard>>(
            [submitted, amended], await Scorecards.ListCountingAsync(Tenant, interview.Id, ScorecardLayer.First, Ct));
        Same.As<IReadOnlyList<Scorecard>>(
            [debrief], await Scorecards.ListCountingAsync(Tenant, interview.Id, ScorecardLayer.Debrief, Ct));
    }
}
