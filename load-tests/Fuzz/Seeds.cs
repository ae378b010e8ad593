using Assessment.StorageLoad.Kills;
using Assessment.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Assessment.Fuzz;

/// <summary>Real interviews, cards, claims, decisions and a calibration, so that hostile calls have something to be about.</summary>
internal sealed class Seeds(GrpcChannel channel, Pool pool) : IDisposable
{
    private const int Interviews = 12;
    private const int Panel = 5;
    private const string OpenRole = "roleProfiles/data_engineer/levels/senior";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim turn = new(1);
    private SampleCards? cards;
    private int planted;

    private readonly CallInvoker calls = channel.CreateCallInvoker();

    /// <summary>Creates them, and tells the pool of every answer.</summary>
    public async Task PlantAsync()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "question-banks"), "*.yaml").Order(StringComparer.Ordinal))
        {
            pool.AddSource(await File.ReadAllBytesAsync(file));
        }

        var banks = new QuestionBankService.QuestionBankServiceClient(calls);
        Seen(await banks.ListQuestionBanksAsync(new()));
        Seen(await banks.ListRoleProfilesAsync(new() { PageSize = 5 }));
        pool.Add("redirected_to", OpenRole);
        pool.Add("open_role", OpenRole);
        cards = await SampleCards.CreateAsync(channel);
        for (int i = 0; i < Interviews; i++)
        {
            await PlantInterviewAsync(cards, planted++);
        }

        await PlantCalibrationAsync();
    }

    /// <summary>One more interview with its cards, since hostile calls close and erase those that are there; as much of it as they leave alone.</summary>
    public async Task TryPlantInterviewAsync()
    {
        await turn.WaitAsync();
        try
        {
            await PlantInterviewAsync(cards!, planted++);
        }
        catch (RpcException e) when (
            e.StatusCode is StatusCode.FailedPrecondition or StatusCode.AlreadyExists or StatusCode.Aborted or StatusCode.ResourceExhausted
                or StatusCode.InvalidArgument
            || e.Status.DebugException is HttpRequestException or IOException)
        {
            // A hostile call was faster: it erased the candidate, took the card's place, gave the panel other foci, or cost the connection.
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task PlantInterviewAsync(SampleCards cards, int i)
    {
        var interviews = new InterviewService.InterviewServiceClient(calls);
        var scorecards = new ScorecardService.ScorecardServiceClient(calls);
        string name = await cards.CreateInterviewAsync(channel, Panel);
        Seen(await interviews.GetInterviewAsync(new() { Name = name }));
        for (int member = 0; member < Panel - (2 * (i % 3)); member++)
        {
            Seen(await scorecards.SubmitScorecardAsync(cards.Request(name, member)));
        }

        var draft = cards.Request(name, Panel - 1);
        if (i % 3 > 0)
        {
            Seen(await scorecards.SaveDraftAsync(new() { Parent = name, Scorecard = draft.Scorecard }));
            Seen(await interviews.ListOutstandingScorecardsAsync(new() { Interview = name }));
        }

        Seen(await scorecards.ListScorecardsAsync(new() { Parent = name, PageSize = 1 }));
        var candidates = new CandidateAssessmentService.CandidateAssessmentServiceClient(calls);
        Seen(await candidates.GetCandidateAssessmentAsync(new() { Name = $"{name}/candidateAssessment" }));
        Seen(await new ClaimService.ClaimServiceClient(calls).RecordClaimAsync(
            new() { Parent = name, Claim = ClaimOf(draft.Scorecard.InterviewerId) }));
        if (i % 4 == 0)
        {
            Seen(await candidates.RecordDecisionAsync(new() { Parent = name, Decision = DecisionOf() }));
        }
    }

    private async Task PlantCalibrationAsync()
    {
        var calibrations = new CalibrationService.CalibrationServiceClient(calls);
        var interviews = new InterviewService.InterviewServiceClient(calls);
        var listed = await interviews.ListInterviewsAsync(new() { PageSize = 3 });
        Seen(listed);
        var labels = listed.Interviews.Select(interview => new GroupLabel { CandidateId = interview.CandidateId, Category = "cohort", Label = "blue" });
        await calibrations.SetGroupLabelsAsync(new() { Labels = { labels } });
        Seen(await new PrivacyService.PrivacyServiceClient(calls).CreateAccessPacketAsync(new() { CandidateId = listed.Interviews[0].CandidateId }));
        Seen(await interviews.ListInterviewsAsync(new() { PageSize = 3, PageToken = listed.NextPageToken }));
        Seen(await new AuditService.AuditServiceClient(calls).ListAuditHeadsAsync(new()));
        var run = await calibrations.CreateCalibrationRunAsync(new() { CalibrationRun = new() });
        using var watch = calibrations.WatchCalibrationRun(new() { Name = run.Name }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Patience);
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            run = watch.ResponseStream.Current;
        }

        Seen(run);
        if (run.Report.Length == 0)
        {
            throw new InvalidOperationException($"The calibration of the planted cards has no report: {run.State} {run.Failure}");
        }

        Seen(await calibrations.ListFairScoresAsync(new() { Parent = run.Report, PageSize = 2 }));
        pool.Add("calibrationReports/*/interviewers/*", $"{run.Report}/interviewers/interviewer-0");
        pool.Add("calibrationReports/*/impactReport", $"{run.Report}/impactReport");
        pool.Add("calibrationReports/*", "calibrationReports/latest");
    }

    private static Claim ClaimOf(string interviewer) => new()
    {
        InterviewerId = interviewer,
        System = "churn model",
        Outcome = ClaimOutcome.LearnedInProduction,
        Target = "renewal within 30 days",
        LabelSource = LabelSource.Behavior,
        LabelCount = 120_000,
        LabelLagDays = 30,
        Baseline = "last month's renewals",
        Metric = "recall at 10 %",
        BaselineValue = 0.31,
        SystemValue = 0.44,
        Split = SplitRule.Time,
        Versions = { new ClaimedVersion { Version = "2", Change = "shorter window", MetricChange = 0.02 } },
        RetrainTrigger = RetrainTrigger.Schedule,
        OwnedChoices = { "the label window" },
        Launched = "2025-03",
    };

    private static Decision DecisionOf() => new()
    {
        DecidedBy = "committee-1",
        Outcome = Decision.Types.Outcome.Hire,
        ReasonCode = Decision.Types.ReasonCode.Other,
        Reason = "They had shipped and repaired a model of the same kind before.",
    };

    private void Seen(IMessage answer) => pool.Observe(answer);
}
