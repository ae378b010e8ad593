namespace Assessment.Storage;

/// <summary>One scorecard to submit.</summary>
/// <param name="Card">The submitted card, at revision 1.</param>
/// <param name="InterviewVersion">The interview's version that the card was checked against.</param>
/// <param name="DraftVersion">
/// Null: the card is new. Else the card's id is a stored draft's, at this version, which the card replaces at the next version.
/// </param>
public sealed record ScorecardSubmission(Scorecard Card, long InterviewVersion, long? DraftVersion);

/// <summary>What is stored when somebody's card of a layer is to be submitted, all of one moment.</summary>
/// <param name="Interview">The interview.</param>
/// <param name="Card">Their card of that layer that isn't withdrawn; null when there is none.</param>
/// <param name="FirstLayerCard">Their card of the first layer that isn't withdrawn; null when there is none.</param>
/// <param name="DebriefCards">How many submitted and amended cards of the debrief the interview has.</param>
public sealed record SubmissionGround(Interview Interview, Scorecard? Card, Scorecard? FirstLayerCard, int DebriefCards);

/// <summary>Scorecards with their revisions. A submitted revision never changes.</summary>
/// <remarks>
/// A write holds only while the interview is open and at the version that it was checked against.
/// Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.
/// </remarks>
public sealed class ScorecardStore(Database db)
{
    private static readonly Statement CountQuery = Statement.Of(
        $"""
        SELECT count(*) FROM scorecard
        WHERE tenant = @tenant AND interview_id = @Interview AND layer = @Layer
            AND state IN ({(int)ScorecardState.Submitted}, {(int)ScorecardState.Amended})
        """);

    /// <summary>The scorecard; null when there is none, or not that revision.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="interviewId">Its interview.</param>
    /// <param name="id">Its id.</param>
    /// <param name="revision">
    /// Null: the newest, and of a withdrawn one the reason and time of the withdrawal.
    /// Else content, reason, sender, times and score are that revision's; state and version are the card's.
    /// </param>
    /// <param name="ct">Interrupts the read.</param>
    public Task<Scorecard?> FindAsync(string tenant, Guid interviewId, Guid id, int? revision, CancellationToken ct) =>
        FindAsync(new(tenant) { Id = id, Filter = new(InterviewId: interviewId), Revision = revision }, ct);

    /// <summary>The interviewer's scorecard of that layer that isn't withdrawn; null when there is none.</summary>
    public Task<Scorecard?> FindLiveAsync(
        string tenant, Guid interviewId, string interviewerId, ScorecardLayer layer, CancellationToken ct) =>
        FindAsync(Live(tenant, interviewId, interviewerId, layer), ct);

    /// <summary>What decides whether an interviewer's card of that layer may be submitted; null when there is no such interview.</summary>
    public Task<SubmissionGround?> FindGroundAsync(
        string tenant, Guid interviewId, string interviewerId, ScorecardLayer layer, CancellationToken ct) => db.ReadAsync(
        async session =>
        {
            var interviews = await new InterviewQuery(tenant) { Id = interviewId }.ListAsync(session).ConfigureAwait(false);
            if (interviews.Count == 0)
            {
                return null;
            }

            var card = await FindAsync(session, layer).ConfigureAwait(false);
            return new SubmissionGround(
                interviews[0],
                card,
                layer == ScorecardLayer.First ? card : await FindAsync(session, ScorecardLayer.First).ConfigureAwait(false),
                await CountAsync(session, tenant, interviewId, ScorecardLayer.Debrief).ConfigureAwait(false));

            async Task<Scorecard?> FindAsync(Session reading, ScorecardLayer of) =>
                (await Live(tenant, interviewId, interviewerId, of).ListAsync(reading).ConfigureAwait(false)).SingleOrDefault();
        },
        ct);

    /// <summary>One page of scorecards at their newest revisions, oldest first: id ascending.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="take">At most so many, from 1.</param>
    /// <param name="ct">Interrupts the read.</param>
    public Task<IReadOnlyList<Scorecard>> ListAsync(
        string tenant, ScorecardFilter filter, Guid? after, int take, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        return ListAsync(new(tenant) { Filter = filter, After = after, Take = take }, ct);
    }

