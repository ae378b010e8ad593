namespace Assessment.Storage;

/// <summary>The claim ledger: what interviewers recorded of the systems that candidates say they worked on. A revision never changes.</summary>
/// <remarks>
/// An erased candidate's claims are not read any more, and nothing is left of their words.
/// Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.
/// </remarks>
public sealed class ClaimStore(Database db)
{
    private const string OfInterview = """
        SELECT c.id AS Id, c.interview_id AS InterviewId, c.interviewer_id AS InterviewerId, c.submitter_id AS SubmitterId,
            c.system AS System, c.facts AS Facts, c.revision AS Revision, c.recorded_at AS RecordedAt
        FROM claim c
        WHERE c.tenant = @tenant AND c.interview_id = @Interview
            AND EXISTS (SELECT 1 FROM interview i WHERE i.tenant = c.tenant AND i.id = c.interview_id AND i.erased_at IS NULL)
        """;

    private const string ByKey = "ORDER BY c.system, c.interviewer_id, c.revision";

    private static readonly Statement NewestRevisionQuery = Statement.Of(
        """
        SELECT coalesce(max(revision), 0) FROM claim
        WHERE tenant = @tenant AND interview_id = @Interview AND system = @System AND interviewer_id = @InterviewerId
        """);

    private static readonly Statement ListQuery = Statement.Of(
        $"""
        {OfInterview}
            AND NOT EXISTS (
                SELECT 1 FROM claim n
                WHERE n.tenant = c.tenant AND n.interview_id = c.interview_id AND n.system = c.system
                    AND n.interviewer_id = c.interviewer_id AND n.revision > c.revision)
        {ByKey}
        """);

    private static readonly Statement HistoryQuery = Statement.Of($"{OfInterview}\n{ByKey}");

    private static readonly Statement Insert = Statement.Insert(
        "claim", "tenant, interview_id, system, interviewer_id, revision, id, submitter_id, facts, recorded_at");

    /// <summary>Stores a claim's first or next revision. The interview may be closed.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="claim">At revision 1, or one above the newest of the interviewer's claim about the system.</param>
    /// <param name="request">The request that it answers, stored with it; null when it has no id.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ConflictException"><see cref="ConflictKind.RequestAnswered"/>; <see cref="ConflictKind.VersionChanged"/> with the
    /// interview's id when it is gone or erased, with the claim's id when another revision is the newest.</exception>
    /// <exception cref="ArgumentException">The facts are no JSON, or the revision is below 1.</exception>
    public Task RecordAsync(string tenant, Claim claim, AnsweredRequest? request, CancellationToken ct)
    {
        Require.That(claim.Revision >= 1, "A claim's first revision is 1.");
        var row = ClaimRow.Of(claim);
        return db.WriteAsync(
            async session =>
            {
                await RequestStore.AppendAsync(session, tenant, request, [claim.InterviewId], db.Clock.GetUtcNow()).ConfigureAwait(false);
                await InterviewStore.HoldKeptAsync(session, tenant, claim.InterviewId).ConfigureAwait(false);
                await InsertAsync(session, tenant, claim.Id, row).ConfigureAwait(false);
                byte[] secret = await db.CandidateKeys.OfInterviewAsync(session, tenant, claim.InterviewId).ConfigureAwait(false);
                session.Audited.Add(
                    new(tenant, AuditKind.ClaimRecorded, claim.Id, claim.Revision, claim.RecordedAt, row.DigestUnder(secret)));
            },
            ct);
    }

    /// <summary>The interview's claims at their newest revisions, ordered by system, then interviewer.</summary>
    public Task<IReadOnlyList<Claim>> ListAsync(string tenant, Guid interviewId, CancellationToken ct) =>
        ReadAsync(ListQuery, tenant, interviewId, ct);

    /// <summary>Every revision of the interview's claims, ordered by system, then interviewer, then revision.</summary>
    public Task<IReadOnlyList<Claim>> HistoryAsync(string tenant, Guid interviewId, CancellationToken ct) =>
        ReadAsync(HistoryQuery, tenant, interviewId, ct);

    private static async Task InsertAsync(WriteSession session, string tenant, Guid id, ClaimRow row)
    {
        int newest = await session.ScalarAsync<int>(
            NewestRevisionQuery, new { tenant, Interview = row.InterviewId, row.System, row.InterviewerId }).ConfigureAwait(false);
        if (row.Revision != newest + 1)
        {
            throw new ConflictException(ConflictKind.VersionChanged, id);
        }

        await session.InsertAsync(
            ConflictKind.VersionChanged,
            id,
            Insert,
            tenant,
            row.InterviewId,
            row.System,
            row.InterviewerId,
            row.Revision,
            row.Id,
            row.SubmitterId,
            row.Facts,
            row.RecordedAt).ConfigureAwait(false);
    }

    private Task<IReadOnlyList<Claim>> ReadAsync(Statement query, string tenant, Guid interviewId, CancellationToken ct) => db.ReadAsync(
        async Task<IReadOnlyList<Claim>> (session) =>
        {
            var rows = await session.ListAsync<ClaimRow>(query, new { tenant, Interview = Stored.Blob(interviewId) }).ConfigureAwait(false);
            return [.. rows.Select(row => row.ToClaim())];
        },
        ct);
}
