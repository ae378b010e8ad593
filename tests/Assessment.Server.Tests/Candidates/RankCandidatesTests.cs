using Assessment.Server.Tests.Support;
using Assessment.V1;
using MathNet.Numerics.Distributions;
using Basis = Assessment.V1.RankCandidatesRequest.Types.Basis;

namespace Assessment.Server.Tests.Candidates;

public sealed class RankCandidatesTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task RankCandidates_ByScore_GivesPlacesAndHowSureTheyAre()
    {
        var middle = await RatedAsync(3);
        var best = await RatedAsync(4, 5);
        var alsoMiddle = await RatedAsync(3);
        var unseen = await _api.CreateAsync("ann");
        var ranking = await _api.Candidates.RankCandidatesAsync(Request(middle, best, unseen, alsoMiddle));
        Assert.Equal([(1, best.Name), (2, middle.Name), (2, alsoMiddle.Name)], ranking.Candidates.Select(c => (c.Rank, c.Interview)));
        var unranked = Assert.Single(ranking.Unranked);
        Assert.Equal((unseen.Name, unseen.CandidateId), (unranked.Interview, unranked.CandidateId));

        var (first, second) = (ranking.Candidates[0], ranking.Candidates[1]);
        double error = Math.Sqrt(Math.Pow(first.StandardErrorHundredths, 2) + Math.Pow(second.StandardErrorHundredths, 2));
        Assert.Equal(Normal.CDF(0, 1, (first.ScoreHundredths - second.ScoreHundredths) / error), first.AboveNextProbability, 1e-12);
        Assert.Equal(0.5, second.AboveNextProbability);
        Assert.False(ranking.Candidates[2].HasAboveNextProbability);
        Assert.Equal(first.AboveNextProbability * 0.5, ranking.OrderProbability, 1e-12);
        var assessed = await _api.AssessAsync(best);
        Assert.Equal(assessed.CompositeStandardErrorHundredths, first.StandardErrorHundredths);
        Assert.Equal(assessed.CompositeHundredths, first.ScoreHundredths);
    }

    [Fact]
    public async Task RankCandidates_FairWithoutAReport_RanksNobodyAndSaysWhy()
    {
        var request = Request(await RatedAsync(3), await RatedAsync(4));
        request.Basis = Basis.Fair;
        var ranking = await _api.Candidates.RankCandidatesAsync(request);
        Assert.Empty(ranking.Candidates);
        Assert.All(ranking.Unranked, one => Assert.Contains("no calibration report", one.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RankCandidates_OtherRoleOrTwiceOrOne_IsRefused()
    {
        var one = await RatedAsync(3);
        var analyst = Api.NewInterview(Api.Member("ann"));
        analyst.RoleProfile = "roleProfiles/data_analyst/levels/senior";
        var other = await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = analyst });
        await _api.Candidates.RankCandidatesAsync(Request(one, other)).InvalidAsync("interviews[1]");
        await _api.Candidates.RankCandidatesAsync(Request(one, one)).InvalidAsync("interviews[1]");
        await _api.Candidates.RankCandidatesAsync(Request(one)).InvalidAsync("interviews");
    }

    [Fact]
    public async Task BatchGetCandidateAssessments_Several_AreTheSingleOnesInOrder()
    {
        var (one, two) = (await RatedAsync(3), await RatedAsync(4));
        var request = new BatchGetCandidateAssessmentsRequest { Names = { NameOf(two), NameOf(one) } };
        var both = await _api.Candidates.BatchGetCandidateAssessmentsAsync(request);
        Assert.Equal([await _api.AssessAsync(two), await _api.AssessAsync(one)], both.CandidateAssessments);
        request.Names.Add(NameOf(one));
        await _api.Candidates.BatchGetCandidateAssessmentsAsync(request).InvalidAsync("names[2]");
    }

    private static string NameOf(Interview interview) => $"{interview.Name}/candidateAssessment";

    private static RankCandidatesRequest Request(params Interview[] interviews) => new() { Interviews = { interviews.Select(i => i.Name) } };

    private async Task<Interview> RatedAsync(params int[] levels)
    {
        string[] panel = [.. levels.Select((_, i) => $"rater{i}")];
        var interview = await _api.CreateAsync(panel);
        for (int i = 0; i < levels.Length; i++)
        {
            await _api.SubmitAsync(interview, Cards.Whole(panel[i], levels[i]));
        }

        return interview;
    }
}
