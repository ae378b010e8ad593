namespace Assessment.Storage;

/// <summary>Requests that were answered, so that a repeated one gets the same answer.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class RequestStore(Database db)
{
    /// <summary>The request with its first answer; null when it is unknown or forgotten.</summary>
    public Task<AnsweredRequest?> FindAsync(string tenant, Guid requestId, CancellationToken ct) => Todo<AnsweredRequest?>();

    /// <summary>Deletes the requests, of every tenant, that were answered before a time.</summary>
    /// <returns>How many.</returns>
    public Task<int> ForgetBeforeAsync(DateTimeOffset before, CancellationToken ct) => Todo<int>();

    private Task<T> Todo<T>() => throw new NotImplementedException(db.ToString());
}
