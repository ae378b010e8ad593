namespace Assessment.Storage;

/// <summary>Something done that is about to be committed; it gets its place in the chain then.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Kind">What it is of.</param>
/// <param name="Subject">The interview, scorecard, claim, decision or calibration; empty when it is none of them.</param>
/// <param name="Revision">The scorecard's or claim's, or how many group labels; else 0.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="Content">A digest of what was written, 32 bytes; empty when nothing was.</param>
internal sealed record AuditEntry(
    string Tenant, AuditKind Kind, Guid Subject, int Revision, DateTimeOffset OccurredAt, byte[] Content);
