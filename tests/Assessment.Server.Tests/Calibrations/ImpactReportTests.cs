using Assessment.Server.Tests.Support;
using Assessment.V1;
using Basis = Assessment.V1.GetImpactReportRequest.Types.Basis;
using Outcome = Assessment.V1.Decision.Types.Outcome;
using ReasonCode = Assessment.V1.Decision.Types.ReasonCode;

namespace Assessment.Server.Tests.Calibrations;

/// <summary>A hand-worked table: 12 of 20 men, 6 of 15 women and 5 of 11 others hired, 1 undecided.</summary>
public sealed class ImpactReportTests : IAsyncLifetime
{
    private readonly List<Interview> _interviews = [];
    private TestServer? _server;
    private string _report = "";

    private Api Api => _server!.Api;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        (string Group, bool? Hired)[] people =
        [
            .. Some("man", 12, true), .. Some("man", 8, false), .. Some("woman", 6, true), .. Some("woman", 9, false),
            .. Some("other", 5, true), .. Some("other", 6, false), .. Some("man", 1, null),
        ];
        var labels = new SetGroupLabelsRequest();
        for (int i = 0; i < people.Length; i++)
        {
            var interview = await Api.CreateAsync("ann", "ben");
            await Api.SubmitAsync(interview, Cards.Random("ann", new Random(i)));
            await Api.SubmitAsync(interview, Cards.Random("ben", new Random(1000 + i)));
            _interviews.Add(interview);
            labels.Labels.Add(new GroupLabel { CandidateId = interview.CandidateId, Category = "sex", Label = people[i].Group });
            labels.Labels.Add(new GroupLabel { CandidateId = interview.CandidateId, Category = "site", Label = i % 7 == 0 ? "north" : "south" });
            if (people[i].Hired is { } hired)
            {
                await Api.Candidates.RecordDecisionAsync(new RecordDecisionRequest
                {
                    Parent = interview.Name,
                    Decision = new Decision
                    {
                        DecidedBy = "chair",
                        Outcome = hired ? Outcome.Hire : Outcome.Decline,
                        ReasonCode = ReasonCode.BusinessNeed,
                        Reason = "As the test wants.",
                    },
                });
            }
        }

        var answer = await Api.Calibrations.SetGroupLabelsAsync(labels);
        Assert.Equal((labels.Labels.Count, 0), (answer.Stored, answer.Removed));
        var run = await Api.Calibrations.CreateCalibrationRunAsync(new CreateCalibrationRunRequest { CalibrationRun = new CalibrationRun() });
        using var watch = Api.Calibrations.WatchCalibrationRun(new WatchCalibrationRunRequest { Name = run.Name });
        while (await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
            run = watch.ResponseStream.Current;
        }

        _report = run.Report;
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task GetImpactReport_Decisions_IsTheHandWorkedTable()
    {
        var report = await ImpactAsync(Basis.Decision, "sex");
        var impact = report.Impact;
        Assert.Equal("man", impact.Reference);
        Assert.Equal(["man", "other", "woman"], impact.Groups.Select(g => g.Group));
        var (man, other, woman) = (impact.Groups[0], impact.Groups[1], impact.Groups[2]);

        // 12/20 = .6; 6/15 = .4; .4/.6 = 2/3 < 4/5.
        Assert.Equal((20, 12, 0.6), (man.Considered, man.Selected, man.Rate.Estimate.Value));
        Assert.Equal((15, 6, 0.4), (woman.Considered, woman.Selected, woman.Rate.Estimate.Value));
        Assert.Equal(6.0 / 15 / (12.0 / 20), woman.ImpactRatio.Estimate.Value, 1e-15);
        Assert.Equal(FourFifths.Flagged, woman.FourFifths);
        Assert.Equal(FourFifths.Reference, man.FourFifths);
        Assert.Equal(ExactTwoSided(20, 12, 15, 6), woman.Fisher.PValue, 1e-12);

        Assert.Equal((11, 5, FourFifths.Flagged), (other.Considered, other.Selected, other.FourFifths)); // 5/11 / .6 = .758
        Assert.Equal((46, 23, 0), (impact.Considered, impact.Selected, impact.UnknownConsidered));
        Assert.Equal(1, impact.WithoutScore);
        Assert.Equal(5, report.MinimumCell);
    }

