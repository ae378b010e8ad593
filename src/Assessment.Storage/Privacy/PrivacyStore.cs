namespace Assessment.Storage;

/// <summary>What a candidate may ask for: to be shown what is kept of them, and to be erased.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class PrivacyStore(Database db)
{
    private const string Theirs = "interview_id IN (SELECT id FROM interview WHERE tenant = @tenant AND candidate_id = @candidate)";

    private const string TheirCards = $"SELECT id FROM scorecard WHERE tenant = @tenant AND {Theirs}";

    private const string NoFacts = "{}";

    private static readonly Statement InterviewsQuery = Statement.Of(
        "SELECT id AS Id, state AS State FROM interview WHERE tenant = @tenant AND candidate_id = @candidate ORDER BY id");

    private static readonly Statement CountCardsQuery = Statement.Of(
        $"SELECT count(*) FROM scorecard WHERE tenant = @tenant AND {Theirs}");

    private static readonly Statement DeleteAnswers = Statement.Of(
        $"DELETE FROM request WHERE tenant = @tenant AND request_id IN (SELECT request_id FROM request_interview WHERE tenant = @tenant AND {Theirs})");

    private static readonly Statement DeleteDraftContents = Statement.Of(
        $"DELETE FROM scorecard_revision WHERE tenant = @tenant AND revision = 0 AND scorecard_id IN ({TheirCards})");

    private static readonly Statement DeleteDrafts = Statement.Of(
        $"DELETE FROM scorecard WHERE tenant = @tenant AND state = {(int)ScorecardState.Draft} AND {Theirs}");

    private static readonly Statement CloseInterviews = Statement.Of(
        $"""
        UPDATE interview SET application_id = '', state = {(int)InterviewState.Closed}, closed_at = coalesce(closed_at, @at), erased_at = @at,
            version = version + 1
        WHERE tenant = @tenant AND candidate_id = @candidate
        """);

    private static readonly Statement EmptyCards = Statement.Of(
        $"UPDATE scorecard SET application_id = '', withdrawn_reason = '', version = version + 1 WHERE tenant = @tenant AND {Theirs}");

    private static readonly Statement EmptyRevisions = Statement.Of(
        $"UPDATE scorecard_revision SET reason = '', note = '', evidence = '[]' WHERE tenant = @tenant AND scorecard_id IN ({TheirCards})");

    private static readonly Statement ClaimsQuery = Statement.Of($"SELECT DISTINCT id AS Id FROM claim WHERE tenant = @tenant AND {Theirs}");

    private static readonly Statement EmptyClaim = Statement.Of(
        "UPDATE claim SET system = @system, facts = @facts WHERE tenant = @tenant AND id = @id");

    private static readonly Statement EmptyDecisions = Statement.Of(
        $"UPDATE decision SET reason = '' WHERE tenant = @tenant AND {Theirs}");

    private static readonly Statement RenameKits = Statement.Of(
        $"UPDATE kit_question SET candidate_id = @pseudonym WHERE tenant = @tenant AND {Theirs}");

    private static readonly Statement RenameInterviews = Statement.Of(
        "UPDATE interview SET candidate_id = @pseudonym WHERE tenant = @tenant AND candidate_id = @candidate");

    private static readonly Statement DeleteKey = Statement.Of(
        "DELETE FROM candidate_key WHERE tenant = @tenant AND candidate_id = @candidate");

    private static readonly Statement QuestionsQuery = Statement.Of(
        "SELECT question_id FROM kit_question WHERE tenant = @tenant AND candidate_id = @candidate ORDER BY interview_id, question_id");

    /// <summary>
    /// Erases a candidate, all or nothing: who they are, every word of evidence, note, reason and claim, their group labels, drafts, stored
    /// answers and their key.
    /// Their ratings and the outcomes of decisions stay, under a pseudonym, for calibration; open interviews are closed; each interview
    /// leaves an audit event.
    /// </summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="candidateId">The candidate.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <returns>What was done; null when nothing is kept of the candidate.</returns>
    public async Task<Erasure?> EraseAsync(string tenant, string candidateId, CancellationToken ct)
    {
        var erasure = await db.WriteAsync(session => EraseAsync(session, tenant, candidateId), ct).ConfigureAwait(false);
        if (erasure is not null)
        {
            await db.ScrubAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return erasure;
    }

    /// <summary>The questions of the kits that were built for a candidate, by interview.</summary>
    public Task<IReadOnlyList<string>> QuestionsAsync(string tenant, string candidateId, CancellationToken ct) =>
        db.ReadAsync(session => session.ListAsync<string>(QuestionsQuery, new { tenant, candidate = candidateId }), ct);

    /// <summary>Notes in the audit chain that a candidate's data were handed out: one event for each of their interviews.</summary>
    public Task RecordAccessAsync(string tenant, IReadOnlyList<Guid> interviews, CancellationToken ct) => db.WriteAsync(
        Task (session) =>
        {
            session.Audited.AddRange(interviews.Select(
                id => new AuditEntry(tenant, AuditKind.CandidateAccessed, id, 0, db.Clock.GetUtcNow(), [])));
            return Task.CompletedTask;
        },
        ct);

    private async Task<Erasure?> EraseAsync(WriteSession session, string tenant, string candidate)
    {
        var interviews = await session.ListAsync<Found>(InterviewsQuery, new { tenant, candidate }).ConfigureAwait(false);
        var at = Stored.Rounded(db.Clock.GetUtcNow());
        int labels = await GroupLabelStore.DeleteAsync(session, tenant, candidate, at).ConfigureAwait(false);
        string pseudonym = Erasure.NewPseudonym();
        if (interviews.Count == 0)
        {
            return labels == 0 ? null : new(pseudonym, 0, 0, 0, 0, at);
        }

        long microseconds = Stored.Microseconds(at);
        await session.RunAsync(CloseInterviews, microseconds, tenant, candidate).ConfigureAwait(false); // First: whoever submits waits for the interview's row.
        int answers = await session.RunAsync(DeleteAnswers, tenant, candidate).ConfigureAwait(false);
        await session.RunAsync(DeleteDraftContents, tenant, candidate).ConfigureAwait(false);
        int drafts = await session.RunAsync(DeleteDrafts, tenant, candidate).ConfigureAwait(false);
        int cards = await session.ScalarAsync<int>(CountCardsQuery, new { tenant, candidate }).ConfigureAwait(false);
        await session.RunAsync(EmptyCards, tenant, candidate).ConfigureAwait(false);
        await session.RunAsync(EmptyRevisions, tenant, candidate).ConfigureAwait(false);
        await EmptyClaimsAsync(session, tenant, candidate).ConfigureAwait(false);
        await session.RunAsync(EmptyDecisions, tenant, candidate).ConfigureAwait(false);
        await session.RunAsync(RenameKits, pseudonym, tenant, candidate).ConfigureAwait(false);
        await session.RunAsync(RenameInterviews, pseudonym, tenant, candidate).ConfigureAwait(false);
        await session.RunAsync(DeleteKey, tenant, candidate).ConfigureAwait(false);
        foreach (var interview in interviews)
        {
            var id = Stored.Guid(interview.Id);
            session.Audited.Add(new(tenant, AuditKind.CandidateErased, id, 0, at, []));
            if (interview.State == InterviewState.Open)
            {
                session.Changes.Add(new(tenant, EventKind.InterviewClosed, id, null, "", at));
            }
        }

        return new(pseudonym, interviews.Count, cards, drafts, answers, at);
    }

    /// <summary>Takes their words out of the claims. A system's name becomes one that says nothing, and is still another for each claim.</summary>
    private static async Task EmptyClaimsAsync(WriteSession session, string tenant, string candidate)
    {
        foreach (var claim in await session.ListAsync<FoundClaim>(ClaimsQuery, new { tenant, candidate }).ConfigureAwait(false))
        {
            await session.RunAsync(EmptyClaim, Convert.ToHexStringLower(claim.Id), NoFacts, tenant, claim.Id).ConfigureAwait(false);
        }
    }

    private sealed class FoundClaim
    {
        public required byte[] Id { get; init; }
    }

    private sealed class Found
    {
        public required byte[] Id { get; init; }

        public required InterviewState State { get; init; }
    }
}
