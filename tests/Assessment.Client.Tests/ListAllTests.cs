using Assessment.V1;
using Grpc.Health.V1;

namespace Assessment.Client.Tests;

public class ListAllTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Role = "roleProfiles/ml_engineer/levels/senior";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAllRoleProfiles_SmallPages_EqualOneLargePage()
    {
        var large = await server.Client.QuestionBanks.ListRoleProfilesAsync(new ListRoleProfilesRequest { PageSize = 200 }, cancellationToken: Cancellation);
        var request = new ListRoleProfilesRequest { PageSize = 5 };
        var all = await server.Client.QuestionBanks.ListAllRoleProfilesAsync(request, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(large.RoleProfiles, all);
        Assert.Equal(24, all.Count);
        Assert.Equal(new ListRoleProfilesRequest { PageSize = 5 }, request);
    }

    [Fact]
    public async Task ListAllQuestionBanks_OneAPage_GivesEveryBank()
    {
        var all = await server.Client.QuestionBanks.ListAllQuestionBanksAsync(new ListQuestionBanksRequest { PageSize = 1 }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(["data-modeling", "ml-platform", "product-sense"], all.Select(b => b.BankId));
    }

    [Fact]
    public async Task ListAll_InterviewsAndTheirCards_HoldTheFiltersOnEveryPage()
    {
        var client = server.Client;
        for (int i = 0; i < 5; i++)
        {
            var interview = await client.Interviews.CreateInterviewAsync(Request($"wanted-{i % 2}"), cancellationToken: Cancellation);
            var card = new Scorecard { InterviewerId = "ada", Ratings = { new Rating { Criterion = "P1.decision", Level = 3 } } };
            await client.Scorecards.SubmitScorecardAsync(new SubmitScorecardRequest { Parent = interview.Name, Scorecard = card }, cancellationToken: Cancellation);
        }

        var interviews = await client.Interviews
            .ListAllInterviewsAsync(new ListInterviewsRequest { PageSize = 2, CandidateId = "wanted-0" }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(3, interviews.DistinctBy(i => i.Name).Count());
        Assert.All(interviews, i => Assert.Equal("wanted-0", i.CandidateId));

        var cards = await client.Scorecards
            .ListAllScorecardsAsync(new ListScorecardsRequest { Parent = "interviews/-", PageSize = 2, InterviewerId = "ada" }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(5, cards.DistinctBy(c => c.Name).Count());

        var mine = await client.Interviews
            .ListAllMyInterviewsAsync(new ListMyInterviewsRequest { PageSize = 2, InterviewerId = "grace" }, Cancellation).ToListAsync(Cancellation);
        var owed = await client.Interviews
            .ListAllOutstandingScorecardsAsync(new ListOutstandingScorecardsRequest { PageSize = 2 }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(5, mine.Count);
        Assert.Equal(5, owed.Count);
        Assert.All(owed, o => Assert.Equal("grace", o.InterviewerId));
    }

    [Fact]
    public async Task ListAll_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        await using var items = server.Client.QuestionBanks
            .ListAllRoleProfilesAsync(new ListRoleProfilesRequest { PageSize = 1 }, source.Token).GetAsyncEnumerator(Cancellation);
        Assert.True(await items.MoveNextAsync());
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await items.MoveNextAsync());
    }

    [Fact]
    public async Task Health_RunningServer_Serves() =>
        Assert.Equal(
            HealthCheckResponse.Types.ServingStatus.Serving,
            (await server.Client.Health.CheckAsync(new HealthCheckRequest(), cancellationToken: Cancellation)).Status);

    private static CreateInterviewRequest Request(string candidate) => new()
    {
        Interview = new Interview
        {
            CandidateId = candidate,
            RoleProfile = Role,
            Panel = { new PanelMember { InterviewerId = "ada" }, new PanelMember { InterviewerId = "grace" } },
        },
    };
}
