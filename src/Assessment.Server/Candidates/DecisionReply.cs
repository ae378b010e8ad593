using Assessment.Server.Names;
using Assessment.Storage;
using Google.Protobuf.WellKnownTypes;
using Outcome = Assessment.V1.Decision.Types.Outcome;

namespace Assessment.Server.Candidates;

/// <summary>A stored decision as the contract shows it.</summary>
internal static class DecisionReply
{
    public static V1.Decision Of(Decision decision) => new()
    {
        Name = ResourceNames.Decision(decision.InterviewId, decision.Id),
        DecidedBy = decision.DecidedBy,
        Outcome = (Outcome)decision.Outcome,
        RedirectedTo = decision.Role.Split('/') is [var role, var level] ? ResourceNames.RoleProfile(role, level) : "",
        ReasonCode = (V1.Decision.Types.ReasonCode)decision.ReasonCode,
        Reason = decision.Reason,
        DecidedAt = decision.DecidedAt.ToTimestamp(),
        Verdict = (V1.Verdict)decision.Verdict,
        EvidenceFlag = (V1.EvidenceFlag)decision.EvidenceFlag,
        Diverges = Diverges((Outcome)decision.Outcome, (V1.Verdict)decision.Verdict),
    };

    /// <summary>Whether an outcome departs from a verdict. To learn more departs from none; to decide where none was given does.</summary>
    public static bool Diverges(Outcome outcome, V1.Verdict verdict) => outcome switch
    {
        Outcome.Continue => false,
        Outcome.Hire => verdict != V1.Verdict.Hire,
        Outcome.HireAndTrain => verdict != V1.Verdict.HireAndTrain,
        Outcome.Redirect => verdict != V1.Verdict.Redirect,
        _ => verdict != V1.Verdict.Decline,
    };
}
