using Assessment.Cli.Demo;
using Assessment.Cli.Hosting;
using Assessment.V1;

namespace Assessment.Cli.Tests;

public class DemoTests(ServedBanks served) : IClassFixture<ServedBanks>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Demo_SameSeed_PrintsTheSameAndEqualsWhatIsReadAgain()
    {
        var first = await Assess.RunAsync("demo");
        var second = await Assess.RunAsync("demo", "--seed", "1");
        var other = await Assess.RunAsync("demo", "--seed", "2");
        Assert.Equal((ExitCodes.Done, ExitCodes.Done, ExitCodes.Done), (first.Code, second.Code, other.Code));
        Assert.Equal(first.Out, second.Out);
        Assert.NotEqual(first.Out, other.Out);
        Assert.All([first, other], run => Assert.Contains("40 of 40 assessments equal those printed.", run.Out, StringComparison.Ordinal));
        Assert.All(first.Out.Split('\n').Where(line => line.StartsWith(" cand-", StringComparison.Ordinal)), line => Assert.True(line.Length <= 100, line));
        Assert.DoesNotContain('\e', first.Out);
    }

    [Fact]
    public async Task Demo_Json_HasEveryCandidateAndReadsAgainEqual()
    {
        var run = await Assess.RunAsync("demo", "--json");
        var assessments = run.Json["assessments"]!.AsArray();
        Assert.Equal(40, assessments.Count);
        Assert.Equal(40, (int)run.Json["readAgainEqual"]!);
        Assert.Equal(8, run.Json["interviewers"]!.AsArray().Count);
        Assert.Equal(9, run.Json["outstanding"]!.AsArray().Count);
        int enough = assessments.Count(a => a!["reasons"]!.AsArray().All(r => (string)r!["kind"]! != "KIND_COVERAGE_BELOW_MINIMUM"));
        Assert.InRange(enough, 30, 39);
        var ratingsOfCriteria = assessments.SelectMany(a => a!["criteria"]!.AsArray()).Select(c => c!["cards"]!.AsArray().Count).Distinct();
        Assert.Equal([1, 2, 3], ratingsOfCriteria.Order());
    }

    [Fact]
    public async Task Plan_AnySeed_IsConnectedAndCoversEveryCompetencyWithOverlap()
    {
        var (banks, profiles) = await ReadAsync();
        var competencies = banks.SelectMany(b => b.Competencies).Select(c => c.Id).ToHashSet();
        for (int seed = 0; seed < 50; seed++)
        {
            var plan = DemoPlan.Make(banks, profiles, seed);
            Assert.Equal(DemoPlan.Interviews, plan.Count);
            Assert.True(Connectivity.IsConnected(plan));
            Assert.Equal(4, plan.Select(i => i.RoleProfile).Distinct().Count());
            Assert.Equal(8, plan.SelectMany(i => i.Panel).Select(m => m.InterviewerId).Distinct().Count());
            Assert.All(plan, interview =>
            {
                var covered = interview.Panel.SelectMany(m => m.Focus).ToArray();
                Assert.Equal(3, interview.Panel.DistinctBy(m => m.InterviewerId).Count());
                Assert.Equal(competencies, covered.ToHashSet());
                Assert.True(covered.Length > competencies.Count);
            });
        }
    }

    [Fact]
    public async Task Plan_OneBankOnly_StillCoversIt()
    {
        var (banks, profiles) = await ReadAsync();
        var plan = DemoPlan.Make([banks[0]], profiles, 1);
        Assert.All(plan, interview => Assert.Equal(banks[0].Competencies.Count, interview.Panel.SelectMany(m => m.Focus).Distinct().Count()));
    }

    [Fact]
    public void IsConnected_TwoGroupsThatShareNobody_IsFalse() => Assert.False(Connectivity.IsConnected(
    [
        new PlannedInterview("one", "role", [Member("ada"), Member("grace")]),
        new PlannedInterview("two", "role", [Member("alan"), Member("kurt")]),
        new PlannedInterview("three", "role", [Member("ada"), new PlannedMember("alan", [], null)]),
    ]));

    [Fact]
    public async Task Demo_BanksWithoutProfiles_SaysWhatIsMissing()
    {
        string bank = Path.Combine(InstalledBanks.Find("question-banks")!, "product-sense.yaml");
        var run = await Assess.RunAsync("demo", "--banks", bank);
        Assert.Equal((ExitCodes.ProblemsFound, ""), (run.Code, run.Out));
        Assert.Contains("the demo needs question banks and the senior profiles", run.Error, StringComparison.Ordinal);
    }

    private static PlannedMember Member(string interviewer) => new(interviewer, [], new Scorecard());

    private async Task<(IReadOnlyList<QuestionBank> Banks, IReadOnlyList<RoleProfile> Profiles)> ReadAsync()
    {
        var client = served.Client.QuestionBanks;
        var banks = new List<QuestionBank>();
        foreach (string id in new[] { "product-sense", "data-modeling", "ml-platform" })
        {
            banks.Add(await client.GetQuestionBankAsync(new GetQuestionBankRequest { Name = $"questionBanks/{id}/versions/latest" }, cancellationToken: Cancellation));
        }

        return (banks, (await client.ListRoleProfilesAsync(new ListRoleProfilesRequest { PageSize = 200 }, cancellationToken: Cancellation)).RoleProfiles);
    }
}
