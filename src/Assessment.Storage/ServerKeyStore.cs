namespace Assessment.Storage;

/// <summary>Random secrets that every server on the same database shares, e.g. to sign page tokens.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class ServerKeyStore(Database db)
{
    /// <summary>The secret for a purpose, created the first time it is asked for.</summary>
    /// <param name="purpose">What it is for, e.g. <c>page-token</c>.</param>
    /// <param name="bytes">Its length, in [16, 1024].</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of range.</exception>
    /// <exception cref="InvalidOperationException">The stored secret has another length.</exception>
    public Task<byte[]> GetOrCreateAsync(string purpose, int bytes, CancellationToken ct) => Todo<byte[]>();

    private Task<T> Todo<T>() => throw new NotImplementedException(db.ToString());
}
