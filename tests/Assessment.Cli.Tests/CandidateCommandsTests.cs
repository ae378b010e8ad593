using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Cli.Tests;

public class CandidateCommandsTests(CalibratedBanks calibrated) : IClassFixture<CalibratedBanks>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Some => string.Join(' ', calibrated.Interviews.Take(6));

    [Fact]
    public async Task Rank_ByBothScores_OrdersAndSaysHowSure()
    {
        foreach (string basis in new[] { "", " --fair" })
        {
            var json = await calibrated.RunAsync($"candidates rank {Some}{basis} --json");
            var ranking = JsonParser.Default.Parse<RankCandidatesResponse>(json.Out);
            Assert.Equal(6, ranking.Candidates.Count);
            Assert.Equal(ranking.Candidates.OrderByDescending(one => one.ScoreHundredths).Select(one => one.Interview), ranking.Candidates.Select(one => one.Interview));
            var run = await calibrated.RunAsync($"candidates rank {Some}{basis}");
            Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
            int[] places = [.. ranking.Candidates.Select(one => run.Out.IndexOf($" {one.CandidateId} ", StringComparison.Ordinal))];
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Order(), places);
            Assert.Contains($"with a probability of {ranking.OrderProbability:0.00}", run.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Compare_SideBySide_ShowsScoresWithErrorsAndVerdicts()
    {
        var run = await calibrated.RunAsync($"candidates compare {Some}");
        Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
        Assert.Equal(2, run.Out.Split('\n').Count(line => line.StartsWith(" Fair composite ", StringComparison.Ordinal))); // four beside one another, then two
        Assert.Contains("c-05", run.Out, StringComparison.Ordinal);
        var json = (await calibrated.RunAsync($"candidates compare {Some} --json")).Json.AsArray();
        Assert.Equal(6, json.Count);
        var first = JsonParser.Default.Parse<CandidateAssessment>(json[0]!.ToJsonString());
        Assert.Contains($"{first.CompositeHundredths / 100m:0.00} ±", run.Out, StringComparison.Ordinal);
        Assert.Contains($"{first.Fair.CompositeHundredths / 100m:0.00} ±", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssessmentShow_Calibrated_ShowsTheFairLayerAndWritesAPacket()
    {
        using var folder = new TemporaryFolder();
        string interview = calibrated.Interviews[7], page = folder.File("packet.html");
        var run = await calibrated.RunAsync($"assessment show {interview}");
        Assert.Contains("As an average panel would have rated, by calibrationReports/", run.Out, StringComparison.Ordinal);
        Assert.Contains("Fair composite ", run.Out, StringComparison.Ordinal);
        var written = await calibrated.RunAsync($"assessment show {interview} --html {page}");
        Assert.Equal((ExitCodes.Done, ""), (written.Code, written.Out));
        Assert.Contains("c-07", await File.ReadAllTextAsync(page, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_RecordedTwice_AreListedAndShownWithTheAssessment()
    {
        string interview = calibrated.Interviews[8];
        var waits = await Record(interview, "continue", "weak_evidence", "--reason", "Nobody asked about monitoring.");
        Assert.Equal((ExitCodes.Done, ""), (waits.Code, waits.Error));
        Assert.StartsWith($"{interview}/decisions/", waits.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("DEPARTS", waits.Out, StringComparison.Ordinal);
        var redirected = await Record(interview, "redirect", "business_need", "--reason", "The team needs pipelines more.", "--redirected-to", "data_engineer/senior", "--json");
        var decision = JsonParser.Default.Parse<Decision>(redirected.Out);
        Assert.Equal(("roleProfiles/data_engineer/levels/senior", Decision.Types.ReasonCode.BusinessNeed), (decision.RedirectedTo, decision.ReasonCode));

        var listed = await calibrated.RunAsync($"decisions list {interview}");
        Assert.Contains("Why: weak evidence: Nobody asked about monitoring.", listed.Out, StringComparison.Ordinal);
        Assert.Contains("Decided: redirect to data_engineer senior, by dana", listed.Out, StringComparison.Ordinal);
        Assert.Contains("2 decision(s).", listed.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await calibrated.RunAsync($"decisions list {interview} --json")).Json.AsArray().Count);
        Assert.Contains("Decided: redirect to data_engineer senior", (await calibrated.RunAsync($"assessment show {interview}")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DecisionsRecord_DepartingWithoutAReason_ExitsWith4AndNamesTheField()
    {
        string interview = calibrated.Interviews[9];
        var assessment = (await calibrated.RunAsync($"assessment show {interview} --json")).Json;
        string departs = (string)assessment["verdict"]! == "VERDICT_DECLINE" ? "hire" : "decline";
        var run = await Record(interview, departs, "other_evidence");
        Assert.Equal((ExitCodes.Refused, ""), (run.Code, run.Out));
        Assert.Contains("  decision.reason: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claims_HeardDifferently_AreListedWithTheirContradictions()
    {
        using var folder = new TemporaryFolder();
        string interview = await calibrated.Served.CreateInterviewAsync("ada", "grace");
        const string Claim = """{"interviewerId":"WHO","system":"ranker","outcome":"CLAIM_OUTCOME_LEARNED_IN_PRODUCTION","target":"clicks","labelCount":"COUNT","versions":[{"version":"2","change":"position bias","metricChange":0.02}]}""";
        foreach (var (who, count) in new[] { ("ada", "40000"), ("grace", "400") })
        {
            string file = folder.File($"{who}.json", Claim.Replace("WHO", who, StringComparison.Ordinal).Replace("COUNT", count, StringComparison.Ordinal));
            var recorded = await calibrated.RunAsync($"claims record {interview} {file}");
            Assert.Equal((ExitCodes.Done, ""), (recorded.Code, recorded.Error));
            Assert.Matches($"(?m)^  label count +{count}$", recorded.Out);
            Assert.Contains("2: position bias (+0.02)", recorded.Out, StringComparison.Ordinal);
        }

        var listed = await calibrated.RunAsync($"claims list {interview}");
        Assert.Contains("2 claim(s), 1 fact(s) heard differently.", listed.Out, StringComparison.Ordinal);
        Assert.Matches("ranker +label count +ada: 40[, ]?000; grace: 400", listed.Out);
        Assert.Single((await calibrated.RunAsync($"claims list {interview} --json")).Json["contradictions"]!.AsArray());
        Assert.Equal(ExitCodes.ProblemsFound, (await calibrated.RunAsync($"claims record {interview} {folder.File("bad.json", "[1]")}")).Code);
        string stranger = folder.File("stranger.json", Claim.Replace("WHO", "nobody", StringComparison.Ordinal).Replace("COUNT", "1", StringComparison.Ordinal));
        Assert.Equal(ExitCodes.Refused, (await calibrated.RunAsync($"claims record {interview} {stranger}")).Code);
    }

    private Task<Assess> Record(string interview, string outcome, string code, params string[] rest) => Assess.RunAsync(
        ["decisions", "record", interview, "--by", "dana", "--outcome", outcome, "--reason-code", code, .. rest, "--server", calibrated.Address]);
}
