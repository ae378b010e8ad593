namespace Assessment.Storage;

/// <summary>What committees decided. A newer decision replaces none, and none ever changes.</summary>
/// <remarks>
/// Of an erased candidate the decisions stay, without their reasons' words.
/// Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.
/// </remarks>
public sealed class DecisionStore(Database db)
{
    /// <summary>How many interviews one query asks for.</summary>
    private const int InterviewsPerQuery = 1_000;

    private const string Columns = """
        d.id AS Id, d.interview_id AS InterviewId, d.decided_by AS DecidedBy, d.outcome AS Outcome, d.role AS Role,
            d.reason_code AS ReasonCode, d.reason AS Reason, d.verdict AS Verdict, d.evidence_flag AS EvidenceFlag,
            d.decided_at AS DecidedAt
        """;

    private static readonly Statement ListQuery = Statement.Of(
        $"SELECT {Columns} FROM decision d WHERE d.tenant = @tenant AND d.interview_id = @Interview ORDER BY d.decided_at, d.id");

    private static readonly Statement NewestQuery = Statement.Of(dialect =>
        $"""
        SELECT {Columns}
        FROM {(dialect == Dialect.Sqlite ? "json_each(@interviews) w" : "@interviews w")}
        JOIN decision d ON d.tenant = @tenant AND d.interview_id = {(dialect == Dialect.Sqlite ? "unhex(w.value)" : "w.interview_id")}
        WHERE NOT EXISTS (
            SELECT 1 FROM decision n
            WHERE n.tenant = d.tenant AND n.interview_id = d.interview_id
                AND (n.decided_at > d.decided_at OR (n.decided_at = d.decided_at AND n.id > d.id)))
        """);

    private static readonly Statement Insert = Statement.Insert(
        "decision",
        "tenant, interview_id, decided_at, id, decided_by, outcome, role, reason_code, reason, verdict, evidence_flag");

    /// <summary>Stores a decision. The interview may be closed.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="decision">With an id of its own.</param>
    /// <param name="request">The request that it answers, stored with it; null when it has no id.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ConflictException"><see cref="ConflictKind.RequestAnswered"/>; <see cref="ConflictKind.VersionChanged"/> with the
    /// interview's id when it is gone or erased, with the decision's id when that is taken.</exception>
    public Task RecordAsync(string tenant, Decision decision, AnsweredRequest? request, CancellationToken ct)
    {
        var row = DecisionRow.Of(decision);
        return db.WriteAsync(
            async session =>
            {
                await RequestStore.AppendAsync(session, tenant, request, [decision.InterviewId], db.Clock.GetUtcNow()).ConfigureAwait(false);
                await InterviewStore.HoldKeptAsync(session, tenant, decision.InterviewId).ConfigureAwait(false);
                await InsertAsync(session, tenant, decision.Id, row).ConfigureAwait(false);
                byte[] secret = await db.CandidateKeys.OfInterviewAsync(session, tenant, decision.InterviewId).ConfigureAwait(false);
                session.Audited.Add(new(tenant, AuditKind.DecisionRecorded, decision.Id, 0, decision.DecidedAt, row.DigestUnder(secret)));
            },
            ct);
    }

    /// <summary>The interview's decisions, oldest first.</summary>
    public Task<IReadOnlyList<Decision>> ListAsync(string tenant, Guid interviewId, CancellationToken ct) => db.ReadAsync(
        async Task<IReadOnlyList<Decision>> (session) =>
        {
            var rows = await session.ListAsync<DecisionRow>(ListQuery, new { tenant, Interview = Stored.Blob(interviewId) })
                .ConfigureAwait(false);
            return [.. rows.Select(row => row.ToDecision())];
        },
        ct);

    /// <summary>The newest decision of each interview, by interview; absent where there is none.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="interviews">Any number of them.</param>
    /// <param name="ct">Interrupts the read.</param>
    public Task<IReadOnlyDictionary<Guid, Decision>> NewestAsync(
        string tenant, IReadOnlyList<Guid> interviews, CancellationToken ct) => db.ReadAsync(
        async Task<IReadOnlyDictionary<Guid, Decision>> (session) =>
        {
            var newest = new Dictionary<Guid, Decision>();
            foreach (var some in interviews.Distinct().Chunk(InterviewsPerQuery))
            {
                await session.StreamAsync(NewestQuery, Add, Interviews(session.Dialect, tenant, some), tenant).ConfigureAwait(false);
            }

            return newest;

            void Add(StoredRow row)
            {
                var decision = DecisionRow.Of(row).ToDecision();
                newest.Add(decision.InterviewId, decision);
            }
        },
        ct);

    private static object Interviews(Dialect dialect, string tenant, Guid[] ids) => dialect == Dialect.Sqlite
        ? Stored.Json([.. ids.Select(id => Convert.ToHexString(Stored.Blob(id)))])
        : References.Interviews.Parameter("@interviews", [.. ids.Select(id => (tenant, id))]);

    private static Task InsertAsync(WriteSession session, string tenant, Guid id, DecisionRow row) => session.InsertAsync(
        ConflictKind.VersionChanged,
        id,
        Insert,
        tenant,
        row.InterviewId,
        row.DecidedAt,
        row.Id,
        row.DecidedBy,
        row.Outcome,
        row.Role,
        row.ReasonCode,
        row.Reason,
        row.Verdict,
        row.EvidenceFlag);
}
