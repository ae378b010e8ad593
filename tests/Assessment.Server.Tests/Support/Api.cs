using System.Globalization;
using Assessment.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Assessment.Server.Tests.Support;

/// <summary>A real client's view of a server.</summary>
public sealed class Api(GrpcChannel channel, string? token = null)
{
    public const string SeniorMlEngineer = "roleProfiles/ml_engineer/levels/senior";

    private static int _candidates;

    public GrpcChannel Channel { get; } = channel;

    public CallInvoker Calls { get; } = channel.Intercept(new TokenInterceptor(token ?? TestTokens.OfEveryone), new TestCalls());

    public V1.QuestionBankService.QuestionBankServiceClient Banks => new(Calls);

    public V1.ScoringService.ScoringServiceClient Scoring => new(Calls);

    public V1.InterviewService.InterviewServiceClient Interviews => new(Calls);

    public V1.ScorecardService.ScorecardServiceClient Scorecards => new(Calls);

    public V1.CandidateAssessmentService.CandidateAssessmentServiceClient Candidates => new(Calls);

    public V1.ClaimService.ClaimServiceClient Claims => new(Calls);

    public V1.CalibrationService.CalibrationServiceClient Calibrations => new(Calls);

    public V1.PrivacyService.PrivacyServiceClient Privacy => new(Calls);

    public V1.AuditService.AuditServiceClient Audit => new(Calls);

    /// <summary>An id that no other test of this process uses.</summary>
    public static string NewId(string prefix) => $"{prefix}-{Interlocked.Increment(ref _candidates).ToString(CultureInfo.InvariantCulture)}";

    public static string NewRequestId() => Guid.NewGuid().ToString();

    public static PanelMember Member(string interviewer, params string[] focus) => new() { InterviewerId = interviewer, Focus = { focus } };

    public static Interview NewInterview(params PanelMember[] panel) => new()
    {
        CandidateId = NewId("candidate"),
        RoleProfile = SeniorMlEngineer,
        Panel = { panel },
    };

    public async Task<Interview> CreateAsync(params PanelMember[] panel) =>
        await Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = NewInterview(panel) });

    /// <summary>An interview with members who cover everything.</summary>
    public Task<Interview> CreateAsync(params string[] interviewers) => CreateAsync([.. interviewers.Select(i => Member(i))]);

    public async Task<Scorecard> SubmitAsync(Interview interview, Scorecard card) =>
        await Scorecards.SubmitScorecardAsync(new SubmitScorecardRequest { Parent = interview.Name, Scorecard = card });

    public async Task<Scorecard> GetAsync(Scorecard card, int revision = 0) =>
        await Scorecards.GetScorecardAsync(new GetScorecardRequest { Name = card.Name, Revision = revision });

    public async Task<CandidateAssessment> AssessAsync(Interview interview) =>
        await Candidates.GetCandidateAssessmentAsync(new GetCandidateAssessmentRequest { Name = $"{interview.Name}/candidateAssessment" });

    /// <summary>Every scorecard of an interview.</summary>
    public async Task<IReadOnlyList<Scorecard>> ListAsync(Interview interview) =>
        (await Scorecards.ListScorecardsAsync(new ListScorecardsRequest { Parent = interview.Name, PageSize = 200 })).Scorecards;

    public Task AssertNothingStoredAsync(Interview interview) => AssertStoredAsync(interview, 0);

    public async Task AssertStoredAsync(Interview interview, int scorecards) => Assert.Equal(scorecards, (await ListAsync(interview)).Count);
}