    /// <summary>How many submitted and amended scorecards of that layer the interview has.</summary>
    public Task<int> CountAsync(string tenant, Guid interviewId, ScorecardLayer layer, CancellationToken ct) =>
        db.ReadAsync(session => CountAsync(session, tenant, interviewId, layer), ct);

    /// <summary>The interview's submitted and amended scorecards of that layer, by id.</summary>
    public Task<IReadOnlyList<Scorecard>> ListCountingAsync(
        string tenant, Guid interviewId, ScorecardLayer layer, CancellationToken ct) => ListAsync(
        new(tenant)
        {
            Filter = new(interviewId),
            Layer = layer,
            Counting = true,
            Take = int.MaxValue, // At most one for each member that the panel ever had.
        },
        ct);

    /// <summary>Begins a draft, or replaces its content.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="draft">At version 1 when begun, else at <paramref name="expectedVersion"/> + 1.</param>
    /// <param name="expectedVersion">The version to replace; null to begin a draft.</param>
    /// <param name="interviewVersion">The interview's version that the draft was checked against.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ConflictException"><see cref="ConflictKind.VersionChanged"/> with the interview's or the draft's id;
    /// <see cref="ConflictKind.ScorecardExists"/> with the draft's id.</exception>
    public Task SaveDraftAsync(
        string tenant, Scorecard draft, long? expectedVersion, long interviewVersion, CancellationToken ct)
    {
        Require.That(draft is { State: ScorecardState.Draft, Revision: 0 }, "A draft has state draft and revision 0.");
        Require.That(draft.Version == (expectedVersion ?? 0) + 1, "A new draft is at version 1, a changed one is one version on.");
        var revision = RevisionRow.Of(draft);
        return db.WriteAsync(
            async session =>
            {
                await InterviewStore.HoldOpenAsync(session, tenant, draft.InterviewId, interviewVersion).ConfigureAwait(false);
                await ScorecardRows.StoreAsync(session, tenant, draft, revision, expectedVersion).ConfigureAwait(false);
            },
            ct);
    }

    /// <summary>Submits scorecards, all or none, with an event each.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="cards">The cards, at least one.</param>
    /// <param name="request">The request that they answer, stored with them; null when it has no id.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ConflictException"><see cref="ConflictKind.RequestAnswered"/>;
    /// <see cref="ConflictKind.VersionChanged"/> with the interview's or the draft's id;
    /// <see cref="ConflictKind.ScorecardExists"/> with the id of the card that was not stored.</exception>
    public Task SubmitAsync(
        string tenant, IReadOnlyList<ScorecardSubmission> cards, AnsweredRequest? request, CancellationToken ct)
    {
        Require.That(cards.Count > 0, "There is at least one card to submit.");
        foreach (var (card, _, draftVersion) in cards)
        {
            Require.That(card is { State: ScorecardState.Submitted, Revision: 1 }, "A submitted card has state submitted and revision 1.");
            Require.That(card.Version == (draftVersion ?? 0) + 1, "A new card is at version 1, a draft's is one version on.");
            Require.That(card.SubmittedAt is not null, "A submitted card says when it was submitted.");
        }

        return db.SubmitAsync(new Submission(tenant, cards, request, db.Clock.GetUtcNow(), db.CandidateKeys), ct);
    }

    /// <summary>Adds a revision to a submitted scorecard, with an event.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="amended">The card with its new content, one revision and version on.</param>
    /// <param name="expectedVersion">The version that was amended.</param>
    /// <param name="interviewVersion">The interview's version that the card was checked against.</param>
    /// <param name="request">The request that it answers, stored with it; null when it has no id.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ConflictException"><see cref="ConflictKind.RequestAnswered"/>;
    /// <see cref="ConflictKind.VersionChanged"/> with the interview's or the card's id.</exception>
    public Task AmendAsync(
        string tenant, Scorecard amended, long expectedVersion, long interviewVersion, AnsweredRequest? request, CancellationToken ct)
    {
        Require.That(
            amended is { State: ScorecardState.Amended, Revision: > 1 } && amended.Version == expectedVersion + 1,
            "An amended card has state amended, a revision above 1, and is one version on.");
        var revision = RevisionRow.Of(amended);
        return db.WriteAsync(
            async session =>
            {
                await HoldAsync(session, tenant, amended, interviewVersion, request).ConfigureAwait(false);
                await ScorecardRows.AmendAsync(session, tenant, amended, revision).ConfigureAwait(false);
                byte[] secret = await db.CandidateKeys.OfInterviewAsync(session, tenant, amended.InterviewId).ConfigureAwait(false);
                Record(session, tenant, amended, EventKind.ScorecardAmended, AuditKind.ScorecardAmended, revision.DigestUnder(secret));
            },
            ct);
    }

