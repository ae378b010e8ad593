using System.Collections.Frozen;

namespace Assessment.Server.Access;

/// <summary>Who may call what. What is not in it, nobody may call. docs/security.md shows it, and a test compares the two with what the server does.</summary>
internal static class AccessTable
{
    private const Roles Everyone = Roles.Tool | Roles.Interviewer | Roles.Committee | Roles.Admin;
    private const Roles Planners = Roles.Tool | Roles.Committee;
    private const Roles Writers = Roles.Tool | Roles.Interviewer;
    private const Roles Readers = Roles.Tool | Roles.Interviewer | Roles.Committee;
    private const Roles Stewards = Roles.Committee | Roles.Admin;

    private static readonly FrozenDictionary<string, Roles> Table = new Dictionary<string, Roles>(StringComparer.Ordinal)
    {
        ["QuestionBankService/ListQuestionBanks"] = Everyone,
        ["QuestionBankService/GetQuestionBank"] = Everyone,
        ["QuestionBankService/ValidateQuestionBank"] = Everyone,
        ["QuestionBankService/PublishQuestionBank"] = Roles.Admin,
        ["QuestionBankService/ListRoleProfiles"] = Everyone,
        ["QuestionBankService/GetRoleProfile"] = Everyone,

        ["ScoringService/Score"] = Everyone,
        ["ScoringService/BatchScore"] = Everyone,
        ["ScoringService/StreamScores"] = Everyone,

        ["InterviewService/CreateInterview"] = Planners,
        ["InterviewService/GetInterview"] = Everyone,
        ["InterviewService/ListInterviews"] = Planners | Roles.Admin,
        ["InterviewService/ListMyInterviews"] = Writers,
        ["InterviewService/AssignPanelMembers"] = Planners,
        ["InterviewService/UnassignPanelMember"] = Planners,
        ["InterviewService/ListOutstandingScorecards"] = Readers,
        ["InterviewService/CloseInterview"] = Planners,
        ["InterviewService/BuildKit"] = Readers,
        ["InterviewService/WatchInterviews"] = Readers,

        ["ScorecardService/SaveDraft"] = Writers,
        ["ScorecardService/PreviewScorecard"] = Writers,
        ["ScorecardService/SubmitScorecard"] = Writers,
        ["ScorecardService/SubmitDraft"] = Writers,
        ["ScorecardService/BatchSubmitScorecards"] = Writers,
        ["ScorecardService/StreamSubmitScorecards"] = Writers,
        ["ScorecardService/AmendScorecard"] = Writers,
        ["ScorecardService/WithdrawScorecard"] = Writers,
        ["ScorecardService/GetScorecard"] = Readers,
        ["ScorecardService/ListScorecards"] = Readers,

        ["CandidateAssessmentService/GetCandidateAssessment"] = Readers,
        ["CandidateAssessmentService/BatchGetCandidateAssessments"] = Planners,
        ["CandidateAssessmentService/RenderCandidateAssessment"] = Readers,
        ["CandidateAssessmentService/RankCandidates"] = Planners,
        ["CandidateAssessmentService/RecordDecision"] = Roles.Committee,
        ["CandidateAssessmentService/ListDecisions"] = Planners,

        ["ClaimService/RecordClaim"] = Writers,
        ["ClaimService/ListClaims"] = Readers,

        ["CalibrationService/CreateCalibrationRun"] = Stewards,
        ["CalibrationService/GetCalibrationRun"] = Stewards,
        ["CalibrationService/ListCalibrationRuns"] = Stewards,
        ["CalibrationService/CancelCalibrationRun"] = Stewards,
        ["CalibrationService/WatchCalibrationRun"] = Stewards,
        ["CalibrationService/GetCalibrationReport"] = Roles.Committee,
        ["CalibrationService/ListFairScores"] = Roles.Committee,
        ["CalibrationService/RenderCalibrationReport"] = Roles.Committee,
        ["CalibrationService/ReplayCalibrationReport"] = Stewards,
        ["CalibrationService/GetInterviewerCalibration"] = Roles.Interviewer | Roles.Committee,
        ["CalibrationService/SetGroupLabels"] = Roles.Admin,
        ["CalibrationService/GetImpactReport"] = Stewards,

        ["PrivacyService/CreateAccessPacket"] = Roles.Admin,
        ["PrivacyService/EraseCandidate"] = Roles.Admin,

        ["AuditService/ListAuditHeads"] = Roles.Admin,
        ["AuditService/VerifyAudit"] = Roles.Admin,
    }.ToFrozenDictionary(row => $"/assessment.v1.{row.Key}", row => row.Value, StringComparer.Ordinal);

    /// <summary>The roles that may call an rpc.</summary>
    /// <param name="rpc">Its full name with the leading slash, e.g. <c>/assessment.v1.ScoringService/Score</c>.</param>
    public static Roles Of(string rpc) => Table.GetValueOrDefault(rpc, IsReflection(rpc) ? Everyone : Roles.None);

    /// <summary>Whether an rpc needs no token: health, which load balancers ask for, tells of nothing but the server itself.</summary>
    public static bool IsOpen(string rpc) => rpc.StartsWith("/grpc.health.v1.Health/", StringComparison.Ordinal);

    private static bool IsReflection(string rpc) => rpc.StartsWith("/grpc.reflection.", StringComparison.Ordinal);
}
