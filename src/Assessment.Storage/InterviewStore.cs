namespace Assessment.Storage;

/// <summary>Interviews with their panels.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class InterviewStore(Database db)
{
    /// <summary>Stores a new interview, with an event.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="interview">Open, at version 1.</param>
    /// <param name="request">The request that it answers, stored with it; null when it has no id.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ConflictException"><see cref="ConflictKind.RequestAnswered"/>, or
    /// <see cref="ConflictKind.VersionChanged"/> when the interview's id is taken.</exception>
    public Task CreateAsync(string tenant, Interview interview, AnsweredRequest? request, CancellationToken ct) => Todo<int>();

    /// <summary>The interview; null when there is none.</summary>
    public Task<Interview?> FindAsync(string tenant, Guid id, CancellationToken ct) => Todo<Interview?>();

    /// <summary>One page of interviews, newest first: id descending.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="before">The last id of the page before; null for the first page.</param>
    /// <param name="take">At most so many, from 1.</param>
    /// <param name="ct">Interrupts the read.</param>
    public Task<IReadOnlyList<Interview>> ListAsync(
        string tenant, InterviewFilter filter, Guid? before, int take, CancellationToken ct) => Todo<IReadOnlyList<Interview>>();

    /// <summary>Replaces the panel of an open interview, with an event; drafts of interviewers who are no longer on it are deleted.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="changed">The interview with its new panel, at version <paramref name="expectedVersion"/> + 1; only the panel is taken.</param>
    /// <param name="expectedVersion">The version that was changed.</param>
    /// <param name="at">When.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ConflictException"><see cref="ConflictKind.VersionChanged"/>: another version, closed, or gone.</exception>
    public Task SetPanelAsync(
        string tenant, Interview changed, long expectedVersion, DateTimeOffset at, CancellationToken ct) => Todo<int>();

    /// <summary>Closes an open interview, with an event.</summary>
    /// <exception cref="ConflictException"><see cref="ConflictKind.VersionChanged"/>: another version, closed already, or gone.</exception>
    public Task CloseAsync(string tenant, Guid id, long expectedVersion, DateTimeOffset at, CancellationToken ct) => Todo<int>();

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
        CancellationToken ct) => Todo<IReadOnlyList<OutstandingScorecard>>();

    private Task<T> Todo<T>() => throw new NotImplementedException(db.ToString());
}
