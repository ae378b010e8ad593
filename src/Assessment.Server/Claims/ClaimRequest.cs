using System.Text.RegularExpressions;
using Assessment.Server.Errors;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Server.Claims;

/// <summary>What a claim says, checked.</summary>
internal static partial class ClaimRequest
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);

    /// <summary>Checks every field; each problem becomes a violation.</summary>
    public static void Check(Claim? claim, FieldViolations violations)
    {
        if (claim is null)
        {
            violations.Add("claim", "is required.");
            return;
        }

        violations.RequireId("claim.interviewer_id", claim.InterviewerId);
        violations.RequireText("claim.system", claim.System, violations.Limits.SystemLength);
        violations.Defined("claim.outcome", claim.Outcome);
        violations.Defined("claim.label_source", claim.LabelSource);
        violations.Defined("claim.split", claim.Split);
        violations.Defined("claim.retrain_trigger", claim.RetrainTrigger);
        foreach (var (field, text) in new[]
        {
            ("target", claim.Target), ("baseline", claim.Baseline), ("metric", claim.Metric), ("won_case", claim.WonCase),
            ("failed_case", claim.FailedCase), ("threshold_rule", claim.ThresholdRule), ("incident", claim.Incident),
            ("rules_comparison", claim.RulesComparison),
        })
        {
            violations.Text($"claim.{field}", text, violations.Limits.FactLength);
        }

        CheckNumbers(claim, violations);
        CheckItems(claim, violations);
    }

    /// <summary>The facts alone, as they are stored.</summary>
    public static string FactsOf(Claim claim)
    {
        var facts = claim.Clone();
        (facts.Name, facts.InterviewerId, facts.System, facts.Revision, facts.RecordedAt) = ("", "", "", 0, null);
        return Formatter.Format(facts);
    }

    private static void CheckNumbers(Claim claim, FieldViolations violations)
    {
        if (claim.HasLabelCount && claim.LabelCount < 0)
        {
            violations.Add("claim.label_count", "can't be negative.");
        }

        if (claim.HasLabelLagDays && !(claim.LabelLagDays >= 0 && double.IsFinite(claim.LabelLagDays)))
        {
            violations.Add("claim.label_lag_days", "is not a number of days from 0.");
        }

        if (claim.HasBaselineValue && !double.IsFinite(claim.BaselineValue))
        {
            violations.Add("claim.baseline_value", "is not a finite number.");
        }

        if (claim.HasSystemValue && !double.IsFinite(claim.SystemValue))
        {
            violations.Add("claim.system_value", "is not a finite number.");
        }

        if (claim.Launched.Length > 0 && !Launched().IsMatch(claim.Launched))
        {
            violations.Add("claim.launched", "is not of the form 'YYYY-MM' or 'YYYY'.");
        }
    }

    private static void CheckItems(Claim claim, FieldViolations violations)
    {
        violations.Count("claim.versions", claim.Versions.Count, 0, violations.Limits.ClaimItems);
        violations.Count("claim.owned_choices", claim.OwnedChoices.Count, 0, violations.Limits.ClaimItems);
        for (int i = 0; i < claim.Versions.Count; i++)
        {
            var version = claim.Versions[i];
            violations.RequireText($"claim.versions[{i}].version", version.Version, violations.Limits.SystemLength);
            violations.Text($"claim.versions[{i}].change", version.Change, violations.Limits.FactLength);
            if (version.HasMetricChange && !double.IsFinite(version.MetricChange))
            {
                violations.Add($"claim.versions[{i}].metric_change", "is not a finite number.");
            }
        }

        for (int i = 0; i < claim.OwnedChoices.Count; i++)
        {
            violations.RequireText($"claim.owned_choices[{i}]", claim.OwnedChoices[i], violations.Limits.FactLength);
        }
    }

    [GeneratedRegex("^[0-9]{4}(-(0[1-9]|1[0-2]))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Launched();
}
