namespace Assessment.Storage;

/// <summary>Compares what is stored with the digests of the events that were written of it.</summary>
/// <remarks>An erased interview has no key, even if somebody was named by its candidate's pseudonym since.</remarks>
internal sealed class AuditedContent(Session session)
{
    private const int MostListed = 100;

    private const string OfPage = "e.writer_id = @writer AND e.sequence >= @first AND e.sequence <= @last";

    private static readonly Statement RevisionsQuery = Statement.Of(
        $"""
        SELECT e.sequence AS Sequence, e.content AS Content, i.id AS InterviewId, k.secret AS Secret, r.scorecard_id AS ScorecardId,
            r.revision AS Revision, r.submitter_id AS SubmitterId, r.reason AS Reason, r.note AS Note, r.focus AS Focus,
            r.revised_at AS RevisedAt, r.interviewed_at AS InterviewedAt, r.ratings AS Ratings, r.flags AS Flags, r.evidence AS Evidence,
            r.composite AS Composite, r.equal_weights AS EqualWeights, r.coverage AS Coverage
        FROM audit_event e
        LEFT JOIN scorecard_revision r ON r.tenant = e.tenant AND r.scorecard_id = e.subject AND r.revision = e.revision
        LEFT JOIN scorecard s ON s.tenant = e.tenant AND s.id = e.subject
        LEFT JOIN interview i ON i.tenant = e.tenant AND i.id = s.interview_id
        LEFT JOIN candidate_key k ON k.tenant = e.tenant AND k.candidate_id = i.candidate_id AND i.erased_at IS NULL
        WHERE {OfPage} AND e.kind IN ({(int)AuditKind.ScorecardSubmitted}, {(int)AuditKind.ScorecardAmended})
        """);

    private static readonly Statement InterviewsQuery = Statement.Of(
        $"""
        SELECT e.sequence AS Sequence, e.content AS Content, e.subject AS InterviewId, k.secret AS Secret, i.id AS Id,
            i.candidate_id AS CandidateId, i.application_id AS ApplicationId, i.step AS Step, i.role AS Role, i.level AS Level,
            i.profiles_id AS ProfilesId, i.profiles_version AS ProfilesVersion, i.banks AS Banks, i.open_roles AS OpenRoles,
            i.created_at AS CreatedAt
        FROM audit_event e
        LEFT JOIN interview i ON i.tenant = e.tenant AND i.id = e.subject
        LEFT JOIN candidate_key k ON k.tenant = e.tenant AND k.candidate_id = i.candidate_id AND i.erased_at IS NULL
        WHERE {OfPage} AND e.kind = {(int)AuditKind.InterviewCreated}
        """);

    private static readonly Statement WithdrawalsQuery = Statement.Of(
        $"""
        SELECT e.sequence AS Sequence, e.content AS Content, s.interview_id AS InterviewId, k.secret AS Secret, s.id AS Id,
            s.withdrawn_at AS WithdrawnAt, s.withdrawn_reason AS Reason
        FROM audit_event e
        LEFT JOIN scorecard s ON s.tenant = e.tenant AND s.id = e.subject
        LEFT JOIN interview i ON i.tenant = e.tenant AND i.id = s.interview_id
        LEFT JOIN candidate_key k ON k.tenant = e.tenant AND k.candidate_id = i.candidate_id AND i.erased_at IS NULL
        WHERE {OfPage} AND e.kind = {(int)AuditKind.ScorecardWithdrawn}
        """);

    private static readonly Statement ClaimsQuery = Statement.Of(
        $"""
        SELECT e.sequence AS Sequence, e.content AS Content, k.secret AS Secret, c.id AS Id, c.interview_id AS InterviewId,
            c.interviewer_id AS InterviewerId, c.submitter_id AS SubmitterId, c.system AS System, c.facts AS Facts,
            c.revision AS Revision, c.recorded_at AS RecordedAt
        FROM audit_event e
        LEFT JOIN claim c ON c.tenant = e.tenant AND c.id = e.subject AND c.revision = e.revision
        LEFT JOIN interview i ON i.tenant = e.tenant AND i.id = c.interview_id
        LEFT JOIN candidate_key k ON k.tenant = e.tenant AND k.candidate_id = i.candidate_id AND i.erased_at IS NULL
        WHERE {OfPage} AND e.kind = {(int)AuditKind.ClaimRecorded}
        """);

