namespace Assessment.Storage;

/// <summary>Requests that were answered, so that a repeated one gets the same answer.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class RequestStore(Database db)
{
    /// <summary>The most rows of one deletion, so that other writes needn't wait long for it.</summary>
    private const int MostPerDeletion = 1_000;

    private static readonly Statement FindQuery = Statement.Of(
        """
        SELECT request_id AS RequestId, method AS Method, body_sha256 AS BodySha256, answer AS Answer
        FROM request
        WHERE tenant = @tenant AND request_id = @requestId
        """);

    private static readonly Statement Insert = Statement.Insert("request", "tenant, request_id, method, body_sha256, answer, answered_at");

    private static readonly Statement InsertInterview = Statement.Insert("request_interview", "tenant, request_id, interview_id");

    private static readonly Statement Forget = Statement.Of(dialect =>
        $"""
        DELETE FROM request
        WHERE answered_at < @Before AND answered_at <= (
            SELECT max(oldest.answered_at)
            FROM (SELECT answered_at FROM request WHERE answered_at < @Before ORDER BY answered_at {dialect.FirstRows()}) AS oldest)
        """);

    /// <summary>The request with its first answer; null when it is unknown or forgotten.</summary>
    public Task<AnsweredRequest?> FindAsync(string tenant, Guid requestId, CancellationToken ct) => db.ReadAsync(
        async session =>
        {
            var row = await session.FindAsync<Row>(FindQuery, new { tenant, requestId = Stored.Blob(requestId) }).ConfigureAwait(false);
            return row is null ? null : new AnsweredRequest(Stored.Guid(row.RequestId), row.Method, row.BodySha256, row.Answer);
        },
        ct);

    /// <summary>Deletes the requests, of every tenant, that were answered before a time.</summary>
    /// <returns>How many.</returns>
    /// <remarks>It goes in steps, each committed by itself.</remarks>
    public async Task<int> ForgetBeforeAsync(DateTimeOffset before, CancellationToken ct)
    {
        int forgotten = 0;
        int step;
        do
        {
            step = await db.WriteAsync(session => session.RunAsync(Forget, Stored.Microseconds(before), MostPerDeletion), ct).ConfigureAwait(false);
            forgotten += step;
        }
        while (step >= MostPerDeletion);
        return forgotten;
    }

    /// <summary>Stores an answer with the write that it answers; first of all, so that a repeated request meets this and nothing else.</summary>
    /// <exception cref="ConflictException"><see cref="ConflictKind.RequestAnswered"/>.</exception>
    /// <param name="session">The write's.</param>
    /// <param name="tenant">Whose.</param>
    /// <param name="request">The request with its answer; null stores nothing.</param>
    /// <param name="interviews">The interviews that the answer tells of.</param>
    /// <param name="at">When.</param>
    internal static async Task AppendAsync(
        WriteSession session, string tenant, AnsweredRequest? request, IEnumerable<Guid> interviews, DateTimeOffset at)
    {
        if (request is null)
        {
            return;
        }

        byte[] id = Stored.Blob(request.RequestId);
        await session.InsertAsync(
            ConflictKind.RequestAnswered,
            default,
            Insert,
            tenant,
            id,
            request.Method,
            request.BodySha256.ToArray(),
            request.Answer.ToArray(),
            Stored.Microseconds(at)).ConfigureAwait(false);
        foreach (var interview in interviews.Distinct())
        {
            await session.RunAsync(InsertInterview, tenant, id, Stored.Blob(interview)).ConfigureAwait(false);
        }
    }

    private sealed class Row
    {
        public required byte[] RequestId { get; init; }

        public required string Method { get; init; }

        public required byte[] BodySha256 { get; init; }

        public required byte[] Answer { get; init; }
    }
}
