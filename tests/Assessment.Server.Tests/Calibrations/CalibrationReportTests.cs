using Assessment.Server.Tests.Support;
using Assessment.V1;
using Basis = Assessment.V1.RankCandidatesRequest.Types.Basis;

namespace Assessment.Server.Tests.Calibrations;

public sealed class CalibrationReportTests(CalibratedServer calibrated)
{
    private readonly Api _api = calibrated.Api;

    [Fact]
    public async Task Report_PlantedSeverities_AreRecovered()
    {
        var report = await _api.Calibrations.GetCalibrationReportAsync(new GetCalibrationReportRequest { Name = calibrated.Run.Report });
        var component = Assert.Single(report.Severity.Components);
        double mean = CalibratedServer.Severity.Values.Average();
        foreach (var rater in component.Interviewers)
        {
            Assert.Equal(CalibratedServer.Severity[rater.InterviewerId] - mean, -rater.FairShift, 0.25);
        }
    }

    [Fact]
    public async Task Assessments_WithAReport_StandBesideTheirFairScores()
    {
        double observedError = 0, fairError = 0;
        for (int i = 0; i < calibrated.Interviews.Count; i++)
        {
            var assessment = await _api.AssessAsync(calibrated.Interviews[i]);
            double truth = (calibrated.Truth[i] - 1) * 2500;
            observedError += Math.Pow(assessment.CompositeHundredths - truth, 2);
            fairError += Math.Pow(assessment.Fair.CompositeHundredths - truth, 2);
            Assert.True(assessment.Fair.StandardErrorHundredths > assessment.CompositeStandardErrorHundredths);
            Assert.Equal(3, assessment.Fair.Interviewers.Count);
            Assert.All(assessment.Fair.Interviewers, adjustment => Assert.True(adjustment.HasSeverityHundredths));
            var check = Assert.Single(assessment.Robustness, c => c.Change == RobustnessCheck.Types.Change.SeverityAdjusted);
            Assert.Equal(assessment.Fair.Verdict, check.Verdict);
        }

        Assert.True(fairError < 0.7 * observedError, $"{fairError} {observedError}"); // fair scores are nearer to what was planted
    }

    [Fact]
    public async Task RankCandidates_Fair_ShowsTheObservedRankBeside()
    {
        var request = new RankCandidatesRequest { Interviews = { calibrated.Interviews.Select(i => i.Name) }, Basis = Basis.Fair };
        var fair = await _api.Candidates.RankCandidatesAsync(request);
        request.Basis = Basis.Observed;
        var observed = await _api.Candidates.RankCandidatesAsync(request);
        Assert.Equal((40, 40), (fair.Candidates.Count, observed.Candidates.Count));
        Assert.Equal(
            observed.Candidates.ToDictionary(c => c.Interview, c => (c.Rank, c.OtherRank)),
            fair.Candidates.ToDictionary(c => c.Interview, c => (c.OtherRank, c.Rank)));
        Assert.StartsWith("calibrationReports/", fair.CalibrationReport, StringComparison.Ordinal);
        Assert.NotEqual(fair.Candidates.Select(c => c.Interview), observed.Candidates.Select(c => c.Interview));
    }

    [Fact]
    public async Task ListFairScores_InPages_NamesEveryCandidateOnce()
    {
        var all = new List<FairScore>();
        var request = new ListFairScoresRequest { Parent = calibrated.Run.Report, PageSize = 7 };
        do
        {
            var page = await _api.Calibrations.ListFairScoresAsync(request);
            all.AddRange(page.FairScores);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(
            calibrated.Interviews.Select(i => (i.CandidateId, i.Name)).Order(), all.Select(score => (score.CandidateId, score.Interview)).Order());
        Assert.All(all, score => Assert.Equal(1 + all.Count(other => other.FairScore_.Value > score.FairScore_.Value), score.Rank));
    }

    [Fact]
    public async Task Replay_AfterAmendmentWithdrawalAndErasure_IsByteIdenticalAndNamesNoErasedCandidate()
    {
        await using var server = await TestServer.StartAsync();
        var interviews = new List<Interview>();
        for (int i = 0; i < 12; i++)
        {
            var interview = await server.Api.CreateAsync("ann", "ben");
            await server.Api.SubmitAsync(interview, Cards.Random("ann", new Random(i)));
            await server.Api.SubmitAsync(interview, Cards.Random("ben", new Random(100 + i)));
            interviews.Add(interview);
        }

        var run = await server.Api.Calibrations.CreateCalibrationRunAsync(new CreateCalibrationRunRequest { CalibrationRun = new CalibrationRun() });
        using (var watch = server.Api.Calibrations.WatchCalibrationRun(new WatchCalibrationRunRequest { Name = run.Name }))
        {
            while (await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
                run = watch.ResponseStream.Current;
            }
        }

        var cards = await server.Api.ListAsync(interviews[0]);
        await server.Api.Scorecards.AmendScorecardAsync(new AmendScorecardRequest
        {
            Name = cards[0].Name,
            Etag = cards[0].Etag,
            Reason = "Slip.",
            Scorecard = Cards.Whole(cards[0].InterviewerId, 5),
        });
        await server.Api.Scorecards.WithdrawScorecardAsync(
            new WithdrawScorecardRequest { Name = cards[1].Name, Etag = cards[1].Etag, Reason = "Wrong person." });
        await server.Api.Privacy.EraseCandidateAsync(new EraseCandidateRequest { CandidateId = interviews[1].CandidateId });
        await server.Api.SubmitAsync(await server.Api.CreateAsync("ann"), Cards.Whole("ann", 1)); // later than the report

        var replay = await server.Api.Calibrations.ReplayCalibrationReportAsync(new ReplayCalibrationReportRequest { Name = run.Report });
        Assert.True(replay.Identical);
        Assert.Equal(replay.StoredSha256, replay.ReplayedSha256);
        var scores = await server.Api.Calibrations.ListFairScoresAsync(new ListFairScoresRequest { Parent = run.Report });
        Assert.DoesNotContain(scores.FairScores, score => score.CandidateId == interviews[1].CandidateId);
        Assert.Contains(scores.FairScores, score => score.CandidateId.StartsWith("erased-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetInterviewerCalibration_Own_NamesNoColleague()
    {
        var own = await _api.Calibrations.GetInterviewerCalibrationAsync(
            new GetInterviewerCalibrationRequest { Name = $"{calibrated.Run.Report}/interviewers/severe" });
        Assert.Equal(("severe", 5, 0), (own.Severity.InterviewerId, own.PanelInterviewers, own.MoreSevere));
        Assert.True(own.PanelStandardDeviation > 0);
        string text = own.ToString();
        Assert.All(CalibratedServer.Severity.Keys.Where(name => name != "severe"), name => Assert.DoesNotContain($"\"{name}\"", text, StringComparison.Ordinal));
        await _api.Calibrations.GetInterviewerCalibrationAsync(
            new GetInterviewerCalibrationRequest { Name = $"{calibrated.Run.Report}/interviewers/nobody" }).NotFoundAsync();
    }
}
