namespace Assessment.Storage;

/// <summary>A place where the audit chains, or what they were written of, are not as they were.</summary>
/// <param name="WriterId">The chain; empty when it is no chain's.</param>
/// <param name="Sequence">The event's place in its chain; 0 when it is no event's.</param>
/// <param name="Problem">What is wrong, as a sentence.</param>
public sealed record AuditBreak(Guid WriterId, long Sequence, string Problem);

/// <summary>What a verification found.</summary>
/// <param name="Chains">How many chains were read.</param>
/// <param name="Events">How many events.</param>
/// <param name="Contents">How many stored revisions, withdrawals and interviews equal what their events were written of.</param>
/// <param name="Erased">How many can't be compared any more, because their candidate was erased.</param>
/// <param name="Breaks">Every break, at most <see cref="AuditStore.MostBreaks"/>: by chain and place, what belongs to no event last; empty when all is as it was.</param>
/// <param name="Heads">How far every chain has come, to be kept elsewhere.</param>
public sealed record AuditReport(
    int Chains, long Events, long Contents, long Erased, IReadOnlyList<AuditBreak> Breaks, IReadOnlyList<AuditHead> Heads);
