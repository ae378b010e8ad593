using Assessment.QuestionBanks;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Storage;
using Outcome = Assessment.V1.Decision.Types.Outcome;
using ReasonCode = Assessment.V1.Decision.Types.ReasonCode;

namespace Assessment.Server.Candidates;

/// <summary>What a decision says, checked by itself and against its candidate.</summary>
internal static class DecisionRequest
{
    private const int ShortestReason = 10;

    /// <summary>The fields that need nobody to be loaded.</summary>
    public static void Check(V1.Decision? decision, FieldViolations violations)
    {
        if (decision is null)
        {
            violations.Add("decision", "is required.");
            return;
        }

        violations.RequireId("decision.decided_by", decision.DecidedBy);
        RequireChosen("decision.outcome", decision.Outcome, violations);
        RequireChosen("decision.reason_code", decision.ReasonCode, violations);
        violations.Text("decision.reason", decision.Reason, violations.Limits.DecisionReasonLength);
        bool redirects = decision.Outcome == Outcome.Redirect;
        if (redirects != decision.RedirectedTo.Length > 0)
        {
            violations.Add("decision.redirected_to", redirects ? "is required to redirect." : "is for a decision to redirect.");
        }
    }

    /// <summary>The decision about a loaded candidate.</summary>
    /// <exception cref="RequestException">It departs from the advice without saying why, or names a role that is not open.</exception>
    public static Decision Decide(V1.Decision decision, AssessedCandidate candidate, Limits limits, DateTimeOffset now)
    {
        var violations = new FieldViolations(limits);
        var verdict = VerdictReply.VerdictOf(candidate.Verdict);
        bool diverges = DecisionReply.Diverges(decision.Outcome, verdict);
        if (diverges && decision.ReasonCode == ReasonCode.FollowsVerdict)
        {
            violations.Add("decision.reason_code", $"can't be that the advice was followed: the verdict is {verdict}.");
        }

        if ((diverges || decision.ReasonCode == ReasonCode.Other) && decision.Reason.Trim().Length < ShortestReason)
        {
            violations.Add("decision.reason", diverges
                ? $"needs at least {ShortestReason} characters, since the outcome departs from the verdict {verdict}."
                : $"needs at least {ShortestReason} characters for another reason.");
        }

        string role = "";
        if (decision.RedirectedTo.Length > 0)
        {
            bool named = ResourceNames.TryRoleProfile(decision.RedirectedTo, out string? id, out var level);
            role = named ? $"{id}/{level.WireName()}" : "";
            if (!candidate.Interview.OpenRoles.Contains(role, StringComparer.Ordinal))
            {
                violations.Add("decision.redirected_to", "is not one of the interview's open roles.");
            }
        }

        violations.ThrowIfAny();
        return new Decision
        {
            Id = TimeOrderedIds.Of(now),
            InterviewId = candidate.Interview.Id,
            DecidedBy = decision.DecidedBy,
            Outcome = (int)decision.Outcome,
            Role = role,
            ReasonCode = (int)decision.ReasonCode,
            Reason = decision.Reason,
            Verdict = (int)verdict,
            EvidenceFlag = (int)VerdictReply.EvidenceFlagOf(candidate.Advice),
            DecidedAt = now,
        };
    }

    private static void RequireChosen<T>(string field, T value, FieldViolations violations)
        where T : struct, Enum
    {
        if (Equals(value, default(T)))
        {
            violations.Add(field, "is required.");
        }
        else
        {
            violations.Defined(field, value);
        }
    }
}
