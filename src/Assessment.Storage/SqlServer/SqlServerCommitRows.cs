using Microsoft.Data.SqlClient;

namespace Assessment.Storage;

/// <summary>The rows that every transaction ends with: what changed, and what the audit chain gains.</summary>
/// <remarks>The counter comes last of all that others wait for: its row is held until the commit, and after it no other is taken.</remarks>
internal static class SqlServerCommitRows
{
    /// <summary>
    /// Stores them, and leaves the newest position in <c>@moved</c>. Takes <c>@changes</c>, <c>@changed</c> (how many those are) and
    /// <c>@audit</c>.
    /// </summary>
    public const string Text = """
        DECLARE @moved TABLE (position bigint NOT NULL);
        INSERT INTO audit_event (writer_id, sequence, tenant, kind, subject, revision, occurred_at, content, heads, hash)
        SELECT a.writer_id, a.sequence, a.tenant, a.kind, a.subject, a.revision, a.occurred_at, a.content, a.heads, a.hash FROM @audit a;
        UPDATE audit_head
        SET sequence = (SELECT MAX(a.sequence) FROM @audit a),
            hash = (SELECT a.hash FROM @audit a WHERE a.sequence = (SELECT MAX(l.sequence) FROM @audit l))
        WHERE writer_id IN (SELECT a.writer_id FROM @audit a);
        INSERT INTO audit_head (writer_id, sequence, hash)
        SELECT a.writer_id, a.sequence, a.hash FROM @audit a
        WHERE a.sequence = (SELECT MAX(l.sequence) FROM @audit l)
            AND NOT EXISTS (SELECT 1 FROM audit_head h WHERE h.writer_id = a.writer_id);
        IF @changed > 0
        BEGIN
            UPDATE event_counter SET position = position + @changed OUTPUT inserted.position INTO @moved;
            INSERT INTO state_event (position, tenant, kind, interview_id, scorecard_id, interviewer_id, occurred_at)
            SELECT m.position - @changed + c.ordinal, c.tenant, c.kind, c.interview_id, c.scorecard_id, c.interviewer_id, c.occurred_at
            FROM @changes c CROSS JOIN @moved m;
        END;
        """;

    /// <summary>The newest position; 0 when nothing changed.</summary>
    public const string Position = "SELECT COALESCE(MAX(m.position), 0) AS position FROM @moved m;";

    private static readonly Statement StoreStatement = Statement.Only(Dialect.SqlServer, $"{Text}\n{Position}");

    private static readonly TableType<(int Ordinal, Change Change)> Changes = new(
        "dbo.committed_change",
        TableColumn<(int Ordinal, Change Change)>.Int("ordinal", row => row.Ordinal),
        TableColumn<(int Ordinal, Change Change)>.Text("tenant", 128, row => row.Change.Tenant),
        TableColumn<(int Ordinal, Change Change)>.Int("kind", row => (int)row.Change.Kind),
        TableColumn<(int Ordinal, Change Change)>.Fixed("interview_id", 16, row => Stored.Blob(row.Change.InterviewId)),
        TableColumn<(int Ordinal, Change Change)>.Fixed(
            "scorecard_id", 16, row => row.Change.ScorecardId is { } id ? Stored.Blob(id) : null),
        TableColumn<(int Ordinal, Change Change)>.Text("interviewer_id", 128, row => row.Change.InterviewerId),
        TableColumn<(int Ordinal, Change Change)>.Long("occurred_at", row => Stored.Microseconds(row.Change.OccurredAt)));

    private static readonly TableType<AuditRow> Audit = new(
        "dbo.committed_audit",
        TableColumn<AuditRow>.Fixed("writer_id", 16, row => row.WriterId),
        TableColumn<AuditRow>.Long("sequence", row => row.Sequence),
        TableColumn<AuditRow>.Text("tenant", 128, row => row.Tenant),
        TableColumn<AuditRow>.Int("kind", row => (int)row.Kind),
        TableColumn<AuditRow>.Fixed("subject", 16, row => row.Subject),
        TableColumn<AuditRow>.Int("revision", row => row.Revision),
        TableColumn<AuditRow>.Long("occurred_at", row => row.OccurredAt),
        TableColumn<AuditRow>.Bytes("content", 32, row => row.Content),
        TableColumn<AuditRow>.Bytes("heads", row => row.Heads),
        TableColumn<AuditRow>.Fixed("hash", 32, row => row.Hash));

    /// <summary>The parameters of <see cref="Text"/>.</summary>
    public static SqlParameter[] Parameters(IReadOnlyList<Change> changes, IReadOnlyList<AuditRow> audit) =>
    [
        Changes.Parameter("@changes", [.. changes.Select((change, i) => (i + 1, change))]),
        SqlServerSession.Parameter("@changed", changes.Count),
        Audit.Parameter("@audit", audit),
    ];

    /// <summary>Stores them in a transaction that is open.</summary>
    /// <returns>The newest position; 0 when nothing changed.</returns>
    public static async Task<long> StoreAsync(SqlServerSession session, IReadOnlyList<Change> changes, IReadOnlyList<AuditRow> audit)
    {
        if (changes.Count == 0 && audit.Count == 0)
        {
            return 0;
        }

        long position = 0;
        await session.ReadAsync(StoreStatement, Parameters(changes, audit), row => position = row.GetInt64(0)).ConfigureAwait(false);
        return position;
    }
}
