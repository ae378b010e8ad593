namespace Assessment.Storage;

/// <summary>The chain of this process: where it stands, and what follows. One thread at a time.</summary>
/// <remarks>
/// A chain for each process, so that servers on one database needn't wait for each other. Its first event holds the heads of
/// all chains before it, so that cutting the end off an earlier chain shows even when its head is cut too.
/// </remarks>
internal sealed class AuditChain(TimeProvider clock)
{
    private static readonly Statement HeadsQuery =
        Statement.Of("SELECT writer_id AS WriterId, sequence AS Sequence, hash AS Hash FROM audit_head");

    private readonly Guid writerId = Guid.CreateVersion7();
    private long sequence;
    private byte[] hash = new byte[32];

    /// <summary>The rows that follow for what a transaction did, the first time with the chain's own first before them.</summary>
    /// <remarks>Nothing changes until <see cref="Advance"/> is told that the rows are committed.</remarks>
    public async Task<IReadOnlyList<AuditRow>> FollowAsync(Session session, IReadOnlyList<AuditEntry> entries)
    {
        var rows = new List<AuditRow>(entries.Count + 1);
        byte[] writer = Stored.Blob(writerId);
        byte[] previous = hash;
        long next = sequence;

        void Add(AuditEntry entry, byte[] heads)
        {
            var row = new AuditRow
            {
                WriterId = writer,
                Sequence = ++next,
                Tenant = entry.Tenant,
                Kind = entry.Kind,
                Subject = Stored.Blob(entry.Subject),
                Revision = entry.Revision,
                OccurredAt = Stored.Microseconds(entry.OccurredAt),
                Content = entry.Content,
                Heads = heads,
            };
            previous = row.HashAfter(previous);
            rows.Add(row with { Hash = previous });
        }

        if (sequence == 0)
        {
            var heads = await HeadsAsync(session).ConfigureAwait(false);
            Add(new("", AuditKind.ChainBegun, default, 0, clock.GetUtcNow(), []), AuditHead.Pack(heads));
        }

        foreach (var entry in entries)
        {
            Add(entry, []);
        }

        return rows;
    }

    /// <summary>Goes on from rows that are committed.</summary>
    public void Advance(IReadOnlyList<AuditRow> committed)
    {
        if (committed.Count > 0)
        {
            (sequence, hash) = (committed[^1].Sequence, committed[^1].Hash);
        }
    }

    /// <summary>How far every chain has come.</summary>
    public static async Task<IReadOnlyList<AuditHead>> HeadsAsync(Session session)
    {
        var rows = await session.ListAsync<Row>(HeadsQuery, new { }).ConfigureAwait(false);
        return [.. rows.Select(row => new AuditHead(Stored.Guid(row.WriterId), row.Sequence, row.Hash))];
    }

    private sealed class Row
    {
        public required byte[] WriterId { get; init; }

        public required long Sequence { get; init; }

        public required byte[] Hash { get; init; }
    }
}