    /// <summary>Withdraws a submitted scorecard, with an event. Its revisions stay.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="withdrawn">
    /// The card one version on; <see cref="Scorecard.Reason"/> says why and <see cref="Scorecard.RevisedAt"/> when it was withdrawn.
    /// Its content is not taken.
    /// </param>
    /// <param name="expectedVersion">The version that was withdrawn.</param>
    /// <param name="interviewVersion">The interview's version that the card was checked against.</param>
    /// <param name="request">The request that it answers, stored with it; null when it has no id.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ConflictException"><see cref="ConflictKind.RequestAnswered"/>;
    /// <see cref="ConflictKind.VersionChanged"/> with the interview's or the card's id.</exception>
    public Task WithdrawAsync(
        string tenant, Scorecard withdrawn, long expectedVersion, long interviewVersion, AnsweredRequest? request, CancellationToken ct)
    {
        Require.That(
            withdrawn.State == ScorecardState.Withdrawn && withdrawn.Version == expectedVersion + 1,
            "A withdrawn card has state withdrawn and is one version on.");
        return db.WriteAsync(
            async session =>
            {
                await HoldAsync(session, tenant, withdrawn, interviewVersion, request).ConfigureAwait(false);
                await ScorecardRows.WithdrawAsync(session, tenant, withdrawn).ConfigureAwait(false);
                byte[] secret = await db.CandidateKeys.OfInterviewAsync(session, tenant, withdrawn.InterviewId).ConfigureAwait(false);
                Record(session, tenant, withdrawn, EventKind.ScorecardWithdrawn, AuditKind.ScorecardWithdrawn, DigestOf(Stored.Blob(withdrawn.Id), Stored.Microseconds(withdrawn.RevisedAt), withdrawn.Reason, secret));
            },
            ct);
    }

    /// <summary>A digest of what a withdrawal writes, for the audit chain.</summary>
    internal static byte[] DigestOf(byte[] id, long withdrawnAt, string reason, byte[] secret)
    {
        return new ContentDigest(secret).Add(id).Add(withdrawnAt).Add(reason).Finish();
    }

    /// <summary>Stores the request, and holds the card's interview open.</summary>
    private async Task HoldAsync(
        WriteSession session, string tenant, Scorecard card, long interviewVersion, AnsweredRequest? request)
    {
        await RequestStore.AppendAsync(session, tenant, request, [card.InterviewId], db.Clock.GetUtcNow()).ConfigureAwait(false);
        await InterviewStore.HoldOpenAsync(session, tenant, card.InterviewId, interviewVersion).ConfigureAwait(false);
    }

    private static void Record(
        WriteSession session, string tenant, Scorecard card, EventKind change, AuditKind kind, byte[] digest)
    {
        session.Changes.Add(new(tenant, change, card.InterviewId, card.Id, card.InterviewerId, card.RevisedAt));
        session.Audited.Add(new(tenant, kind, card.Id, card.Revision, card.RevisedAt, digest));
    }

    private static ScorecardQuery Live(string tenant, Guid interviewId, string interviewerId, ScorecardLayer layer) =>
        new(tenant) { Filter = new(interviewId, interviewerId), Layer = layer, Live = true };

    private static Task<int> CountAsync(Session session, string tenant, Guid interviewId, ScorecardLayer layer) =>
        session.ScalarAsync<int>(CountQuery, new { tenant, Interview = Stored.Blob(interviewId), Layer = (int)layer });

    private Task<IReadOnlyList<Scorecard>> ListAsync(ScorecardQuery query, CancellationToken ct) =>
        db.ReadAsync(session => query.ListAsync(session), ct);

    private async Task<Scorecard?> FindAsync(ScorecardQuery query, CancellationToken ct) =>
        (await ListAsync(query, ct).ConfigureAwait(false)).SingleOrDefault();
}
