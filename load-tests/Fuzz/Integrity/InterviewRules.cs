using Assessment.Server.Catalog;
using Assessment.Storage;

namespace Assessment.Fuzz.Integrity;

/// <summary>What the contract says of interviews, decisions and group labels.</summary>
internal static class InterviewRules
{
    /// <summary>Checks an interview.</summary>
    public static void Check(Interview interview, InterviewRubric rubric, StoredRules rules)
    {
        string subject = $"interview {interview.Id:D}";
        rules.Id(subject, "candidate_id", interview.CandidateId);
        rules.Id(subject, "application_id", interview.ApplicationId, required: false);
        rules.Id(subject, "step", interview.Step, required: false);
        rules.Range(subject, "number of banks", interview.Banks.Count, 1, 12);
        rules.Distinct(subject, "banks", [.. interview.Banks.Select(bank => bank.BankId)], 12);
        rules.Distinct(subject, "open_roles", interview.OpenRoles, 24);
        rules.Range(subject, "state", (int)interview.State, 1, 2);
        rules.Range(subject, "number of competencies", rubric.Rubric.CompetencyIds.Count, 1, 64);
        rules.Distinct(subject, "panel", [.. interview.Panel.Select(member => member.InterviewerId)], 32);
        foreach (var member in interview.Panel)
        {
            rules.Id(subject, "panel's interviewer_id", member.InterviewerId);
            rules.Distinct(subject, "focus", member.Focus, 64);
            rules.That(member.Focus.All(id => rubric.Rubric.FindCompetency(id) >= 0), subject, "focus names an unknown competency");
        }
    }

    /// <summary>Checks a decision.</summary>
    public static void Check(Decision decision, StoredRules rules)
    {
        string subject = $"decision {decision.Id:D}";
        rules.Id(subject, "decided_by", decision.DecidedBy);
        rules.Text(subject, "reason", decision.Reason, 4_000);
        rules.That(decision.Outcome > 0 && Enum.IsDefined((V1.Decision.Types.Outcome)decision.Outcome), subject, $"outcome is {decision.Outcome}");
        rules.That(decision.ReasonCode > 0 && Enum.IsDefined((V1.Decision.Types.ReasonCode)decision.ReasonCode), subject, $"reason_code is {decision.ReasonCode}");
        rules.That(decision.Verdict > 0 && Enum.IsDefined((V1.Verdict)decision.Verdict), subject, $"verdict is {decision.Verdict}");
    }

    /// <summary>Checks a group label.</summary>
    public static void Check(GroupLabel label, StoredRules rules)
    {
        const string Subject = "group label";
        rules.Id(Subject, "candidate_id", label.CandidateId);
        rules.Text(Subject, "label", label.Label, 100);
        rules.Range(Subject, "length of category", label.Category.Length, 1, 100);
        rules.That(label.Category.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_'), Subject, "category has another character than a-z, 0-9 and _");
    }
}
