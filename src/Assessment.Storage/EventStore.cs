namespace Assessment.Storage;

/// <summary>What changed, in the order in which it was committed.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>.</remarks>
public sealed class EventStore(Database db)
{
    private static readonly StatementFamily AfterQuery = new(
        (dialect, where) => $"""
            SELECT position AS Position, kind AS Kind, interview_id AS InterviewId, scorecard_id AS ScorecardId,
                interviewer_id AS InterviewerId, occurred_at AS OccurredAt
            FROM state_event
            WHERE tenant = @tenant AND position > @position{where}
            ORDER BY position {dialect.FirstRows()}
            """,
        "interview_id = @InterviewId");

    private static readonly Statement LastQuery =
        Statement.Of("SELECT coalesce(max(position), 0) FROM state_event WHERE tenant = @tenant");

    private static readonly Statement FirstQuery =
        Statement.Of("SELECT coalesce(min(position), 0) FROM state_event WHERE tenant = @tenant");

    /// <summary>One page of events after a position, in order.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="position">The last position seen; 0 for the first page.</param>
    /// <param name="interviewId">Only this interview's; null means any.</param>
    /// <param name="take">At most so many, from 1.</param>
    /// <param name="ct">Interrupts the read.</param>
    public Task<IReadOnlyList<StateEvent>> ListAfterAsync(
        string tenant, long position, Guid? interviewId, int take, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        var parameters = new { tenant, position, InterviewId = interviewId is { } id ? Stored.Blob(id) : null, Take = take };
        return db.ReadAsync(
            async Task<IReadOnlyList<StateEvent>> (session) =>
            {
                var rows = await session.ListAsync<Row>(AfterQuery.With(interviewId is not null), parameters).ConfigureAwait(false);
                return [.. rows.Select(row => row.ToEvent())];
            },
            ct);
    }

    /// <summary>The newest position; 0 when there is none.</summary>
    public Task<long> LastPositionAsync(string tenant, CancellationToken ct) => db.ReadAsync(
        session => LastPositionAsync(session, tenant), ct);

    /// <summary>The oldest position; 0 when there is none.</summary>
    public Task<long> FirstPositionAsync(string tenant, CancellationToken ct) => db.ReadAsync(
        session => session.ScalarAsync<long>(FirstQuery, new { tenant }), ct);

    /// <summary>The newest position as a session sees it; 0 when there is none.</summary>
    internal static Task<long> LastPositionAsync(Session session, string tenant) => session.ScalarAsync<long>(LastQuery, new { tenant });

    private sealed class Row
    {
        public required long Position { get; init; }

        public required EventKind Kind { get; init; }

        public required byte[] InterviewId { get; init; }

        public byte[]? ScorecardId { get; init; }

        public required string InterviewerId { get; init; }

        public required long OccurredAt { get; init; }

        public StateEvent ToEvent() => new(
            Position,
            Kind,
            Stored.Guid(InterviewId),
            ScorecardId is null ? null : Stored.Guid(ScorecardId),
            InterviewerId,
            Stored.Time(OccurredAt));
    }
}
