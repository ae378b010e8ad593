using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Cli.Tests;

public class ShowTests(ServedBanks served) : IClassFixture<ServedBanks>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scorecards_ListAndShow_EqualTheServer()
    {
        var card = await SubmitAsync("list-ada");
        var list = await Assess.RunAsync("scorecards", "list", "--interviewer", "list-ada", "--server", served.Address);
        Assert.Equal(ExitCodes.Done, list.Code);
        Assert.Contains(card.Name.Split('/')[3], list.Out, StringComparison.Ordinal);
        Assert.Contains("1 scorecard(s)", list.Out, StringComparison.Ordinal);
        Assert.All(list.Out.Split('\n'), line => Assert.True(line.Length <= 80, line));

        var listed = await Assess.RunAsync("scorecards", "list", "--json", "--interviewer", "list-ada", "--server", served.Address);
        Assert.Equal(card, JsonParser.Default.Parse<Scorecard>(listed.Json[0]!.ToJsonString()));
        var shown = await Assess.RunAsync("scorecards", "show", card.Name, "--json", "--server", served.Address);
        Assert.Equal(card, JsonParser.Default.Parse<Scorecard>(shown.Out));
    }

    [Fact]
    public async Task ScorecardsShow_AsATable_ShowsRatingsReasonsAndScore()
    {
        var card = await SubmitAsync("show-ada");
        var run = await Assess.RunAsync("scorecards", "show", card.Name, "--server", served.Address);
        Assert.Contains("out of time", run.Out, StringComparison.Ordinal);
        Assert.Contains("Said which decision would change.", run.Out, StringComparison.Ordinal);
        Assert.Contains("Composite ", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"submitted \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", run.Out);
    }

    [Fact]
    public async Task AssessmentShow_ByNameOrUuid_EqualsTheServer()
    {
        string interview = (await SubmitAsync("assessed-ada")).Name.Split("/scorecards")[0];
        var request = new GetCandidateAssessmentRequest { Name = $"{interview}/candidateAssessment" };
        var expected = await served.Client.CandidateAssessments.GetCandidateAssessmentAsync(request, cancellationToken: Cancellation);
        var byName = await Assess.RunAsync("assessment", "show", interview, "--json", "--server", served.Address);
        var byUuid = await Assess.RunAsync("assessment", "show", interview.Split('/')[1], "--server", served.Address);
        Assert.Equal(expected, JsonParser.Default.Parse<CandidateAssessment>(byName.Out));
        Assert.Contains("Band insufficient (D4 unobserved, coverage)", byUuid.Out, StringComparison.Ordinal);
        Assert.Contains("Still waiting for late", byUuid.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("assessment show 0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11", "RESOURCE_NOT_FOUND")]
    [InlineData("assessment show nonsense", "INVALID_FIELDS")]
    [InlineData("scorecards show interviews/0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11/scorecards/0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11", "RESOURCE_NOT_FOUND")]
    public async Task Show_WhatTheServerRefuses_ExitsWith4(string line, string reason)
    {
        var run = await Assess.RunAsync([.. line.Split(' '), "--server", served.Address]);
        Assert.Equal((ExitCodes.Refused, ""), (run.Code, run.Out));
        Assert.StartsWith($"assess: refused ({reason}): ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scorecards list")]
    [InlineData("scorecards show interviews/x/scorecards/y --json")]
    [InlineData("assessment show x")]
    public async Task Show_NoServer_ExitsWith3(string line)
    {
        var run = await Assess.RunAsync([.. line.Split(' '), "--server", "http://127.0.0.1:1"]);
        Assert.Equal((ExitCodes.Unreachable, ""), (run.Code, run.Out));
        Assert.StartsWith("assess: the server at http://127.0.0.1:1 can't be reached", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_Interrupted_ExitsWith130()
    {
        var run = await Assess.RunAsync(new CancellationToken(canceled: true), "scorecards", "list", "--server", served.Address);
        Assert.Equal(ExitCodes.Interrupted, run.Code);
    }

    private async Task<Scorecard> SubmitAsync(string interviewer)
    {
        var card = new Scorecard
        {
            InterviewerId = interviewer,
            Ratings =
            {
                new Rating { Criterion = "P1.decision", Level = 5, Evidence = "Said which decision would change." },
                new Rating { Criterion = "D1.grain", NotObservedReason = NotObservedReason.OutOfTime },
            },
        };
        var request = new SubmitScorecardRequest { Parent = await served.CreateInterviewAsync(interviewer, "late"), Scorecard = card };
        return await served.Client.Scorecards.SubmitScorecardAsync(request, cancellationToken: Cancellation);
    }
}
