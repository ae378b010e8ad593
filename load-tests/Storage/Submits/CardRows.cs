using Assessment.Storage;
using Assessment.StorageLoad.Raw;

namespace Assessment.StorageLoad.Submits;

/// <summary>A row to be written.</summary>
/// <param name="Statement">Which of <see cref="CardRows.Statements"/> writes it.</param>
/// <param name="Values">Its values.</param>
internal sealed record CardRow(int Statement, RawValue[] Values);

/// <summary>The rows of each card, ready to be bound.</summary>
internal sealed class CardRows : IDisposable
{
    private readonly RawValues values = new();
    private readonly CardRow[][] rows;
    private readonly RawValue[][] heads;
    private readonly bool ratingsApart;

    /// <param name="workload">The cards.</param>
    /// <param name="secrets">Each candidate's.</param>
    /// <param name="ratingsApart">Whether each rating is a row of its own; else they are packed into their revision's, as the product does.</param>
    public CardRows(Workload workload, IReadOnlyDictionary<string, byte[]> secrets, bool ratingsApart = false)
    {
        this.ratingsApart = ratingsApart;
        var candidates = workload.Interviews.ToDictionary(interview => interview.Id, interview => interview.CandidateId);
        rows = new CardRow[workload.Cards.Count][];
        heads = new RawValue[workload.Cards.Count][];
        byte[] writer = Stored.Blob(Guid.CreateVersion7());
        byte[] previous = new byte[32];
        for (int i = 0; i < workload.Cards.Count; i++)
        {
            var (submission, request) = workload.Cards[i];
            var card = submission.Card;
            var revision = RevisionRow.Of(card);
            var audit = new AuditRow
            {
                WriterId = writer,
                Sequence = i + 1,
                Tenant = Workload.Tenant,
                Kind = AuditKind.ScorecardSubmitted,
                Subject = revision.ScorecardId,
                Revision = card.Revision,
                OccurredAt = revision.RevisedAt,
                Content = revision.DigestUnder(secrets[candidates[card.InterviewId]]),
                Heads = [],
            };
            previous = audit.HashAfter(previous);
            heads[i] = Bind(writer, audit.Sequence, previous);
            rows[i] = [.. Rows(submission, request, revision, audit with { Hash = previous })];
        }
    }

    /// <summary>What writes the rows; the last, only where ratings are apart.</summary>
    public static IReadOnlyList<string> Statements { get; } =
    [
        "INSERT INTO request (tenant, request_id, method, body_sha256, answer, answered_at) VALUES (?, ?, ?, ?, ?, ?)",
        "INSERT INTO request_interview (tenant, request_id, interview_id) VALUES (?, ?, ?)",
        "UPDATE interview SET card_changes = card_changes + 1 WHERE tenant = ? AND id = ? AND version = ? AND state = 1",
        """
        INSERT INTO scorecard (tenant, id, interview_id, layer, interviewer_id, submitter_id, application_id, step, state, revision,
            version, interviewed_at, created_at, submitted_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        """
        INSERT INTO scorecard_revision (tenant, scorecard_id, revision, submitter_id, reason, note, focus, revised_at, interviewed_at,
            ratings, flags, evidence, composite, equal_weights, coverage)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        "INSERT INTO state_event (tenant, kind, interview_id, scorecard_id, interviewer_id, occurred_at) VALUES (?, ?, ?, ?, ?, ?)",
        """
        INSERT INTO audit_event (writer_id, sequence, tenant, kind, subject, revision, occurred_at, content, heads, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        """
        INSERT INTO rating (tenant, scorecard_id, revision, criterion_id, ordinal, level, not_observed_reason, evidence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
    ];

    /// <summary>How many cards.</summary>
    public int Count => heads.Length;

    /// <summary>How many of the statements the rows need.</summary>
    public int StatementCount => ratingsApart ? Statements.Count : Statements.Count - 1;

    /// <summary>A card's rows, in order.</summary>
    public ReadOnlySpan<CardRow> Of(int card) => rows[card];

    /// <summary>The head of the audit chain after a card.</summary>
    public ReadOnlySpan<RawValue> Head(int card) => heads[card];

    /// <inheritdoc/>
    public void Dispose() => values.Dispose();

    private IEnumerable<CardRow> Rows(ScorecardSubmission submission, AnsweredRequest request, RevisionRow revision, AuditRow audit)
    {
        const string Tenant = Workload.Tenant;
        var card = submission.Card;
        byte[] requestId = Stored.Blob(request.RequestId), interviewId = Stored.Blob(card.InterviewId);
        yield return Row(0, Tenant, requestId, request.Method, request.BodySha256.ToArray(), request.Answer.ToArray(), revision.RevisedAt);
        yield return Row(1, Tenant, requestId, interviewId);
        yield return Row(2, Tenant, interviewId, submission.InterviewVersion);
        yield return Row(
            3, Tenant, revision.ScorecardId, interviewId, (int)card.Layer, card.InterviewerId, card.SubmitterId, card.ApplicationId, card.Step,
            (int)card.State, card.Revision, card.Version, revision.InterviewedAt, Stored.Microseconds(card.CreatedAt), revision.RevisedAt);
        yield return Row(
            4, Tenant, revision.ScorecardId, revision.Revision, revision.SubmitterId, revision.Reason, revision.Note, revision.Focus,
            revision.RevisedAt, revision.InterviewedAt, ratingsApart ? "[]" : revision.Ratings, revision.Flags,
            ratingsApart ? "[]" : revision.Evidence, revision.Composite, revision.EqualWeights, revision.Coverage);
        for (int i = 0; ratingsApart && i < card.Ratings.Count; i++)
        {
            var (criterion, level, reason, evidence) = card.Ratings[i];
            yield return Row(7, Tenant, revision.ScorecardId, revision.Revision, criterion, i, level, reason, evidence);
        }

        yield return Row(
            5, Tenant, (int)EventKind.ScorecardSubmitted, interviewId, revision.ScorecardId, card.InterviewerId, revision.RevisedAt);
        yield return Row(
            6, audit.WriterId, audit.Sequence, audit.Tenant, (int)audit.Kind, audit.Subject, audit.Revision, audit.OccurredAt, audit.Content,
            audit.Heads, audit.Hash);
    }

    private CardRow Row(int statement, params object?[] row) => new(statement, Bind(row));

    private RawValue[] Bind(params object?[] row) => Array.ConvertAll(row, values.Of);
}