    private static readonly Statement DecisionsQuery = Statement.Of(
        $"""
        SELECT e.sequence AS Sequence, e.content AS Content, k.secret AS Secret, d.id AS Id, d.interview_id AS InterviewId,
            d.decided_by AS DecidedBy, d.outcome AS Outcome, d.role AS Role, d.reason_code AS ReasonCode, d.reason AS Reason,
            d.verdict AS Verdict, d.evidence_flag AS EvidenceFlag, d.decided_at AS DecidedAt
        FROM audit_event e
        LEFT JOIN decision d ON d.tenant = e.tenant AND d.id = e.subject
        LEFT JOIN interview i ON i.tenant = e.tenant AND i.id = d.interview_id
        LEFT JOIN candidate_key k ON k.tenant = e.tenant AND k.candidate_id = i.candidate_id AND i.erased_at IS NULL
        WHERE {OfPage} AND e.kind = {(int)AuditKind.DecisionRecorded}
        """);

    /// <summary>Submitted revisions that no event tells of.</summary>
    private static readonly Statement StrayRevisionsQuery = Statement.Of(dialect => Stray(
        dialect,
        "SELECT scorecard_id AS id, revision FROM scorecard_revision WHERE revision >= 1",
        AuditKind.ScorecardSubmitted,
        AuditKind.ScorecardAmended));

    /// <summary>Claims that no event tells of.</summary>
    private static readonly Statement StrayClaimsQuery =
        Statement.Of(dialect => Stray(dialect, "SELECT id, revision FROM claim", AuditKind.ClaimRecorded));

    /// <summary>Decisions that no event tells of.</summary>
    private static readonly Statement StrayDecisionsQuery =
        Statement.Of(dialect => Stray(dialect, "SELECT id, 0 AS revision FROM decision", AuditKind.DecisionRecorded));

    private readonly HashSet<Guid> erasedInterviews = [];
    private readonly List<(Guid Writer, long Sequence, Guid Interview)> withoutKey = [];

    /// <summary>How many equal what their events were written of.</summary>
    public long Compared { get; private set; }

    /// <summary>How many can't be compared any more, because their candidate was erased.</summary>
    public long Erased { get; private set; }

    /// <summary>Compares what a page of one chain was written of.</summary>
    public async Task CompareAsync(IReadOnlyList<AuditRow> page, Action<Guid, long, string> broken)
    {
        var writer = Stored.Guid(page[0].WriterId);
        var range = new { writer = page[0].WriterId, first = page[0].Sequence, last = page[^1].Sequence };
        erasedInterviews.UnionWith(page.Where(row => row.Kind == AuditKind.CandidateErased).Select(row => Stored.Guid(row.Subject)));
        if (page.Any(row => row.Kind is AuditKind.ScorecardSubmitted or AuditKind.ScorecardAmended))
        {
            foreach (var row in await session.ListAsync<RevisionFound>(RevisionsQuery, range).ConfigureAwait(false))
            {
                Compare(writer, row, row.ScorecardId is null, "scorecard's revision", row.DigestUnder, broken);
            }
        }

        if (page.Any(row => row.Kind == AuditKind.InterviewCreated))
        {
            foreach (var row in await session.ListAsync<InterviewFound>(InterviewsQuery, range).ConfigureAwait(false))
            {
                Compare(writer, row, row.Id is null, "interview", secret => InterviewDigest.OfNew(row, secret), broken);
            }
        }

        if (page.Any(row => row.Kind == AuditKind.ScorecardWithdrawn))
        {
            foreach (var row in await session.ListAsync<WithdrawalFound>(WithdrawalsQuery, range).ConfigureAwait(false))
            {
                Compare(writer, row, row.Id is null || row.WithdrawnAt is null, "withdrawal", DigestOf(row), broken);
            }
        }

        if (page.Any(row => row.Kind == AuditKind.ClaimRecorded))
        {
            foreach (var row in await session.ListAsync<ClaimFound>(ClaimsQuery, range).ConfigureAwait(false))
            {
                Compare(writer, row, row.Id is null, "claim", row.DigestUnder, broken);
            }
        }

        if (page.Any(row => row.Kind == AuditKind.DecisionRecorded))
        {
            foreach (var row in await session.ListAsync<DecisionFound>(DecisionsQuery, range).ConfigureAwait(false))
            {
                Compare(writer, row, row.Id is null, "decision", row.DigestUnder, broken);
            }
        }
    }

