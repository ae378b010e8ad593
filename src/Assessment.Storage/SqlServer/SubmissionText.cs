using Microsoft.Data.SqlClient;

namespace Assessment.Storage;

/// <summary>A submission that was refused, and why.</summary>
/// <param name="Item">Its place among the submissions.</param>
/// <param name="Step">Which of its checks refused it; the first that did is the one that counts.</param>
/// <param name="Kind">How it conflicts.</param>
/// <param name="Subject">The interview or scorecard that it is about.</param>
internal sealed record Refusal(int Item, int Step, ConflictKind Kind, Guid Subject);

/// <summary>
/// Many submissions in one transaction and one round trip: all of them, or none and why some were refused.
/// </summary>
/// <remarks>
/// It holds the cards' interviews first. Whoever writes a scorecard, here or on another server, holds its interview until the
/// commit, so what is checked after that stays so; only a request's id may still be taken meanwhile, and then its key says so.
/// </remarks>
internal static class SubmissionText
{
    private const string Tenant = "tenant nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL";

    private static readonly Statement Store = Statement.Only(
        Dialect.SqlServer,
        $"""
        SET NOCOUNT ON;
        SET XACT_ABORT ON;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        DECLARE @held TABLE ({Tenant}, id binary(16) NOT NULL, version bigint NOT NULL);
        DECLARE @refused TABLE (item int NOT NULL, step int NOT NULL, kind int NOT NULL, subject binary(16) NULL);
        BEGIN TRANSACTION;

        UPDATE interview
        SET card_changes = card_changes
            + (SELECT COUNT(*) FROM @cards c WHERE c.tenant = interview.tenant AND c.interview_id = interview.id)
        OUTPUT inserted.tenant, inserted.id, inserted.version INTO @held
        WHERE state = {(int)InterviewState.Open} AND EXISTS (
            SELECT 1 FROM @cards c
            WHERE c.tenant = interview.tenant AND c.interview_id = interview.id AND c.interview_version = interview.version);

        INSERT INTO @refused (item, step, kind, subject)
        SELECT q.item, 0, {(int)ConflictKind.RequestAnswered}, NULL
        FROM @requests q
        WHERE EXISTS (SELECT 1 FROM request r WHERE r.tenant = q.tenant AND r.request_id = q.request_id);

        INSERT INTO @refused (item, step, kind, subject)
        SELECT c.item, 2 * c.ordinal, {(int)ConflictKind.VersionChanged}, c.interview_id
        FROM @cards c
        WHERE NOT EXISTS (
            SELECT 1 FROM @held h WHERE h.tenant = c.tenant AND h.id = c.interview_id AND h.version = c.interview_version);

        INSERT INTO @refused (item, step, kind, subject)
        SELECT c.item, 2 * c.ordinal + 1, {(int)ConflictKind.VersionChanged}, c.id
        FROM @cards c
        WHERE c.draft_version IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM scorecard s
            WHERE s.tenant = c.tenant AND s.id = c.id AND s.version = c.draft_version AND s.state = {(int)ScorecardState.Draft}
                AND s.interview_id = c.interview_id AND s.interviewer_id = c.interviewer_id AND s.layer = c.layer);

        INSERT INTO @refused (item, step, kind, subject)
        SELECT c.item, 2 * c.ordinal + 1, {(int)ConflictKind.ScorecardExists}, c.id
        FROM @cards c
        WHERE c.draft_version IS NULL AND (
            EXISTS (SELECT 1 FROM scorecard s WHERE s.tenant = c.tenant AND s.id = c.id)
            OR EXISTS (
                SELECT 1 FROM scorecard s
                WHERE s.tenant = c.tenant AND s.interview_id = c.interview_id AND s.interviewer_id = c.interviewer_id
                    AND s.layer = c.layer AND s.state <> {(int)ScorecardState.Withdrawn}));

        SELECT f.item, f.step, f.kind, f.subject FROM @refused f;
        IF EXISTS (SELECT 1 FROM @refused)
        BEGIN
            ROLLBACK TRANSACTION;
            RETURN;
        END;

        INSERT INTO request (tenant, request_id, method, body_sha256, answer, answered_at)
        SELECT q.tenant, q.request_id, q.method, q.body_sha256, q.answer, q.answered_at FROM @requests q;

        INSERT INTO request_interview (tenant, request_id, interview_id)
        SELECT DISTINCT q.tenant, q.request_id, c.interview_id FROM @requests q JOIN @cards c ON c.item = q.item;

        DELETE FROM scorecard_revision
        WHERE revision = 0 AND EXISTS (
            SELECT 1 FROM @cards c
            WHERE c.draft_version IS NOT NULL AND c.tenant = scorecard_revision.tenant AND c.id = scorecard_revision.scorecard_id);

        UPDATE s
        SET submitter_id = c.submitter_id, state = {(int)ScorecardState.Submitted}, revision = 1, version = c.version,
            interviewed_at = c.interviewed_at, submitted_at = c.submitted_at
        FROM scorecard s
        JOIN @cards c ON c.tenant = s.tenant AND c.id = s.id
        WHERE c.draft_version IS NOT NULL;

        INSERT INTO scorecard (tenant, id, interview_id, layer, interviewer_id, submitter_id, application_id, step, state, revision,
            version, interviewed_at, created_at, submitted_at)
        SELECT c.tenant, c.id, c.interview_id, c.layer, c.interviewer_id, c.submitter_id, c.application_id, c.step,
            {(int)ScorecardState.Submitted}, 1, c.version, c.interviewed_at, c.created_at, c.submitted_at
        FROM @cards c
        WHERE c.draft_version IS NULL;

        INSERT INTO scorecard_revision (tenant, scorecard_id, revision, submitter_id, reason, note, focus, revised_at, interviewed_at,
            ratings, flags, evidence, composite, equal_weights, coverage)
        SELECT c.tenant, c.id, 1, c.submitter_id, c.reason, c.note, c.focus, c.revised_at, c.interviewed_at,
            c.ratings, c.flags, c.evidence, c.composite, c.equal_weights, c.coverage
        FROM @cards c;

        {SqlServerCommitRows.Text}
        COMMIT TRANSACTION;
        {SqlServerCommitRows.Position}
        """);

