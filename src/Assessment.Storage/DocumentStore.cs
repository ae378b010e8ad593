namespace Assessment.Storage;

/// <summary>Published documents: question banks and role profiles. A version never changes once it is stored.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class DocumentStore(Database db)
{
    /// <summary>Stores a document, unless the same one is stored already.</summary>
    /// <returns>The stored one, with the time of its first publication.</returns>
    /// <exception cref="ConflictException"><see cref="ConflictKind.DocumentDiffers"/>: this version has other content.</exception>
    public Task<Document> PublishAsync(string tenant, Document document, CancellationToken ct) => Todo<Document>();

    /// <summary>The document of that kind, id and version; null when there is none.</summary>
    public Task<Document?> FindAsync(string tenant, DocumentKind kind, string id, string version, CancellationToken ct) => Todo<Document?>();

    /// <summary>All documents of a kind, ordered by id, then by time of publication.</summary>
    public Task<IReadOnlyList<Document>> ListAsync(string tenant, DocumentKind kind, CancellationToken ct) => Todo<IReadOnlyList<Document>>();

    private Task<T> Todo<T>() => throw new NotImplementedException(db.ToString());
}
