using Assessment.Cli.Output;
using Assessment.Client;
using Assessment.V1;

namespace Assessment.Cli.Demo;

/// <summary>The demo's calls: what interview tools, interviewers and a committee do with a server.</summary>
internal sealed class DemoSession(AssessmentClient client, Terminal terminal, CancellationToken cancellation)
{
    private readonly ParallelOptions _inParallel = new() { MaxDegreeOfParallelism = 8, CancellationToken = cancellation };

    /// <summary>Invents interviews from the banks that the server has, creates them, and submits their scorecards.</summary>
    public async Task FillAsync(int seed)
    {
        var banks = await ReadBanksAsync();
        var profiles = await ReadProfilesAsync();
        terminal.WriteProgress($"{banks.Count} question banks: {string.Join(", ", banks.Select(b => $"{b.BankId} {b.Version}"))}");
        var plan = DemoPlan.Make(banks, profiles, seed);
        var names = new List<string>(plan.Count);
        foreach (var planned in plan)
        {
            names.Add(await CreateAsync(planned, cancellation)); // one after the other: a report's figures depend on their order in the last bits
        }

        terminal.WriteProgress($"{plan.Count} interviews created");
        var cards = plan
            .Zip(names, (interview, name) => interview.Panel.Select(m => m.Scorecard).OfType<Scorecard>()
                .Select(card => new SubmitScorecardRequest { Parent = name, Scorecard = card }))
            .SelectMany(requests => requests)
            .ToArray();
        await Parallel.ForEachAsync(
            cards, _inParallel, async (request, ct) => await client.Scorecards.SubmitScorecardAsync(request, cancellationToken: ct));
        terminal.WriteProgress($"{cards.Length} scorecards submitted");
    }

    /// <summary>Closes every interview, as a committee does that waits no longer.</summary>
    /// <returns>The scorecards that were waited for.</returns>
    public async Task<IReadOnlyList<OutstandingScorecard>> CloseAsync()
    {
        var outstanding = await client.Interviews
            .ListAllOutstandingScorecardsAsync(new ListOutstandingScorecardsRequest(), cancellation)
            .ToListAsync(cancellation);
        await foreach (var interview in client.Interviews.ListAllInterviewsAsync(new ListInterviewsRequest(), cancellation))
        {
            await client.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = interview.Name }, cancellationToken: cancellation);
        }

        return outstanding;
    }

    /// <summary>Reads everything back, as a committee's tool would.</summary>
    public async Task<DemoReading> ReadAsync(IReadOnlyList<OutstandingScorecard> outstanding)
    {
        var profiles = await ReadProfilesAsync();
        var interviews = await client.Interviews
            .ListAllInterviewsAsync(new ListInterviewsRequest(), cancellation)
            .ToListAsync(cancellation);
        var cards = await client.Scorecards
            .ListAllScorecardsAsync(new ListScorecardsRequest { Parent = "interviews/-" }, cancellation)
            .ToListAsync(cancellation);
        var assessments = await ReadAssessmentsAsync([.. interviews.Select(i => $"{i.Name}/candidateAssessment")]);
        terminal.WriteProgress($"{assessments.Count} assessments read");
        return new DemoReading(profiles, assessments, cards, outstanding);
    }

    /// <summary>Reads every assessment once more, and counts those that equal what was read before.</summary>
    public async Task<int> CountEqualAsync(IReadOnlyList<CandidateAssessment> before)
    {
        var again = await ReadAssessmentsAsync([.. before.Select(a => a.Name)]);
        return before.Zip(again).Count(pair => pair.First.Equals(pair.Second));
    }

    private async Task<IReadOnlyList<CandidateAssessment>> ReadAssessmentsAsync(string[] names)
    {
        var assessments = new CandidateAssessment[names.Length];
        await Parallel.ForAsync(0, names.Length, _inParallel, async (i, ct) =>
        {
            var request = new GetCandidateAssessmentRequest { Name = names[i] };
            assessments[i] = await client.CandidateAssessments.GetCandidateAssessmentAsync(request, cancellationToken: ct);
        });
        return assessments;
    }

    private async Task<IReadOnlyList<RoleProfile>> ReadProfilesAsync() => await client.QuestionBanks
        .ListAllRoleProfilesAsync(new ListRoleProfilesRequest(), cancellation)
        .ToListAsync(cancellation);

    private async Task<IReadOnlyList<QuestionBank>> ReadBanksAsync()
    {
        var banks = new List<QuestionBank>();
        await foreach (var bank in client.QuestionBanks.ListAllQuestionBanksAsync(new ListQuestionBanksRequest(), cancellation))
        {
            var request = new GetQuestionBankRequest { Name = bank.Name };
            banks.Add(await client.QuestionBanks.GetQuestionBankAsync(request, cancellationToken: cancellation));
        }

        return [.. banks.OrderBy(b => b.Track)];
    }

    private async Task<string> CreateAsync(PlannedInterview planned, CancellationToken ct)
    {
        var request = new CreateInterviewRequest
        {
            Interview = new Interview
            {
                CandidateId = planned.CandidateId,
                RoleProfile = planned.RoleProfile,
                Step = "onsite",
                Panel = { planned.Panel.Select(m => new PanelMember { InterviewerId = m.InterviewerId, Focus = { m.Focus } }) },
            },
        };
        return (await client.Interviews.CreateInterviewAsync(request, cancellationToken: ct)).Name;
    }
}