    /// <summary>Stores submissions that don't clash with each other.</summary>
    /// <param name="session">Between two transactions.</param>
    /// <param name="submissions">The submissions.</param>
    /// <param name="audit">What the audit chain gains by them.</param>
    /// <returns>Why some were refused, and then nothing is stored; else the newest event's position.</returns>
    public static async Task<(IReadOnlyList<Refusal> Refusals, long Position)> StoreAsync(
        SqlServerSession session, IReadOnlyList<Submission> submissions, IReadOnlyList<AuditRow> audit)
    {
        var cards = SubmittedCards(submissions);
        var requests = submissions.Select((submission, i) => new SubmittedRequest(i, submission))
            .Where(row => row.Submission.Request is not null);
        var changes = cards.Select(row => row.Submission.Change(row.Card));
        SqlParameter[] parameters =
        [
            SubmissionRows.Requests.Parameter("@requests", [.. requests]),
            SubmissionRows.Cards.Parameter("@cards", cards),
            .. SqlServerCommitRows.Parameters([.. changes], audit),
        ];
        var refusals = new List<Refusal>();
        long position = 0;
        await session.ReadAsync(
            Store,
            parameters,
            row => refusals.Add(new(
                row.GetInt32(0), row.GetInt32(1), (ConflictKind)row.GetInt32(2), row.IsDBNull(3) ? default : Stored.Guid((byte[])row[3]))),
            row => position = row.GetInt64(0)).ConfigureAwait(false);
        return (refusals, position);
    }

    private static List<SubmittedCard> SubmittedCards(IReadOnlyList<Submission> submissions)
    {
        var rows = new List<SubmittedCard>();
        for (int item = 0; item < submissions.Count; item++)
        {
            for (int i = 0; i < submissions[item].Cards.Count; i++)
            {
                rows.Add(new(item, rows.Count + 1, submissions[item], i));
            }
        }

        return rows;
    }
}
