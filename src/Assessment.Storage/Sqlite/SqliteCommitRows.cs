namespace Assessment.Storage;

/// <summary>The rows that every transaction ends with: what changed, and what the audit chain gains.</summary>
internal sealed class SqliteCommitRows(SqliteSession session, AuditChain chain)
{
    private static readonly Statement InsertChange = Statement.Only(
        Dialect.Sqlite,
        """
        INSERT INTO state_event (tenant, kind, interview_id, scorecard_id, interviewer_id, occurred_at)
        VALUES (@tenant, @kind, @interview, @scorecard, @interviewer, @at)
        """);

    private static readonly Statement InsertAudit = Statement.Insert(
        "audit_event", "writer_id, sequence, tenant, kind, subject, revision, occurred_at, content, heads, hash");

    private static readonly Statement SetHead = Statement.Only(
        Dialect.Sqlite,
        """
        INSERT INTO audit_head (writer_id, sequence, hash) VALUES (@writer, @sequence, @hash)
        ON CONFLICT (writer_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash
        """);

    private IReadOnlyList<AuditRow> audited = [];
    private long position;

    /// <summary>Stores what the session's writes left to store; just before the commit.</summary>
    public void Store()
    {
        foreach (var change in session.Changes)
        {
            session.Run(
                InsertChange,
                change.Tenant,
                (int)change.Kind,
                Stored.Blob(change.InterviewId),
                change.ScorecardId is { } card ? Stored.Blob(card) : null,
                change.InterviewerId,
                Stored.Microseconds(change.OccurredAt));
            position = session.LastInserted;
        }

        audited = session.Audited.Count == 0 ? [] : chain.FollowAsync(session, session.Audited).GetAwaiter().GetResult();
        foreach (var row in audited)
        {
            session.Run(
                InsertAudit,
                row.WriterId,
                row.Sequence,
                row.Tenant,
                (int)row.Kind,
                row.Subject,
                row.Revision,
                row.OccurredAt,
                row.Content,
                row.Heads,
                row.Hash);
        }

        if (audited.Count > 0)
        {
            session.Run(SetHead, audited[^1].WriterId, audited[^1].Sequence, audited[^1].Hash);
        }
    }

    /// <summary>The transaction is committed.</summary>
    /// <returns>The newest event's position; 0 before the first.</returns>
    public long Committed()
    {
        chain.Advance(audited);
        Forget();
        return position;
    }

    /// <summary>The transaction is over, one way or the other.</summary>
    public void Forget()
    {
        session.Changes.Clear();
        session.Audited.Clear();
        audited = [];
    }
}
