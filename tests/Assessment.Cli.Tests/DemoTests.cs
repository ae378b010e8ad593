using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
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
        using var folder = new TemporaryFolder();
        var first = await Assess.RunAsync("demo");
        var second = await Assess.RunAsync("demo", "--seed", "1", "--html", folder.File("second"));
        var other = await Assess.RunAsync("demo", "--seed", "2", "--html", folder.File("other"));
        Assert.Equal((ExitCodes.Done, ExitCodes.Done, ExitCodes.Done), (first.Code, second.Code, other.Code));
        Assert.Equal(first.Out, second.Out);
        Assert.NotEqual(first.Out, other.Out);
        Assert.All([first, other], run => Assert.Contains("40 of 40 assessments equal those printed.", run.Out, StringComparison.Ordinal));
        Assert.All(first.Out.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.DoesNotContain('\e', first.Out);
        Assert.All([first, other], run => Assert.Contains("identical to the last byte: yes", run.Out, StringComparison.Ordinal));
        string page = Regex.Match(first.Error, "(?m)^calibration report as a page: (.+)$").Groups[1].Value;
        string packet = Regex.Match(first.Error, "(?m)^packet of cand-[0-9]+ as a page: (.+)$").Groups[1].Value;
        foreach (string written in new[] { page, packet, folder.File("other/calibration-report.html"), folder.File("other/candidate-packet.html") })
        {
            Assert.StartsWith("<!doctype html>", await File.ReadAllTextAsync(written, Cancellation), StringComparison.OrdinalIgnoreCase);
        }

        Directory.Delete(Path.GetDirectoryName(page)!, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Demo_AnySeed_RecoversWhatItPlantedBetterThanRawMeansDo(int seed)
    {
        using var folder = new TemporaryFolder();
        var run = await Assess.RunAsync("demo", "--seed", $"{seed}", "--json", "--html", folder.File("pages"));
        Assert.Equal(ExitCodes.Done, run.Code);
        var severities = run.Json["severities"]!.AsArray();
        Assert.Equal(8, severities.Count);
        Assert.All(severities, one => Assert.Equal((double)one!["planted"]!, (double)one["recovered"]!, 0.15));
        double error = (double)run.Json["severityError"]!, ofRawMeans = (double)run.Json["rawMeanError"]!;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: off by {error:0.000} levels, raw means by {ofRawMeans:0.000}");
        Assert.InRange(error, 0, 0.08);
        Assert.True(error < ofRawMeans);
        Assert.Equal(4, run.Json["shortlists"]!.AsArray().Count);
        Assert.InRange((int)run.Json["changedSeats"]!, 0, 12);
        Assert.True((bool)run.Json["replay"]!["identical"]!);
        Assert.Equal("committee-chair", (string)run.Json["decision"]!["decidedBy"]!);
    }

    [Fact]
    public async Task Demo_PagesWhereNoneCanBe_ExitsWith2()
    {
        using var folder = new TemporaryFolder();
        var run = await Assess.RunAsync("demo", "--html", folder.File("file", "taken"));
        Assert.Equal((ExitCodes.WrongUsage, ""), (run.Code, run.Out));
        Assert.Contains("can't be written", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_Json_HasEveryCandidateAndReadsAgainEqual()
    {
        using var folder = new TemporaryFolder();
        var run = await Assess.RunAsync("demo", "--json", "--html", folder.File("pages"));
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
    public async Task Demo_Keep_ServesWhatItPrintsUntilCancelled()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var output = new LineWriter();
        var demo = CommandLine.RunAsync(["demo", "--keep", "--html", folder.File("pages")], output, new StringWriter(), stop.Token);
        string curl = "", show;
        do
        {
            show = await output.Lines.ReadAsync(Cancellation);
            curl = show.StartsWith("curl -s ", StringComparison.Ordinal) ? show : curl;
        }
        while (!show.StartsWith("assess assessment show ", StringComparison.Ordinal));

        using var web = new HttpClient();
        web.DefaultRequestHeaders.Authorization = new("Bearer", await TestKey.Give(Cancellation));
        string json = await web.GetStringAsync(new Uri(curl.Split(' ')[^1]), Cancellation);
        var shown = await Assess.RunAsync([.. show.Split(' ')[1..], "--json"]);
        Assert.Equal((string)shown.Json["name"]!, (string)JsonNode.Parse(json)!["name"]!);
        Assert.Equal((int)shown.Json["coverageHundredths"]!, (int)JsonNode.Parse(json)!["coverageHundredths"]!);
        await stop.CancelAsync();
        Assert.Equal(ExitCodes.Done, await demo);
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
        var covered = plan.Select(interview => interview.Panel.SelectMany(m => m.Focus).Distinct().Count());
        Assert.All(covered, count => Assert.Equal(banks[0].Competencies.Count, count));
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
            var request = new GetQuestionBankRequest { Name = $"questionBanks/{id}/versions/latest" };
            banks.Add(await client.GetQuestionBankAsync(request, cancellationToken: Cancellation));
        }

        var profiles = await client.ListRoleProfilesAsync(new ListRoleProfilesRequest { PageSize = 200 }, cancellationToken: Cancellation);
        return (banks, profiles.RoleProfiles);
    }
}
