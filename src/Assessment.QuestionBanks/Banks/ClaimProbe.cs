namespace Assessment.QuestionBanks;

/// <summary>Which of two interviewers asks a claim question.</summary>
public enum ClaimPart
{
    /// <summary>Both ask it, so that their records can be compared.</summary>
    Shared = 0,

    /// <summary>The first asks it.</summary>
    First = 1,

    /// <summary>The second asks it.</summary>
    Second = 2,
}

/// <summary>What a claim question probes: whether a model that the candidate says they built was really learned from data.</summary>
public sealed class ClaimProbe
{
    internal static readonly string[] KnownRecords =
    [
        "target", "label_source", "label_count", "label_lag", "baseline", "baseline_score", "model_score", "metric", "split_rule",
        "unavailable_at_prediction", "versions", "version_change", "retrain_trigger", "retrain_duration", "win_case", "loss_case",
        "threshold_rule", "error_costs", "incident", "detector", "owned_decisions", "rules_comparison",
    ];

    internal ClaimProbe(int probe, ClaimPart part, IReadOnlyList<string> records)
    {
        Probe = probe;
        Part = part;
        Records = [.. records];
    }

    /// <summary>The number of the probe, in [1, 10].</summary>
    public int Probe { get; }

    /// <summary>Who asks it; follows from <see cref="Probe"/>.</summary>
    public ClaimPart Part { get; }

    /// <summary>The facts to write down, e.g. <c>label_source</c>; at least one, each once.</summary>
    public IReadOnlyList<string> Records { get; }

    /// <summary>The part that a probe belongs to: 1 is shared; 2, 3, 6 and 7 are the first; 4, 5, 8, 9 and 10 the second.</summary>
    internal static ClaimPart PartOf(int probe) => probe switch
    {
        1 => ClaimPart.Shared,
        2 or 3 or 6 or 7 => ClaimPart.First,
        _ => ClaimPart.Second,
    };
}
