namespace Assessment.QuestionBanks;

/// <summary>The keys that one mapping of a file may and must have.</summary>
/// <param name="Name">What the mapping is, as messages call it.</param>
/// <param name="Required">The keys that must be there.</param>
/// <param name="Optional">The keys that may be there.</param>
internal sealed record KeySet(string Name, string[] Required, string[] Optional)
{
    public KeySet(string name, params string[] required)
        : this(name, required, [])
    {
    }

    /// <summary>The code under which a missing key is reported.</summary>
    public string MissingCode { get; init; } = DiagnosticCodes.MissingKey;
}

/// <summary>Every mapping with a fixed set of keys. The JSON Schemas say the same, and a test holds them together.</summary>
internal static class KnownKeys
{
    public static readonly KeySet Bank = new(
        "a question bank",
        "kind", "id", "version", "track", "title", "summary", "rationale", "provenance", "evidence_at_extremes", "competencies");

    public static readonly KeySet Competency = new(
        "a competency", "id", "name", "description", "weight", "rationale", "criteria", "questions", "red_flags");

    public static readonly KeySet Criterion = new("a criterion", "id", "name", "weight", "anchors");

    public static readonly KeySet Anchors = new("anchors", "1", "2", "3", "4", "5") { MissingCode = DiagnosticCodes.AnchorMissing };

    public static readonly KeySet Question = new("a question", ["id", "prompt", "probes", "minutes", "levels", "criteria"], ["claim"]);

    public static readonly KeySet Claim = new("a claim", "probe", "part", "records");

    public static readonly KeySet RedFlag = new("a red flag", "id", "sign", "cap", "criteria");

    public static readonly KeySet Profiles = new(
        "role profiles",
        [
            "kind", "id", "version", "title", "rationale", "provenance", "combination", "minimum_coverage", "cut_scores", "verdict",
            "learning_times", "roles",
        ],
        ["shape"]);

    public static readonly KeySet Shape = new("a shape", "minimum_competencies", "minimum_deviation", "minimum_margin");

    public static readonly KeySet CutScores = new("cut scores", "no", "lean_no", "lean_yes", "yes", "strong_yes");

    public static readonly KeySet Verdict = new(
        "a verdict",
        "critical_weight", "hire_mean_gap", "hire_gap_limit", "train_gap_limit", "train_slow_gap_limit", "training_budget_weeks",
        "weeks_per_level");

    public static readonly KeySet WeeksPerLevel = new("weeks per level", "quick", "quarter", "slow");

    public static readonly KeySet Role = new("a role", "id", "title", "rationale", "competencies");

    public static readonly KeySet RoleCompetency = new("a role's competency", ["weight", "bars"], ["required"]);

    public static readonly KeySet Bars = new("bars", "junior", "mid", "senior", "staff");
}
