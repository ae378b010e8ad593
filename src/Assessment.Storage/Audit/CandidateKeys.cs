using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Assessment.Storage;

/// <summary>The candidates' secrets, under which the audit chain digests what is written of them.</summary>
/// <remarks>
/// Kept in memory by interview. A secret deleted by an erasure does no harm there: the erased interview is closed, and every
/// write of it that would use the secret is refused first.
/// </remarks>
internal sealed class CandidateKeys
{
    private const int MostKept = 20_000;
    private const int SecretBytes = 32;

    private static readonly Statement OfInterviewQuery = Statement.Of(
        """
        SELECT k.secret AS Secret FROM interview i
        JOIN candidate_key k ON k.tenant = i.tenant AND k.candidate_id = i.candidate_id
        WHERE i.tenant = @tenant AND i.id = @Interview
        """);

    private static readonly Statement OfCandidateQuery =
        Statement.Of("SELECT secret AS Secret FROM candidate_key WHERE tenant = @tenant AND candidate_id = @candidateId");

    private static readonly Statement Insert = Statement.Insert("candidate_key", "tenant, candidate_id, secret, created_at");

    private readonly ConcurrentDictionary<(string Tenant, Guid Interview), byte[]> kept = new();

    /// <summary>The secret of an interview's candidate.</summary>
    /// <exception cref="InvalidOperationException">There is none: the candidate was erased, or the interview is not stored.</exception>
    public async Task<byte[]> OfInterviewAsync(Session session, string tenant, Guid interviewId) =>
        await FindOfInterviewAsync(session, tenant, interviewId).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The interview's candidate has no key.");

    /// <summary>The same; null when there is none.</summary>
    public async Task<byte[]?> FindOfInterviewAsync(Session session, string tenant, Guid interviewId)
    {
        if (Known(tenant, interviewId) is { } known)
        {
            return known;
        }

        var row = await session.FindAsync<Row>(OfInterviewQuery, new { tenant, Interview = Stored.Blob(interviewId) }).ConfigureAwait(false);
        if (row is not null)
        {
            Keep(tenant, interviewId, row.Secret);
        }

        return row?.Secret;
    }

    /// <summary>The secret of an interview's candidate when it is kept in memory; else null.</summary>
    public byte[]? Known(string tenant, Guid interviewId) => kept.GetValueOrDefault((tenant, interviewId));

    /// <summary>Keeps the secret of an interview's candidate in memory.</summary>
    public void Keep(string tenant, Guid interviewId, byte[] secret)
    {
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }

        kept[(tenant, interviewId)] = secret;
    }

    /// <summary>A candidate's secret, made at their first interview.</summary>
    public static async Task<byte[]> OfCandidateAsync(WriteSession session, string tenant, string candidateId, DateTimeOffset now)
    {
        if (await FindAsync(session, tenant, candidateId).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        byte[] secret = RandomNumberGenerator.GetBytes(SecretBytes);
        try
        {
            await session.InsertAsync(
                ConflictKind.VersionChanged, default, Insert, tenant, candidateId, secret, Stored.Microseconds(now)).ConfigureAwait(false);
            return secret;
        }
        catch (ConflictException)
        {
            // Another server was first: its secret is everybody's.
            return await FindAsync(session, tenant, candidateId).ConfigureAwait(false) ?? throw new InvalidOperationException("The key vanished.");
        }
    }

    private static async Task<byte[]?> FindAsync(Session session, string tenant, string candidateId)
    {
        var row = await session.FindAsync<Row>(OfCandidateQuery, new { tenant, candidateId }).ConfigureAwait(false);
        return row?.Secret;
    }

    private sealed class Row
    {
        public required byte[] Secret { get; init; }
    }
}
