using Assessment.Storage;
using Google.Protobuf;

namespace Assessment.Fuzz.Integrity;

/// <summary>What the contract says of a claim.</summary>
internal static class ClaimRules
{
    /// <summary>Checks a revision of a claim.</summary>
    public static void Check(Claim claim, StoredRules rules)
    {
        string subject = $"claim {claim.Id:D} revision {claim.Revision}";
        rules.Id(subject, "interviewer_id", claim.InterviewerId);
        rules.Id(subject, "submitter_id", claim.SubmitterId);
        rules.That(!string.IsNullOrWhiteSpace(claim.System), subject, "system is empty");
        rules.Text(subject, "system", claim.System, 100);
        try
        {
            Check(JsonParser.Default.Parse<V1.Claim>(claim.Facts), subject, rules);
        }
        catch (InvalidProtocolBufferException)
        {
            rules.That(false, subject, "the facts are no claim");
        }
    }

    private static void Check(V1.Claim facts, string subject, StoredRules rules)
    {
        string[] texts =
        [
            facts.Target, facts.Baseline, facts.Metric, facts.WonCase, facts.FailedCase, facts.ThresholdRule, facts.Incident, facts.RulesComparison,
            .. facts.OwnedChoices, .. facts.Versions.Select(version => version.Change),
        ];
        foreach (string text in texts)
        {
            rules.Text(subject, "a fact", text, 2_000);
        }

        rules.Range(subject, "number of owned_choices", facts.OwnedChoices.Count, 0, 20);
        rules.Range(subject, "number of versions", facts.Versions.Count, 0, 20);
        foreach (var version in facts.Versions)
        {
            rules.That(!string.IsNullOrWhiteSpace(version.Version), subject, "a version has no name");
            rules.Text(subject, "version", version.Version, 100);
        }

        double[] numbers = [facts.LabelLagDays, facts.BaselineValue, facts.SystemValue, .. facts.Versions.Select(version => version.MetricChange)];
        rules.That(numbers.All(double.IsFinite), subject, "a number isn't finite");
        rules.That(facts.LabelCount >= 0 && facts.LabelLagDays >= 0, subject, "a count or lag is negative");
        rules.That(
            Enum.IsDefined(facts.Outcome) && Enum.IsDefined(facts.LabelSource) && Enum.IsDefined(facts.Split) && Enum.IsDefined(facts.RetrainTrigger),
            subject,
            "a choice stands for nothing");
        rules.That(facts.Launched.Length is 0 or 4 or 7, subject, "launched is neither a year nor a month");
    }
}
