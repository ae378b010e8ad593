using Assessment.Cli.Hosting;
using Assessment.QuestionBanks;
using Assessment.Scoring;
using Assessment.V1;
using Google.Protobuf;
using Rating = Assessment.V1.Rating;
using RoleLevel = Assessment.QuestionBanks.RoleLevel;
using ScorecardScore = Assessment.Scoring.ScorecardScore;

namespace Assessment.Cli.Tests;

public class ScoreTests(ServedBanks served) : IClassFixture<ServedBanks>
{
    private static readonly ScoreRequest Request = new()
    {
        RoleProfile = "roleProfiles/ml_engineer/levels/senior",
        Focus = { "P1", "D4" },
        Ratings =
        {
            new Rating { Criterion = "P1.decision", Level = 4 },
            new Rating { Criterion = "D4.baseline", Level = 3 },
            new Rating { Criterion = "D4.fit", NotObservedReason = NotObservedReason.OutOfTime },
        },
        RaisedFlags = { new RaisedFlag { RedFlag = "P1.flag-solution-first", Evidence = "Named a network before the problem." } },
        Explain = true,
    };

    [Fact]
    public async Task Score_ValidRatings_EqualsTheScoringLibrary()
    {
        using var folder = new TemporaryFolder();
        var run = await Assess.RunAsync("score", "--json", folder.File("request.json", JsonFormatter.Default.Format(Request)));
        Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
        var response = JsonParser.Default.Parse<ScoreResponse>(run.Out);

        var reading = BankFolder.Read(InstalledBanks.Or(null));
        var rubric = RubricCompiler.Compile(reading.Banks);
        var profile = new BoundProfile(rubric, reading.Profiles.Single().Find("ml_engineer", RoleLevel.Senior)!);
        var expected = new ScorecardScore(rubric);
        Assert.True(expected.TryScore(
            profile,
            rubric.FocusOn(Request.Focus),
            [.. Request.Ratings.Select(r => new Scoring.Rating(rubric.FindCriterion(r.Criterion), r.Level))],
            [.. Request.RaisedFlags.Select(f => rubric.FindRedFlag(f.RedFlag))]));
        Assert.Equal(expected.Composite, response.Score.CompositeHundredths);
        Assert.Equal(expected.EqualWeights, response.Score.EqualWeightsHundredths);
        Assert.Equal(expected.Coverage, response.Score.CoverageHundredths);
        Assert.Equal(expected.Composite, response.Explanation.Sum(part => part.Hundredths));
        Assert.Contains(response.Score.Criteria, c => c.CappedBy.Contains("P1.flag-solution-first"));
    }

    [Fact]
    public async Task Score_ValidRatings_EqualsTheServer()
    {
        using var folder = new TemporaryFolder();
        var run = await Assess.RunAsync("score", "--json", folder.File("request.json", JsonFormatter.Default.Format(Request)));
        var remote = await served.Client.Scoring.ScoreAsync(Request, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(remote, JsonParser.Default.Parse<ScoreResponse>(run.Out));
    }

    [Fact]
    public async Task Score_AsATable_ShowsCompetenciesCapsAndParts()
    {
        using var folder = new TemporaryFolder();
        var run = await Assess.RunAsync("score", folder.File("request.json", JsonFormatter.Default.Format(Request)));
        Assert.Contains("Composite ", run.Out, StringComparison.Ordinal);
        Assert.Contains("Equal weights ", run.Out, StringComparison.Ordinal);
        Assert.Contains("Capped criterion", run.Out, StringComparison.Ordinal);
        Assert.Contains("sum to it exactly", run.Out, StringComparison.Ordinal);
        Assert.All(run.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task Score_InvalidRatings_ListsEveryViolation()
    {
        using var folder = new TemporaryFolder();
        const string Json = """
            {
              "roleProfile": "roleProfiles/ml_engineer/levels/senior",
              "ratings": [ { "criterion": "P1.decision", "level": 6 }, { "criterion": "P9.none", "level": 3 }, { "criterion": "D4.fit" } ]
            }
            """;
        var run = await Assess.RunAsync("score", folder.File("request.json", Json));
        Assert.Equal((ExitCodes.ProblemsFound, ""), (run.Code, run.Out));
        Assert.Contains("ratings[0].level: is 6", run.Error, StringComparison.Ordinal);
        Assert.Contains("ratings[1].criterion: 'P9.none' is not a criterion", run.Error, StringComparison.Ordinal);
        Assert.Contains("ratings[2]: has neither level", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"roleProfile":"x"}""", "role_profile: is not of the form")]
    [InlineData("""{"roleProfile":"roleProfiles/chef/levels/senior"}""", "role_profile: names no role")]
    [InlineData("""{"roleProfile":"roleProfiles/ml_engineer/levels/senior","roleProfileVersion":"9.9.9"}""", "role_profile_version: is not a version")]
    [InlineData("""{"roleProfile":"roleProfiles/ml_engineer/levels/senior","questionBanks":["questionBanks/x/versions/1.0.0"]}""", "question_banks[0]: is not among")]
    [InlineData("""{"roleProfile":7}""", "is not a ScoreRequest")]
    [InlineData("""{"unknown":1}""", "is not a ScoreRequest")]
    [InlineData("{", "is not a ScoreRequest")]
    [InlineData("", "is not a ScoreRequest")]
    [InlineData("[]", "is not a ScoreRequest")]
    [InlineData("null", "is not a ScoreRequest")]
    [InlineData("{\"ratings\":[{\"criterion\":\"P1.decision\",\"level\":99999999999}]}", "is not a ScoreRequest")]
    [InlineData("{\"ratings\":[null]}", "is not a ScoreRequest")]
    public async Task Score_RequestThatCannotBe_SaysWhy(string json, string expected)
    {
        using var folder = new TemporaryFolder();
        var run = await Assess.RunAsync("score", folder.File("request.json", json));
        Assert.Equal((ExitCodes.ProblemsFound, ""), (run.Code, run.Out));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_BrokenBanks_ListsTheirProblems()
    {
        using var folder = new TemporaryFolder();
        string bank = folder.File("bank.yaml", "kind: nonsense");
        var run = await Assess.RunAsync("score", folder.File("request.json", JsonFormatter.Default.Format(Request)), "--banks", bank);
        Assert.Equal(ExitCodes.ProblemsFound, run.Code);
        Assert.Contains($"{bank}:1:7: unknown-kind", run.Error, StringComparison.Ordinal);
    }
}