    [Fact]
    public async Task GetImpactReport_Scores_UseTheReportsCuts()
    {
        var observed = await ImpactAsync(Basis.ObservedScore, "sex");
        var scores = (await Api.Calibrations.ListFairScoresAsync(new ListFairScoresRequest { Parent = _report, PageSize = 1000 })).FairScores;
        var men = _interviews.Take(20).Append(_interviews[^1]).Select(i => i.CandidateId).ToHashSet();
        var man = observed.Impact.Groups.Single(g => g.Group == "man");
        Assert.Equal(
            (scores.Count(s => men.Contains(s.CandidateId)), scores.Count(s => men.Contains(s.CandidateId) && s.PassesObserved)),
            (man.Considered, man.Selected));
        var fair = (await ImpactAsync(Basis.FairScore, "sex")).Impact.Groups.Single(g => g.Group == "man");
        Assert.Equal(scores.Count(s => men.Contains(s.CandidateId) && s.HasPassesFair && s.PassesFair), fair.Selected);
    }

    [Fact]
    public async Task GetImpactReport_Crossed_JoinsTheGroups()
    {
        var impact = (await ImpactAsync(Basis.Decision, "sex", "site")).Impact;
        Assert.Equal(
            ["man × north", "man × south", "other × north", "other × south", "woman × north", "woman × south"], impact.Groups.Select(g => g.Group));
    }

    [Fact]
    public async Task GetImpactReport_SmallCells_AreWithheldWithWhatWouldTellThem()
    {
        var impact = (await ImpactAsync(Basis.Decision, "sex", "site")).Impact;
        string[] north = ["man × north", "other × north", "woman × north"]; // every seventh: 3, 1 and 2 of them
        Assert.All(impact.Groups.Where(g => north.Contains(g.Group)), g =>
        {
            Assert.Equal(SuppressionReason.SmallCell, g.Suppression);
            Assert.False(g.HasConsidered || g.HasSelected || g.Rate.Estimate.HasValue || g.ImpactRatio.Estimate.HasValue || g.Fisher is not null);
        });
        Assert.Contains(impact.Groups, g => g.Suppression == SuppressionReason.None && g.Considered >= 5);
    }

    [Fact]
    public async Task SetGroupLabels_EmptyLabel_TakesItAwayAndBadOnesAreNamed()
    {
        var one = new GroupLabel { CandidateId = "nobody-else", Category = "age", Label = "40 and over" };
        Assert.Equal(1, (await Api.Calibrations.SetGroupLabelsAsync(new SetGroupLabelsRequest { Labels = { one } })).Stored);
        one.Label = "";
        Assert.Equal(1, (await Api.Calibrations.SetGroupLabelsAsync(new SetGroupLabelsRequest { Labels = { one } })).Removed);
        await Api.Calibrations.SetGroupLabelsAsync(new SetGroupLabelsRequest()).InvalidAsync("labels");
        await Api.Calibrations.SetGroupLabelsAsync(new SetGroupLabelsRequest { Labels = { new GroupLabel { Category = "A b" }, one, one } })
            .InvalidAsync("labels[0].candidate_id", "labels[0].category", "labels[2]");
        await Api.Calibrations.GetImpactReportAsync(new GetImpactReportRequest { Name = $"{_report}/impactReport" }).InvalidAsync("categories");
    }

    private static IEnumerable<(string, bool?)> Some(string group, int count, bool? hired) => Enumerable.Repeat((group, hired), count);

    /// <summary>Fisher's exact test by the plain sum over all tables with the same margins.</summary>
    private static double ExactTwoSided(int n1, int x1, int n2, int x2)
    {
        double P(int x) => Choose(n1, x) * Choose(n2, x1 + x2 - x) / Choose(n1 + n2, x1 + x2);
        double at = P(x1);
        return Enumerable.Range(0, n1 + 1).Where(x => x1 + x2 - x >= 0 && x1 + x2 - x <= n2).Select(P).Where(p => p <= at * (1 + 1e-9)).Sum();
    }

    private static double Choose(int n, int k) => Enumerable.Range(0, k).Aggregate(1.0, (product, i) => product * (n - i) / (i + 1));

    private async Task<ImpactReport> ImpactAsync(Basis basis, params string[] categories) => await Api.Calibrations.GetImpactReportAsync(
        new GetImpactReportRequest { Name = $"{_report}/impactReport", Categories = { categories }, Basis = basis });
}
