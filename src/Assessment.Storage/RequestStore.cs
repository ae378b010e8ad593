namespace Assessment.Storage;

/// <summary>Requests that were answered, so that a repeated one gets the same answer.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class RequestStore(Database db)
{
    /// <summary>The most rows of one deletion, so that other writes needn't wait long for it.</summary>
    private const int MostPerDeletion = 1_000;

    private const string FindSql = """
        SELECT request_id AS RequestId, method AS Method, body_sha256 AS BodySha256, answer AS Answer
        FROM request
        WHERE tenant = @tenant AND request_id = @requestId
        """;

    private static readonly Statement Insert = Statement.Insert("request", "tenant, request_id, method, body_sha256, answer, answered_at");

    /// <summary>The request with its first answer; null when it is unknown or forgotten.</summary>
    public Task<AnsweredRequest?> FindAsync(string tenant, Guid requestId, CancellationToken ct) => db.ReadAsync(
        async session =>
        {
            var row = await session.FindAsync<Row>(FindSql, new { tenant, requestId = Stored.Blob(requestId) }).ConfigureAwait(false);
            return row is null ? null : new AnsweredRequest(Stored.Guid(row.RequestId), row.Method, row.BodySha256, row.Answer);
        },
        ct);

    /// <summary>Deletes the requests, of every tenant, that were answered before a time.</summary>
    /// <returns>How many.</returns>
    /// <remarks>It goes in steps, each committed by itself.</remarks>
    public async Task<int> ForgetBeforeAsync(DateTimeOffset before, CancellationToken ct)
    {
        string sql = $"""
            DELETE FROM request
            WHERE answered_at < @Before AND answered_at <= (
                SELECT max(oldest.answered_at)
                FROM (SELECT answered_at FROM request WHERE answered_at < @Before ORDER BY answered_at {db.FirstRows}) AS oldest)
            """;
        var parameters = new { Before = Stored.Microseconds(before), Take = MostPerDeletion };
        int forgotten = 0;
        int step;
        do
        {
            step = await db.WriteAsync(session => session.ExecuteAsync(sql, parameters), ct).ConfigureAwait(false);
            forgotten += step;
        }
        while (step >= MostPerDeletion);
        return forgotten;
    }

    /// <summary>Stores an answer with the write that it answers; first of all, so that a repeated request meets this and nothing else.</summary>
    /// <exception cref="ConflictException"><see cref="ConflictKind.RequestAnswered"/>.</exception>
    internal static Task AppendAsync(Session session, string tenant, AnsweredRequest? request, DateTimeOffset at) => request is null
        ? Task.CompletedTask
        : session.InsertAsync(
            ConflictKind.RequestAnswered,
            default,
            Insert,
            tenant,
            Stored.Blob(request.RequestId),
            request.Method,
            request.BodySha256.ToArray(),
            request.Answer.ToArray(),
            Stored.Microseconds(at));

    private sealed class Row
    {
        public required byte[] RequestId { get; init; }

        public required string Method { get; init; }

        public required byte[] BodySha256 { get; init; }

        public required byte[] Answer { get; init; }
    }
}
