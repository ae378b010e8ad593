namespace Assessment.TSql.Tests;

/// <summary>The types of the parameters that statements take, by name.</summary>
internal static class ParameterTypes
{
    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["dbo.submitted_request READONLY"] = ["requests"],
        ["dbo.submitted_card READONLY"] = ["cards"],
        ["dbo.committed_change READONLY"] = ["changes"],
        ["dbo.committed_audit READONLY"] = ["audit"],
        ["dbo.interview_reference READONLY"] = ["interviews"],
        ["dbo.scorecard_reference READONLY"] = ["revisions"],
        ["int"] =
        [
            "kind", "state", "revision", "layer", "take", "changed", "none", "composite", "equal_weights", "coverage", "equalWeights", "outcome",
            "reason_code", "verdict", "evidence_flag", "phase", "cancel_requested",
        ],
        ["bigint"] =
        [
            "version", "sequence", "position", "at", "before_time", "after_sequence", "first", "last_sequence", "created_at", "published_at",
            "answered_at", "built_at", "occurred_at", "revised_at", "interviewed_at", "submitted_at", "interviewedAt", "submittedAt", "applied_at",
            "recorded_at", "decided_at", "beat_at", "beatBefore", "done", "total", "labelled_at", "submittedFrom", "submittedUntil",
        ],
        ["varbinary(8000)"] =
        [
            "id", "interview", "interviewId", "interview_id", "scorecard", "scorecard_id", "request_id", "requestId", "afterInterview",
            "writer", "writer_id", "subject", "content", "hash", "secret", "body_sha256",
            "owner", "run_id", "report_sha256",
        ],
        ["varbinary(max)"] = ["canonical", "answer", "heads", "report", "inputs"],
        ["nvarchar(4000)"] =
        [
            "tenant", "candidate", "candidateId", "candidate_id", "interviewer", "interviewerId", "interviewer_id", "submitter", "submitter_id",
            "application_id", "step", "role", "level", "profiles_id", "profiles_version", "sha256", "method", "question_id", "purpose",
            "pseudonym", "afterInterviewer", "script", "reason", "system", "decided_by", "category", "label",
        ],
        ["nvarchar(max)"] = ["banks", "open_roles", "focus", "note", "ratings", "flags", "evidence", "facts", "filter", "options", "failure"],
    };

    private static readonly Dictionary<string, string> Types = Names
        .SelectMany(of => of.Value.Select(name => (name, of.Key)))
        .ToDictionary(of => of.name, of => of.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Names that mean different things in different statements: their type follows from what they are compared with.</summary>
    private static readonly (string Name, string Context, string Type)[] ByContext =
    [
        ("before", "answered_at < @Before", "bigint"),
        ("before", "id < @Before", "varbinary(8000)"),
        ("after", "id > @After", "varbinary(8000)"),
        ("after", "sequence > @after", "bigint"),
        ("last", "writer_id > @last", "varbinary(8000)"),
        ("last", "e.sequence <= @last", "bigint"),
    ];

    /// <summary>The type of a parameter whose name alone tells it; else null.</summary>
    public static string? Find(string parameter) => Types.GetValueOrDefault(parameter.TrimStart('@'));

    /// <summary>The type of a statement's parameter.</summary>
    /// <exception cref="InvalidOperationException">It is not known here: add it.</exception>
    public static string Of(string parameter, string sql)
    {
        string name = parameter.TrimStart('@');
        return ByContext.Where(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                && sql.Contains(known.Context, StringComparison.OrdinalIgnoreCase))
            .Select(known => known.Type)
            .FirstOrDefault()
            ?? (Types.TryGetValue(name, out string? type) ? type : throw new InvalidOperationException($"The type of {parameter} is not known: {sql}"));
    }
}
