using Assessment.Server.Tests.Support;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Server.Tests.Access;

/// <summary>A tenant in which bob has rated a candidate and ann, of the same panel, has not: what bob said is sealed.</summary>
public sealed class Scene
{
    /// <summary>Interviewers of the panel, and one who is on no panel.</summary>
    public const string Ann = "ann", Bob = "bob", Zoe = "zoe";

    private Scene(TestServer server, string tenant)
    {
        Tenant = tenant;
        All = server.As(TestTokens.Every, "everyone", tenant);
    }

    public string Tenant { get; }

    /// <summary>A caller who may do everything.</summary>
    public Api All { get; }

    /// <summary>The interview with the sealed card.</summary>
    public Interview Interview { get; private set; } = new();

    /// <summary>Bob's card of it.</summary>
    public Scorecard Sealed { get; private set; } = new();

    /// <summary>Ann's draft of it.</summary>
    public Scorecard Draft { get; private set; } = new();

    /// <summary>A closed interview of somebody else.</summary>
    public Interview Released { get; private set; } = new();

    /// <summary>A run over all of the tenant's cards, with its report.</summary>
    public CalibrationRun Run { get; private set; } = new();

    /// <summary>Plays it.</summary>
    /// <param name="level">What bob rates: the one thing in which two scenes differ.</param>
    /// <param name="calibrated">Whether there is a report.</param>
    public static async Task<Scene> PlayAsync(TestServer server, string tenant, int level, bool calibrated)
    {
        var scene = new Scene(server, tenant);
        string said = $"He said so {level} times.";
        scene.Released = await scene.CreateAsync("other", Ann, Bob);
        foreach (string interviewer in (string[])[Ann, Bob])
        {
            await scene.All.SubmitAsync(scene.Released, Cards.Whole(interviewer, 3));
        }

        await scene.All.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = scene.Released.Name });
        scene.Interview = await scene.CreateAsync("candidate", Ann, Bob);
        var card = Cards.Whole(Bob, level);
        card.Note = said;
        card.Ratings[0].Evidence = said;
        scene.Sealed = await scene.All.SubmitAsync(scene.Interview, card);
        scene.Draft = await scene.All.Scorecards.SaveDraftAsync(
            new SaveDraftRequest { Parent = scene.Interview.Name, Scorecard = Cards.Small(Ann) });
        await scene.All.Claims.RecordClaimAsync(new RecordClaimRequest
        {
            Parent = scene.Interview.Name,
            Claim = new Claim { InterviewerId = Bob, System = "ranker", Target = said },
        });
        var elsewhere = await scene.CreateAsync("candidate", "cem"); // another interview of the same candidate, with nothing outstanding
        await scene.All.SubmitAsync(elsewhere, Cards.Whole("cem", 3));
        if (calibrated)
        {
            await scene.AddReleasedAsync();
            scene.Run = await scene.All.Calibrations.CreateCalibrationRunAsync(new CreateCalibrationRunRequest { CalibrationRun = new CalibrationRun() });
            using var watch = scene.All.Calibrations.WatchCalibrationRun(new WatchCalibrationRunRequest { Name = scene.Run.Name });
            while (await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
                scene.Run = watch.ResponseStream.Current;
            }

            Assert.Equal(CalibrationRun.Types.State.Succeeded, scene.Run.State);
        }

        return scene;
    }

    /// <summary>A request of an rpc that names what the scene has, and would be answered if the caller may.</summary>
    public IMessage RequestOf(string rpc) => rpc switch
    {
        "ListQuestionBanks" => new ListQuestionBanksRequest(),
        "GetQuestionBank" => new GetQuestionBankRequest { Name = Interview.QuestionBanks[0] },
        "ValidateQuestionBank" => new ValidateQuestionBankRequest { Source = Samples.ApartBank.Utf8() },
        "PublishQuestionBank" => new PublishQuestionBankRequest { Source = Samples.ApartBank.Utf8() },
        "ListRoleProfiles" => new ListRoleProfilesRequest(),
        "GetRoleProfile" => new GetRoleProfileRequest { Name = Api.SeniorMlEngineer },
        "Score" => ToScore(),
        "BatchScore" => new BatchScoreRequest { Requests = { ToScore() } },
        "StreamScores" => new StreamScoresRequest { Sequence = 1, Request = ToScore() },
        "CreateInterview" => new CreateInterviewRequest { Interview = NewInterview("third", Ann) },
        "GetInterview" => new GetInterviewRequest { Name = Interview.Name },
        "ListInterviews" => new ListInterviewsRequest(),
        "ListMyInterviews" => new ListMyInterviewsRequest { InterviewerId = Ann },
        "AssignPanelMembers" => new AssignPanelMembersRequest { Name = Interview.Name, Panel = { Api.Member("cem") } },
        "UnassignPanelMember" => new UnassignPanelMemberRequest { Name = Interview.Name, InterviewerId = Ann },
        "ListOutstandingScorecards" => new ListOutstandingScorecardsRequest(),
        "CloseInterview" => new CloseInterviewRequest { Name = Interview.Name },
        "BuildKit" => new BuildKitRequest { Interview = Interview.Name, Minutes = 30 },
        "WatchInterviews" => new WatchInterviewsRequest { Interview = Interview.Name, ResumeToken = "start" },
        "SaveDraft" => new SaveDraftRequest { Parent = Interview.Name, Scorecard = DraftAgain(), Etag = Draft.Etag },
        "PreviewScorecard" => new PreviewScorecardRequest { Parent = Interview.Name, Scorecard = Cards.Small(Ann) },
        "SubmitScorecard" => ToSubmit(),
        "SubmitDraft" => new SubmitDraftRequest { Name = Draft.Name, Etag = Draft.Etag },
        "BatchSubmitScorecards" => new BatchSubmitScorecardsRequest { Requests = { ToSubmit() } },
        "StreamSubmitScorecards" => new StreamSubmitScorecardsRequest { Sequence = 1, Request = ToSubmit() },
        "AmendScorecard" => new AmendScorecardRequest
        {
            Name = Sealed.Name,
            Etag = Sealed.Etag,
            Reason = "A slip.",
            Scorecard = Cards.Small(Bob),
        },
        "WithdrawScorecard" => new WithdrawScorecardRequest { Name = Sealed.Name, Etag = Sealed.Etag, Reason = "A slip." },
        "GetScorecard" => new GetScorecardRequest { Name = Sealed.Name },
        "ListScorecards" => new ListScorecardsRequest { Parent = Interview.Name },
        "GetCandidateAssessment" => new GetCandidateAssessmentRequest { Name = AssessmentName(Interview) },
        "BatchGetCandidateAssessments" => new BatchGetCandidateAssessmentsRequest { Names = { AssessmentName(Interview), AssessmentName(Released) } },
        "RenderCandidateAssessment" => new RenderCandidateAssessmentRequest { Name = AssessmentName(Interview) },
        "RankCandidates" => new RankCandidatesRequest { Interviews = { Interview.Name, Released.Name } },
        "RecordDecision" => new RecordDecisionRequest
        {
            Parent = Interview.Name,
            Decision = new Decision
            {
                DecidedBy = "chair",
                Outcome = Decision.Types.Outcome.Continue,
                ReasonCode = Decision.Types.ReasonCode.Other,
                Reason = "More evidence is wanted before this.",
            },
        },
        "ListDecisions" => new ListDecisionsRequest { Parent = Interview.Name },
        "RecordClaim" => new RecordClaimRequest { Parent = Interview.Name, Claim = new Claim { InterviewerId = Ann, System = "ranker" } },
        "ListClaims" => new ListClaimsRequest { Parent = Interview.Name },
        "CreateCalibrationRun" => new CreateCalibrationRunRequest { CalibrationRun = new CalibrationRun() },
        "GetCalibrationRun" => new GetCalibrationRunRequest { Name = Run.Name },
        "ListCalibrationRuns" => new ListCalibrationRunsRequest(),
        "CancelCalibrationRun" => new CancelCalibrationRunRequest { Name = Run.Name },
        "WatchCalibrationRun" => new WatchCalibrationRunRequest { Name = Run.Name },
        "GetCalibrationReport" => new GetCalibrationReportRequest { Name = Run.Report },
        "ListFairScores" => new ListFairScoresRequest { Parent = Run.Report },
        "RenderCalibrationReport" => new RenderCalibrationReportRequest { Name = Run.Report },
        "ReplayCalibrationReport" => new ReplayCalibrationReportRequest { Name = Run.Report },
        "GetInterviewerCalibration" => new GetInterviewerCalibrationRequest { Name = $"{Run.Report}/interviewers/{Ann}" },
        "SetGroupLabels" => new SetGroupLabelsRequest { Labels = { new GroupLabel { CandidateId = "candidate", Category = "sex", Label = "x" } } },
        "GetImpactReport" => new GetImpactReportRequest { Name = $"{Run.Report}/impactReport", Categories = { "sex" } },
        "CreateAccessPacket" => new CreateAccessPacketRequest { CandidateId = "candidate" },
        "EraseCandidate" => new EraseCandidateRequest { CandidateId = "candidate" },
        "ListAuditHeads" => new ListAuditHeadsRequest(),
        "VerifyAudit" => new VerifyAuditRequest(),
        _ => throw new InvalidOperationException($"Nobody said how {rpc} is called: add it here, and with it to what is tried for leaks."),
    };

    /// <summary>Enough interviews that are released for a report to tell anything.</summary>
    private async Task AddReleasedAsync()
    {
        var random = new Random(4711);
        string[] panel = [Ann, Bob, "cem"];
        for (int i = 0; i < 4; i++)
        {
            var interview = await CreateAsync($"released-{i}", panel);
            foreach (string interviewer in panel)
            {
                await All.SubmitAsync(interview, Cards.Random(interviewer, random));
            }
        }
    }

    private static string AssessmentName(Interview interview) => $"{interview.Name}/candidateAssessment";

    private static ScoreRequest ToScore() => new() { RoleProfile = Api.SeniorMlEngineer, Ratings = { Cards.Rated("P1.decision", 3) } };

    private static Interview NewInterview(string candidate, params string[] panel) => new()
    {
        CandidateId = candidate,
        RoleProfile = Api.SeniorMlEngineer,
        Panel = { panel.Select(id => Api.Member(id)) },
    };

    private async Task<Interview> CreateAsync(string candidate, params string[] panel) =>
        await All.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = NewInterview(candidate, panel) });

    private SubmitScorecardRequest ToSubmit() => new() { Parent = Interview.Name, Scorecard = Cards.Small(Ann) };

    private Scorecard DraftAgain()
    {
        var card = Cards.Small(Ann, level: 2);
        card.Name = Draft.Name;
        return card;
    }
}
