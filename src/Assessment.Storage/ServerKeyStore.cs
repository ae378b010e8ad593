using System.Security.Cryptography;

namespace Assessment.Storage;

/// <summary>Random secrets that every server on the same database shares, e.g. to sign page tokens.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class ServerKeyStore(Database db)
{
    private static readonly Statement FindQuery = Statement.Of("SELECT secret AS Secret FROM server_key WHERE purpose = @purpose");

    private static readonly Statement Insert = Statement.Insert("server_key", "purpose, secret, created_at");

    /// <summary>The secret for a purpose, created the first time it is asked for.</summary>
    /// <param name="purpose">What it is for, e.g. <c>page-token</c>.</param>
    /// <param name="bytes">Its length, in [16, 1024].</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of range.</exception>
    /// <exception cref="InvalidOperationException">The stored secret has another length.</exception>
    public async Task<byte[]> GetOrCreateAsync(string purpose, int bytes, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, 1024);
        byte[] secret = await db.ReadAsync(session => FindAsync(session, purpose), ct).ConfigureAwait(false)
            ?? await db.WriteAsync(session => CreateAsync(session, purpose, bytes), ct).ConfigureAwait(false);
        return secret.Length == bytes
            ? secret
            : throw new InvalidOperationException($"The stored secret '{purpose}' has {secret.Length} bytes, not {bytes}.");
    }

    private static async Task<byte[]?> FindAsync(Session session, string purpose)
    {
        var row = await session.FindAsync<Row>(FindQuery, new { purpose })
            .ConfigureAwait(false);
        return row?.Secret;
    }

    private async Task<byte[]> CreateAsync(WriteSession session, string purpose, int bytes)
    {
        byte[] secret = RandomNumberGenerator.GetBytes(bytes);
        try
        {
            await session.InsertAsync(
                ConflictKind.VersionChanged, default, Insert, purpose, secret, Stored.Microseconds(db.Clock.GetUtcNow())).ConfigureAwait(false);
            return secret;
        }
        catch (ConflictException)
        {
            // Another server was first: its secret is everybody's.
            return await FindAsync(session, purpose).ConfigureAwait(false) ?? throw new InvalidOperationException("The secret vanished.");
        }
    }

    private sealed class Row
    {
        public required byte[] Secret { get; init; }
    }
}