    /// <summary>All chains are read: says what only the whole can tell.</summary>
    public async Task FinishAsync(Action<Guid, long, string> broken)
    {
        foreach (var (writer, sequence, interview) in withoutKey)
        {
            if (erasedInterviews.Contains(interview))
            {
                Erased++;
            }
            else
            {
                broken(writer, sequence, $"The key of the candidate of interview {interview} is gone, though no event says that they were erased.");
            }
        }

        await NameAsync(StrayRevisionsQuery, stray => $"Revision {stray.Revision} of scorecard {Stored.Guid(stray.Id)}").ConfigureAwait(false);
        await NameAsync(StrayClaimsQuery, stray => $"Revision {stray.Revision} of claim {Stored.Guid(stray.Id)}").ConfigureAwait(false);
        await NameAsync(StrayDecisionsQuery, stray => $"Decision {Stored.Guid(stray.Id)}").ConfigureAwait(false);

        async Task NameAsync(Statement query, Func<StrayRow, string> name)
        {
            foreach (var stray in await session.ListAsync<StrayRow>(query, new { Take = MostListed }).ConfigureAwait(false))
            {
                broken(default, 0, $"{name(stray)} is stored, but no event tells of it.");
            }
        }
    }

    private static string Stray(Dialect dialect, string stored, params AuditKind[] kinds) => $"""
        SELECT stray.id AS Id, stray.revision AS Revision
        FROM (
            {stored}
            EXCEPT
            SELECT subject, revision FROM audit_event WHERE kind IN ({string.Join(", ", kinds.Select(kind => (int)kind))})) AS stray
        ORDER BY stray.id, stray.revision {dialect.FirstRows()}
        """;

    private static Func<byte[], byte[]> DigestOf(WithdrawalFound row) =>
        secret => ScorecardStore.DigestOf(row.Id!, row.WithdrawnAt!.Value, row.Reason!, secret);

    private void Compare(
        Guid writer, IFound row, bool missing, string what, Func<byte[], byte[]> digest, Action<Guid, long, string> broken)
    {
        if (missing)
        {
            broken(writer, row.Sequence, $"The {what} that the event was written of is gone.");
        }
        else if (row.Secret is null)
        {
            withoutKey.Add((writer, row.Sequence, row.InterviewId is null ? default : Stored.Guid(row.InterviewId)));
        }
        else if (!digest(row.Secret).AsSpan().SequenceEqual(row.Content))
        {
            broken(writer, row.Sequence, $"The stored {what} is not what the event was written of.");
        }
        else
        {
            Compared++;
        }
    }

    /// <summary>An event's digest, and what is needed to make it again; what is stored may be gone, and then its columns are null.</summary>
    private interface IFound
    {
        long Sequence { get; }

        byte[] Content { get; }

        byte[]? InterviewId { get; }

        byte[]? Secret { get; }
    }

    private sealed record RevisionFound : RevisionRow, IFound
    {
        public required long Sequence { get; init; }

        public required byte[] Content { get; init; }

        public byte[]? InterviewId { get; init; }

        public byte[]? Secret { get; init; }
    }

    private sealed record InterviewFound : NewInterviewRow, IFound
    {
        public required long Sequence { get; init; }

        public required byte[] Content { get; init; }

        public byte[]? InterviewId { get; init; }

        public byte[]? Secret { get; init; }
    }

    private sealed record WithdrawalFound : IFound
    {
        public required long Sequence { get; init; }

        public required byte[] Content { get; init; }

        public byte[]? InterviewId { get; init; }

        public byte[]? Secret { get; init; }

        public byte[]? Id { get; init; }

        public long? WithdrawnAt { get; init; }

        public string? Reason { get; init; }
    }

    private sealed record ClaimFound : ClaimRow, IFound
    {
        public required long Sequence { get; init; }

        public required byte[] Content { get; init; }

        public byte[]? Secret { get; init; }
    }

    private sealed record DecisionFound : DecisionRow, IFound
    {
        public required long Sequence { get; init; }

        public required byte[] Content { get; init; }

        public byte[]? Secret { get; init; }
    }

    private sealed class StrayRow
    {
        public required byte[] Id { get; init; }

        public required int Revision { get; init; }
    }
}
