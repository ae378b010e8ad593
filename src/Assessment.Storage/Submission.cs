namespace Assessment.Storage;

/// <summary>Scorecards to be submitted together, with the request that they answer.</summary>
internal sealed class Submission(
    string tenant, IReadOnlyList<ScorecardSubmission> cards, AnsweredRequest? request, DateTimeOffset at, CandidateKeys keys)
{
    private readonly byte[]?[] digests = new byte[]?[cards.Count];

    /// <summary>Whose.</summary>
    public string Tenant { get; } = tenant;

    /// <summary>The scorecards.</summary>
    public IReadOnlyList<ScorecardSubmission> Cards { get; } = cards;

    /// <summary>The request; null when it has no id.</summary>
    public AnsweredRequest? Request { get; } = request;

    /// <summary>When it was answered.</summary>
    public DateTimeOffset At { get; } = at;

    /// <summary>The revisions that the cards begin with, in their order.</summary>
    public IReadOnlyList<RevisionRow> Revisions { get; } = [.. cards.Select(item => RevisionRow.Of(item.Card))];

    /// <summary>Digests the revisions whose candidates' secrets can be had, on the caller's thread: the one writer has enough to do.</summary>
    public async Task DigestAsync(Database db, CancellationToken ct)
    {
        for (int i = 0; i < Cards.Count; i++)
        {
            var interview = Cards[i].Card.InterviewId;
            byte[]? secret = keys.Known(Tenant, interview)
                ?? await db.ReadAsync(session => keys.FindOfInterviewAsync(session, Tenant, interview), ct).ConfigureAwait(false);
            digests[i] = secret is null ? null : Revisions[i].DigestUnder(secret);
        }
    }

    /// <summary>Stores it, a statement for each row.</summary>
    public async Task StoreAsync(WriteSession session)
    {
        await RequestStore.AppendAsync(session, Tenant, Request, Cards.Select(item => item.Card.InterviewId), At).ConfigureAwait(false);
        for (int i = 0; i < Cards.Count; i++)
        {
            var (card, interviewVersion, draftVersion) = Cards[i];
            await InterviewStore.HoldOpenAsync(session, Tenant, card.InterviewId, interviewVersion).ConfigureAwait(false);
            await ScorecardRows.StoreAsync(session, Tenant, card, Revisions[i], draftVersion).ConfigureAwait(false);
            session.Changes.Add(Change(card));
            session.Audited.Add(Entry(i, await keys.OfInterviewAsync(session, Tenant, card.InterviewId).ConfigureAwait(false)));
        }
    }

    /// <summary>What watchers learn of a card.</summary>
    public Change Change(Scorecard card) =>
        new(Tenant, EventKind.ScorecardSubmitted, card.InterviewId, card.Id, card.InterviewerId, card.SubmittedAt!.Value);

    /// <summary>What the audit chain learns of the i-th card.</summary>
    public AuditEntry Entry(int i, byte[] secret) => new(
        Tenant, AuditKind.ScorecardSubmitted, Cards[i].Card.Id, Cards[i].Card.Revision, Cards[i].Card.SubmittedAt!.Value,
        digests[i] ?? Revisions[i].DigestUnder(secret));
}
