using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Cli.Tests;

public class InterviewCommandsTests(ServedBanks served) : IClassFixture<ServedBanks>
{
    [Fact]
    public async Task Interviews_FromCreateToClose_DoWhatTheySay()
    {
        var created = await RunAsync("interviews create --candidate c-1 --role ml_engineer --panel ada:P1,P2 grace --open-role data_engineer/senior --step onsite --json");
        var interview = JsonParser.Default.Parse<Interview>(created.Out);
        Assert.Equal(("roleProfiles/ml_engineer/levels/senior", "onsite"), (interview.RoleProfile, interview.Step));
        Assert.Equal(["P1", "P2"], interview.Panel.Single(m => m.InterviewerId == "ada").Focus);

        var assigned = await RunAsync($"interviews assign {interview.Name} --panel ada:D1 edsger --remove grace --etag {interview.Etag}");
        Assert.Equal(ExitCodes.Done, assigned.Code);
        Assert.Matches("ada +D1", assigned.Out);
        Assert.Contains("edsger", assigned.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("grace", assigned.Out, StringComparison.Ordinal);
        var stale = await RunAsync($"interviews assign {interview.Name} --remove ada --etag {interview.Etag}");
        Assert.Equal(ExitCodes.Refused, stale.Code);
        Assert.Contains("has changed since", stale.Error, StringComparison.Ordinal);

        var outstanding = await RunAsync($"interviews outstanding --interview {interview.Name}");
        Assert.Contains("2 scorecard(s) outstanding.", outstanding.Out, StringComparison.Ordinal);
        Assert.Single((await RunAsync("interviews list --candidate c-1 --state open --json")).Json.AsArray());
        Assert.Single((await RunAsync("interviews list --interviewer edsger --role ml_engineer/senior --json")).Json.AsArray());
        Assert.Contains("1 interview(s).", (await RunAsync("interviews list --candidate c-1")).Out, StringComparison.Ordinal);

        Assert.Contains("closed", (await RunAsync($"interviews close {interview.Name}")).Out, StringComparison.Ordinal);
        Assert.Contains("Candidate c-1 for ml_engineer senior", (await RunAsync($"interviews show {interview.Name.Split('/')[1]}")).Out, StringComparison.Ordinal);
        var watched = await RunAsync($"interviews watch --interview {interview.Name} --from start --count 4");
        string[] lines = watched.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("interview created", lines[0], StringComparison.Ordinal);
        Assert.Contains("interview closed", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scorecards_FromDraftToWithdrawal_HandleTheirEtags()
    {
        using var folder = new TemporaryFolder();
        string interview = await served.CreateInterviewAsync("ada");
        string file = folder.File("card.json", """{"interviewerId":"ada","ratings":[{"criterion":"P1.decision","level":3}]}""");
        var first = JsonParser.Default.Parse<Scorecard>((await RunAsync($"scorecards draft {file} --interview {interview} --json")).Out);
        folder.File("card.json", """{"interviewerId":"ada","ratings":[{"criterion":"P1.decision","level":4}]}""");
        var second = await RunAsync($"scorecards draft {file} --interview {interview}");
        Assert.Contains(first.Name, second.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Refused, (await RunAsync($"scorecards submit {first.Name} --etag {first.Etag}")).Code);
        var submitted = await RunAsync($"scorecards submit {first.Name}");
        Assert.Contains("submitted, revision 1, composite 75.00", submitted.Out, StringComparison.Ordinal);

        folder.File("card.json", """{"interviewerId":"ada","ratings":[{"criterion":"P1.decision","level":2}]}""");
        var amended = await Assess.RunAsync("scorecards", "amend", first.Name, file, "--reason", "Another level.", "--server", served.Address);
        Assert.Contains("amended, revision 2, composite 25.00", amended.Out, StringComparison.Ordinal);
        folder.File("card.json", $$"""{"interviewerId":"ada","etag":"{{first.Etag}}","ratings":[{"criterion":"P1.decision","level":2}]}""");
        var stale = await Assess.RunAsync("scorecards", "amend", first.Name, file, "--reason", "Stale.", "--server", served.Address);
        Assert.Equal(ExitCodes.Refused, stale.Code);
        var withdrawn = await Assess.RunAsync("scorecards", "withdraw", first.Name, "--reason", "Wrong person.", "--server", served.Address);
        Assert.Contains("withdrawn, revision 2", withdrawn.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScorecardsDraft_FileThatIsNoCard_ExitsWith1()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync($"scorecards draft {folder.File("card.json", "[1]")} --interview interviews/x");
        Assert.Equal(ExitCodes.ProblemsFound, run.Code);
        Assert.Contains("is not a Scorecard in proto JSON", run.Error, StringComparison.Ordinal);
    }

    private Task<Assess> RunAsync(string line) => Assess.RunAsync([.. line.Split(' '), "--server", served.Address]);
}
