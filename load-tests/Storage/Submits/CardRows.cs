using Assessment.Storage;
using Assessment.StorageLoad.Raw;

namespace Assessment.StorageLoad.Submits;

/// <summary>The rows that the product stores for each card, ready to be bound.</summary>
internal sealed class CardRows : IDisposable
{
    /// <summary>Rows of a card.</summary>
    private const int Rows = 7;

    private readonly RawValues values = new();
    private readonly RawValue[][] rows;
    private readonly RawValue[][] heads;

    /// <param name="workload">The cards.</param>
    /// <param name="secrets">Each candidate's.</param>
    public CardRows(Workload workload, IReadOnlyDictionary<string, byte[]> secrets)
    {
        var candidates = workload.Interviews.ToDictionary(interview => interview.Id, interview => interview.CandidateId);
        rows = new RawValue[workload.Cards.Count * Rows][];
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
            Build(rows.AsSpan(i * Rows, Rows), submission, request, revision, audit with { Hash = previous });
        }
    }

    /// <summary>How many cards.</summary>
    public int Count => heads.Length;

    /// <summary>The values of one of a card's rows.</summary>
    public ReadOnlySpan<RawValue> Of(int card, int row) => rows[(card * Rows) + row];

    /// <summary>The head of the audit chain after a card.</summary>
    public ReadOnlySpan<RawValue> Head(int card) => heads[card];

    /// <inheritdoc/>
    public void Dispose() => values.Dispose();

    private void Build(Span<RawValue[]> own, ScorecardSubmission submission, AnsweredRequest request, RevisionRow revision, AuditRow audit)
    {
        const string Tenant = Workload.Tenant;
        var card = submission.Card;
        byte[] requestId = Stored.Blob(request.RequestId), interviewId = Stored.Blob(card.InterviewId);
        own[0] = Bind(Tenant, requestId, request.Method, request.BodySha256.ToArray(), request.Answer.ToArray(), revision.RevisedAt);
        own[1] = Bind(Tenant, requestId, interviewId);
        own[2] = Bind(Tenant, interviewId, submission.InterviewVersion);
        own[3] = Bind(
            Tenant, revision.ScorecardId, interviewId, (int)card.Layer, card.InterviewerId, card.SubmitterId, card.ApplicationId, card.Step,
            (int)card.State, card.Revision, card.Version, revision.InterviewedAt, Stored.Microseconds(card.CreatedAt), revision.RevisedAt);
        own[4] = Bind(
            Tenant, revision.ScorecardId, revision.Revision, revision.SubmitterId, revision.Reason, revision.Note, revision.Focus,
            revision.RevisedAt, revision.InterviewedAt, revision.Ratings, revision.Flags, revision.Evidence, revision.Composite,
            revision.EqualWeights, revision.Coverage);
        own[5] = Bind(
            Tenant, (int)EventKind.ScorecardSubmitted, interviewId, revision.ScorecardId, card.InterviewerId, revision.RevisedAt);
        own[6] = Bind(
            audit.WriterId, audit.Sequence, audit.Tenant, (int)audit.Kind, audit.Subject, audit.Revision, audit.OccurredAt, audit.Content,
            audit.Heads, audit.Hash);
    }

    private RawValue[] Bind(params object?[] row) => Array.ConvertAll(row, values.Of);
}
