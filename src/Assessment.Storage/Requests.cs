namespace Assessment.Storage;

/// <summary>A request that may be repeated, and its first answer.</summary>
/// <param name="RequestId">The caller's UUID.</param>
/// <param name="Method">The rpc it was made to: the same id under another method is another body.</param>
/// <param name="BodySha256">32 bytes: SHA-256 of the request without its id.</param>
/// <param name="Answer">The serialized answer.</param>
public sealed record AnsweredRequest(Guid RequestId, string Method, ReadOnlyMemory<byte> BodySha256, ReadOnlyMemory<byte> Answer);

/// <summary>A write lost against another one.</summary>
public enum ConflictKind
{
    /// <summary>The interview or scorecard is at another version, or gone, or in another state: load again.</summary>
    VersionChanged = 1,

    /// <summary>The interviewer already has a live scorecard in this layer of the interview.</summary>
    ScorecardExists = 2,

    /// <summary>The request id is stored already: read its answer.</summary>
    RequestAnswered = 3,

    /// <summary>The document's version is stored with other content.</summary>
    DocumentDiffers = 4,
}

/// <summary>A write lost against another one; nothing of it was stored.</summary>
public sealed class ConflictException(ConflictKind kind, Guid subject = default)
    : Exception($"The write conflicts with another one: {kind}.")
{
    /// <summary>How it conflicts.</summary>
    public ConflictKind Kind { get; } = kind;

    /// <summary>The interview or scorecard it is about; empty for a request or document.</summary>
    public Guid Subject { get; } = subject;
}

/// <summary>The database can't be used now. Its message is for logs, not for callers.</summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>False: nothing was stored. True: the database was lost during the commit, and whether it took place is not known.</summary>
    public bool MayBeStored { get; init; }
}

/// <summary>Too many writes are waiting; nothing was stored. Retry later.</summary>
public sealed class StorageOverloadedException() : Exception("Too many writes are waiting.");

/// <summary>The database can't be opened: not a database, read-only, of a newer schema. The message says what to do.</summary>
public sealed class DatabaseException(string message, Exception? inner = null) : Exception(message, inner);
