namespace Assessment.Storage;

/// <summary>Interviews with their panels.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class InterviewStore(Database db)
{
    private static readonly Statement Insert = Statement.Insert(
        "interview",
        """
        tenant, id, candidate_id, application_id, step, role, level, profiles_id, profiles_version, banks, open_roles,
        state, version, created_at
        """);

    private static readonly Statement CandidateOf =
        Statement.Of("SELECT candidate_id FROM interview WHERE tenant = @tenant AND id = @Id");

    private static readonly Statement InsertMember = Statement.Insert("panel_member", "tenant, interview_id, interviewer_id, focus");

    private static readonly Statement DeleteMembers =
        Statement.Of("DELETE FROM panel_member WHERE tenant = @tenant AND interview_id = @id");

    private static readonly Statement Advance = Statement.Of(
        $"""
        UPDATE interview SET version = version + 1
        WHERE tenant = @tenant AND id = @id AND version = @version AND state = {(int)InterviewState.Open}
        """);

    private static readonly Statement Close = Statement.Of(
        $"""
        UPDATE interview SET version = version + 1, state = {(int)InterviewState.Closed}, closed_at = @at
        WHERE tenant = @tenant AND id = @id AND version = @version AND state = {(int)InterviewState.Open}
        """);

    private static readonly Statement Touch = Statement.Of(
        $"""
        UPDATE interview SET card_changes = card_changes + 1
        WHERE tenant = @tenant AND id = @id AND version = @version AND state = {(int)InterviewState.Open}
        """);

    private static readonly Statement TouchKept = Statement.Of(
        "UPDATE interview SET card_changes = card_changes + 1 WHERE tenant = @tenant AND id = @id AND erased_at IS NULL");

    private static readonly Statement AssignmentsQuery = Statement.Of(
        $"""
        SELECT i.id AS InterviewId, i.state AS State, s.state AS CardState
        FROM panel_member m
        JOIN interview i ON i.tenant = m.tenant AND i.id = m.interview_id
        LEFT JOIN scorecard s ON s.tenant = m.tenant AND s.interview_id = m.interview_id AND s.interviewer_id = m.interviewer_id
            AND s.layer = {(int)ScorecardLayer.First} AND s.state <> {(int)ScorecardState.Withdrawn}
        WHERE m.tenant = @tenant AND m.interviewer_id = @interviewerId AND i.candidate_id = @candidateId
        ORDER BY i.id
        """);

    /// <summary>Stores a new interview, with an event.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="interview">Open, at version 1.</param>
    /// <param name="request">The request that it answers, stored with it; null when it has no id.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ConflictException"><see cref="ConflictKind.RequestAnswered"/>, or
    /// <see cref="ConflictKind.VersionChanged"/> when the interview's id is taken.</exception>
    /// <exception cref="ArgumentException">It is not open, or not at version 1, or has a bank or interviewer twice.</exception>
    public Task CreateAsync(string tenant, Interview interview, AnsweredRequest? request, CancellationToken ct)
    {
        Require.That(interview.State == InterviewState.Open && interview.Version == 1, "A new interview is open and at version 1.");
        return db.WriteAsync(
            async session =>
            {
                await RequestStore.AppendAsync(session, tenant, request, [interview.Id], db.Clock.GetUtcNow()).ConfigureAwait(false);
                byte[] digest = await InsertAsync(session, tenant, interview).ConfigureAwait(false);
                Record(session, tenant, interview.Id, EventKind.InterviewCreated, AuditKind.InterviewCreated, interview.CreatedAt, digest);
            },
            ct);
    }

    /// <summary>The interview; null when there is none.</summary>
    public Task<Interview?> FindAsync(string tenant, Guid id, CancellationToken ct) => db.ReadAsync(
        async session =>
        {
            var query = new InterviewQuery(tenant) { Id = id };
            return (await query.ListAsync(session).ConfigureAwait(false)).SingleOrDefault();
        },
        ct);

    /// <summary>The candidates of interviews, as they are called now; an id that is unknown is left out.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="interviews">Each once, any number.</param>
    /// <param name="ct">Interrupts the read.</param>
    public Task<IReadOnlyDictionary<Guid, string>> CandidatesAsync(string tenant, IReadOnlyList<Guid> interviews, CancellationToken ct) =>
        db.ReadAsync(
            async Task<IReadOnlyDictionary<Guid, string>> (session) =>
            {
                var found = new Dictionary<Guid, string>(interviews.Count);
                foreach (var id in interviews)
                {
                    if (await session.FindAsync<string>(CandidateOf, new { tenant, Id = Stored.Blob(id) }).ConfigureAwait(false) is { } candidate)
                    {
                        found.Add(id, candidate);
                    }
                }

                return found;
            },
            ct);

    /// <summary>One page of interviews, newest first: id descending.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="before">The last id of the page before; null for the first page.</param>
    /// <param name="take">At most so many, from 1.</param>
    /// <param name="ct">Interrupts the read.</param>
    public Task<IReadOnlyList<Interview>> ListAsync(
        string tenant, InterviewFilter filter, Guid? before, int take, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        var query = new InterviewQuery(tenant) { Filter = filter, Before = before, Take = take };
        return db.ReadAsync(session => query.ListAsync(session), ct);
    }

    /// <summary>Replaces the panel of an open interview, with an event; drafts of interviewers who are no longer on it are deleted.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="changed">The interview with its new panel, at version <paramref name="expectedVersion"/> + 1; only the panel is taken.</param>
    /// <param name="expectedVersion">The version that was changed.</param>
    /// <param name="at">When.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ConflictException"><see cref="ConflictKind.VersionChanged"/>: another version, closed, or gone.</exception>
    public Task SetPanelAsync(
        string tenant, Interview changed, long expectedVersion, DateTimeOffset at, CancellationToken ct)
    {
        Require.That(changed.Version == expectedVersion + 1, "A changed interview is one version on.");
        return db.WriteAsync(
            async session =>
            {
                byte[] id = Stored.Blob(changed.Id);
                await session.ChangeAsync(changed.Id, Advance, tenant, id, expectedVersion).ConfigureAwait(false);
                await session.RunAsync(DeleteMembers, tenant, id).ConfigureAwait(false);
                await InsertPanelAsync(session, tenant, changed).ConfigureAwait(false);
                await ScorecardContent.DeleteStrayDraftsAsync(session, tenant, changed.Id).ConfigureAwait(false);
                byte[] secret = await db.CandidateKeys.OfInterviewAsync(session, tenant, changed.Id).ConfigureAwait(false);
                Record(session, tenant, changed.Id, EventKind.PanelChanged, AuditKind.PanelChanged, at, InterviewDigest.OfPanel(changed, secret));
            },
            ct);
    }

    /// <summary>Closes an open interview, with an event.</summary>
    /// <exception cref="ConflictException"><see cref="ConflictKind.VersionChanged"/>: another version, closed already, or gone.</exception>
    public Task CloseAsync(string tenant, Guid id, long expectedVersion, DateTimeOffset at, CancellationToken ct) => db.WriteAsync(
        async session =>
        {
            await session.ChangeAsync(id, Close, Stored.Microseconds(at), tenant, Stored.Blob(id), expectedVersion).ConfigureAwait(false);
            Record(session, tenant, id, EventKind.InterviewClosed, AuditKind.InterviewClosed, at, []);
        },
        ct);

    /// <summary>One page of what open interviews wait for: panel members without a submitted first-layer scorecard.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="interviewId">Only this interview's; null means any.</param>
    /// <param name="interviewerId">Only this interviewer's; null means any.</param>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <param name="take">At most so many, from 1.</param>
    /// <param name="ct">Interrupts the read.</param>
    /// <returns>Ordered by interview id, then interviewer id.</returns>
    public Task<IReadOnlyList<OutstandingScorecard>> ListOutstandingAsync(
        string tenant,
        Guid? interviewId,
        string? interviewerId,
        (Guid InterviewId, string InterviewerId)? after,
        int take,
        CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        var query = new OutstandingQuery(tenant, interviewId, interviewerId, after, take);
        return db.ReadAsync(session => query.ListAsync(session), ct);
    }

    /// <summary>What an interviewer is asked to rate of a candidate: every interview, open or closed, whose panel they are on.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="candidateId">The candidate.</param>
    /// <param name="interviewerId">The interviewer.</param>
    /// <param name="ct">Interrupts the read.</param>
    /// <returns>Ordered by interview id.</returns>
    public Task<IReadOnlyList<Assignment>> ListAssignmentsAsync(
        string tenant, string candidateId, string interviewerId, CancellationToken ct) => db.ReadAsync(
        async Task<IReadOnlyList<Assignment>> (session) =>
        {
            var rows = await session.ListAsync<AssignmentRow>(AssignmentsQuery, new { tenant, candidateId, interviewerId }).ConfigureAwait(false);
            return [.. rows.Select(row => new Assignment(
                Stored.Guid(row.InterviewId),
                row.State,
                row.CardState is ScorecardState.Submitted or ScorecardState.Amended))];
        },
        ct);

    /// <summary>Holds an interview open, at a version, until the write is committed: a change of it in between makes one of the two fail.</summary>
    /// <exception cref="ConflictException"><see cref="ConflictKind.VersionChanged"/>: another version, closed, or gone.</exception>
    internal static Task HoldOpenAsync(WriteSession session, string tenant, Guid id, long version) =>
        session.ChangeAsync(id, Touch, tenant, Stored.Blob(id), version);

    /// <summary>Holds an interview, open or closed, until the write is committed: its candidate's erasure in between makes one of the two fail.</summary>
    /// <exception cref="ConflictException"><see cref="ConflictKind.VersionChanged"/>: erased, or gone.</exception>
    internal static Task HoldKeptAsync(WriteSession session, string tenant, Guid id) =>
        session.ChangeAsync(id, TouchKept, tenant, Stored.Blob(id));

    private static void Record(
        WriteSession session, string tenant, Guid interviewId, EventKind change, AuditKind kind, DateTimeOffset at, byte[] digest)
    {
        session.Changes.Add(new(tenant, change, interviewId, null, "", at));
        session.Audited.Add(new(tenant, kind, interviewId, 0, at, digest));
    }

    private static async Task<byte[]> InsertAsync(WriteSession session, string tenant, Interview interview)
    {
        var row = NewInterviewRow.Of(interview);
        await session.InsertAsync(
            ConflictKind.VersionChanged,
            interview.Id,
            Insert,
            tenant,
            row.Id,
            row.CandidateId,
            row.ApplicationId,
            row.Step,
            row.Role,
            row.Level,
            row.ProfilesId,
            row.ProfilesVersion,
            row.Banks,
            row.OpenRoles,
            (int)interview.State,
            interview.Version,
            row.CreatedAt).ConfigureAwait(false);
        await InsertPanelAsync(session, tenant, interview).ConfigureAwait(false);
        byte[] secret = await CandidateKeys.OfCandidateAsync(session, tenant, interview.CandidateId, interview.CreatedAt).ConfigureAwait(false);
        return InterviewDigest.OfNew(row, secret);
    }

    private static async Task InsertPanelAsync(WriteSession session, string tenant, Interview interview)
    {
        foreach (var member in interview.Panel)
        {
            await session.RunAsync(
                InsertMember, tenant, Stored.Blob(interview.Id), member.InterviewerId, Stored.Json(member.Focus)).ConfigureAwait(false);
        }
    }

    private sealed class AssignmentRow
    {
        public required byte[] InterviewId { get; init; }

        public required InterviewState State { get; init; }

        public ScorecardState? CardState { get; init; }
    }
}
