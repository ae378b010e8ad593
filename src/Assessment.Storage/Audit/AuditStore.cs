namespace Assessment.Storage;

/// <summary>The audit chains.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>.</remarks>
public sealed class AuditStore(Database db)
{
    /// <summary>The most breaks that a verification lists.</summary>
    public const int MostBreaks = 1_000;

    /// <summary>How far every chain has come, by chain. Kept elsewhere, they show later whether the end of a chain was cut off.</summary>
    public Task<IReadOnlyList<AuditHead>> HeadsAsync(CancellationToken ct) => db.ReadAsync(AuditChain.HeadsAsync, ct);

    /// <summary>Reads every chain, and compares what is stored with what its events were written of; in one snapshot.</summary>
    /// <param name="exported">Heads that were kept elsewhere; empty when none.</param>
    /// <param name="progress">Told how many events were read; null when nobody asks.</param>
    /// <param name="ct">Interrupts it.</param>
    public Task<AuditReport> VerifyAsync(IReadOnlyList<AuditHead> exported, IProgress<long>? progress, CancellationToken ct) =>
        db.ReadAsync(session => new AuditVerifier(session, exported, progress, ct).RunAsync(), ct);
}
