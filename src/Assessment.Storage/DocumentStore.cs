namespace Assessment.Storage;

/// <summary>Published documents: question banks and role profiles. A version never changes once it is stored.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class DocumentStore(Database db)
{
    private const string Columns =
        "kind AS Kind, id AS Id, version AS Version, sha256 AS Sha256, canonical AS Canonical, published_at AS PublishedAt";

    private static readonly Statement FindQuery = Statement.Of(
        $"""
        SELECT {Columns} FROM document
        WHERE tenant = @tenant AND kind = @kind AND id = @id AND version = @version
        """);

    private static readonly Statement ListQuery = Statement.Of(
        $"""
        SELECT {Columns} FROM document
        WHERE tenant = @tenant AND kind = @kind
        ORDER BY id, published_at, version
        """);

    private static readonly Statement TenantsQuery = Statement.Of("SELECT DISTINCT tenant AS Tenant FROM document ORDER BY tenant");

    private static readonly Statement Insert = Statement.Insert("document", "tenant, kind, id, version, sha256, canonical, published_at");

    /// <summary>Stores a document, unless the same one is stored already.</summary>
    /// <returns>The stored one, with the time of its first publication.</returns>
    /// <exception cref="ConflictException"><see cref="ConflictKind.DocumentDiffers"/>: this version has other content.</exception>
    public Task<Document> PublishAsync(string tenant, Document document, CancellationToken ct) => db.WriteAsync(
        async session =>
        {
            try
            {
                await session.InsertAsync(
                    ConflictKind.DocumentDiffers,
                    default,
                    Insert,
                    tenant,
                    (int)document.Kind,
                    document.Id,
                    document.Version,
                    document.Sha256,
                    document.Canonical.ToArray(),
                    Stored.Microseconds(document.PublishedAt)).ConfigureAwait(false);
                session.Audited.Add(
                    new(tenant, AuditKind.DocumentPublished, default, 0, document.PublishedAt, DigestOf(document)));
                return document with { PublishedAt = Stored.Rounded(document.PublishedAt) };
            }
            catch (ConflictException)
            {
                var stored = await FindAsync(session, tenant, document.Kind, document.Id, document.Version).ConfigureAwait(false);
                if (stored is null || stored.Sha256 != document.Sha256 || !stored.Canonical.Span.SequenceEqual(document.Canonical.Span))
                {
                    throw;
                }

                return stored;
            }
        },
        ct);

    /// <summary>The document of that kind, id and version; null when there is none.</summary>
    public Task<Document?> FindAsync(string tenant, DocumentKind kind, string id, string version, CancellationToken ct) =>
        db.ReadAsync(session => FindAsync(session, tenant, kind, id, version), ct);

    /// <summary>All documents of a kind, ordered by id, then by time of publication.</summary>
    public Task<IReadOnlyList<Document>> ListAsync(string tenant, DocumentKind kind, CancellationToken ct) => db.ReadAsync(
        async Task<IReadOnlyList<Document>> (session) =>
        {
            var rows = await session.ListAsync<Row>(ListQuery, new { tenant, kind }).ConfigureAwait(false);
            return [.. rows.Select(row => row.ToDocument())];
        },
        ct);

    /// <summary>Every tenant that has a document, ordered.</summary>
    public Task<IReadOnlyList<string>> TenantsAsync(CancellationToken ct) =>
        db.ReadAsync(session => session.ListAsync<string>(TenantsQuery, new { }), ct);

    private static async Task<Document?> FindAsync(Session session, string tenant, DocumentKind kind, string id, string version)
    {
        var row = await session.FindAsync<Row>(FindQuery, new { tenant, kind, id, version }).ConfigureAwait(false);
        return row is not null && row.Id == id && row.Version == version // SQL compares without spaces at the end.
            ? row.ToDocument()
            : null;
    }

    /// <summary>A digest of what is published; that is nobody's secret.</summary>
    private static byte[] DigestOf(Document document)
    {
        var digest = new ContentDigest(secret: null);
        return digest
            .Add((int)document.Kind).Add(document.Id).Add(document.Version).Add(document.Sha256).Add(document.Canonical.Span)
            .Finish();
    }

    private sealed class Row
    {
        public required DocumentKind Kind { get; init; }

        public required string Id { get; init; }

        public required string Version { get; init; }

        public required string Sha256 { get; init; }

        public required byte[] Canonical { get; init; }

        public required long PublishedAt { get; init; }

        public Document ToDocument() => new(Kind, Id, Version, Sha256, Canonical, Stored.Time(PublishedAt));
    }
}
