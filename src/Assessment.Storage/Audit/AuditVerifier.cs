namespace Assessment.Storage;

/// <summary>One verification of the audit chains and of what they were written of.</summary>
internal sealed class AuditVerifier(Session session, IReadOnlyList<AuditHead> exported, IProgress<long>? progress, CancellationToken ct)
{
    private const int EventsPerPage = 1_000;

    private static readonly Statement NextWriterQuery = Statement.Of(dialect =>
        $"SELECT writer_id AS WriterId FROM audit_event WHERE writer_id > @last ORDER BY writer_id {dialect.FirstRows()}");

    private static readonly Statement PageQuery = Statement.Of(dialect =>
        $"""
        SELECT writer_id AS WriterId, sequence AS Sequence, tenant AS Tenant, kind AS Kind, subject AS Subject, revision AS Revision,
            occurred_at AS OccurredAt, content AS Content, heads AS Heads, hash AS Hash
        FROM audit_event
        WHERE writer_id = @writer AND sequence > @after
        ORDER BY sequence {dialect.FirstRows()}
        """);

    private readonly List<AuditBreak> breaks = [];
    private readonly Dictionary<(Guid Writer, long Sequence), List<(byte[] Hash, string Source)>> claims = [];
    private readonly AuditedContent contents = new(session);
    private long events;

    /// <summary>Runs it.</summary>
    public async Task<AuditReport> RunAsync()
    {
        var heads = await AuditChain.HeadsAsync(session).ConfigureAwait(false);
        foreach (var head in exported)
        {
            Claim(head, "the heads that were kept elsewhere");
        }

        var writers = await WritersAsync().ConfigureAwait(false);
        foreach (var writer in writers)
        {
            ct.ThrowIfCancellationRequested();
            await ReadChainAsync(writer, heads.SingleOrDefault(head => head.WriterId == writer)).ConfigureAwait(false);
        }

        foreach (var head in heads.Where(head => !writers.Contains(head.WriterId)))
        {
            Break(head.WriterId, head.Sequence, "The whole chain is gone; only its head is there.");
        }

        // Claims on events that were read were taken then; what is left claims events that are not there, or was made by a later chain.
        await CheckClaimsAsync().ConfigureAwait(false);
        await contents.FinishAsync(Break).ConfigureAwait(false);
        return new(
            writers.Count,
            events,
            contents.Compared,
            contents.Erased,
            [.. breaks.OrderBy(b => b.Sequence == 0).ThenBy(b => b.WriterId).ThenBy(b => b.Sequence).Take(AuditStore.MostBreaks)],
            [.. heads.OrderBy(head => head.WriterId)]);
    }

    private async Task<List<Guid>> WritersAsync()
    {
        var writers = new List<Guid>();
        byte[] last = new byte[16];
        while (await session.FindAsync<WriterRow>(NextWriterQuery, new { last, Take = 1 }).ConfigureAwait(false) is { } next)
        {
            last = next.WriterId;
            writers.Add(Stored.Guid(last));
        }

        return writers;
    }

    private async Task ReadChainAsync(Guid writer, AuditHead? head)
    {
        byte[] previous = new byte[32];
        long last = 0;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var page = await session.ListAsync<AuditRow>(
                PageQuery, new { writer = Stored.Blob(writer), after = last, Take = EventsPerPage }).ConfigureAwait(false);
            if (page.Count == 0)
            {
                break;
            }

            foreach (var row in page)
            {
                CheckLink(writer, row, last, previous);
                (last, previous) = (row.Sequence, row.Hash);
            }

            events += page.Count;
            progress?.Report(events);
            await contents.CompareAsync(page, Break).ConfigureAwait(false);
        }

        if (head is null)
        {
            Break(writer, last, "The chain has no head.");
        }
        else if (head.Sequence != last)
        {
            Break(
                writer,
                Math.Min(head.Sequence, last) + 1,
                head.Sequence > last
                    ? $"{Gone(last + 1, head.Sequence)} from the chain's end: its head is at {head.Sequence}."
                    : $"The chain goes on after its head, which is at {head.Sequence}.");
        }
        else if (!head.Hash.AsSpan().SequenceEqual(previous))
        {
            Break(writer, last, "The chain's head has another hash than its last event.");
        }
    }

    private void CheckLink(Guid writer, AuditRow row, long last, byte[] previous)
    {
        if (row.Sequence != last + 1)
        {
            Break(writer, last + 1, $"{Gone(last + 1, row.Sequence - 1)}.");
        }
        else if (!row.HashAfter(previous).AsSpan().SequenceEqual(row.Hash))
        {
            Break(writer, row.Sequence, "The event is not what it was, or not where it was: its hash doesn't follow from it and the hash before it.");
        }

        if (row.Sequence == 1 && (row.Kind != AuditKind.ChainBegun || AuditHead.Unpack(row.Heads) is null))
        {
            Break(writer, 1, "The chain doesn't begin with the heads of the others.");
        }
        else if (row.Sequence == 1)
        {
            foreach (var head in AuditHead.Unpack(row.Heads)!)
            {
                Claim(head, $"the first event of chain {writer}");
            }
        }
    }

    private void Claim(AuditHead head, string source)
    {
        var key = (head.WriterId, head.Sequence);
        if (!claims.TryGetValue(key, out var list))
        {
            claims[key] = list = [];
        }

        if (!list.Any(made => made.Hash.AsSpan().SequenceEqual(head.Hash)))
        {
            list.Add((head.Hash, source));
        }
    }

    private async Task CheckClaimsAsync()
    {
        foreach (var ((writer, sequence), made) in claims)
        {
            var rows = await session.ListAsync<AuditRow>(
                PageQuery, new { writer = Stored.Blob(writer), after = sequence - 1, Take = 1 }).ConfigureAwait(false);
            var there = rows.SingleOrDefault(row => row.Sequence == sequence);
            foreach (var (hash, source) in made)
            {
                if (there is null)
                {
                    Break(writer, sequence, $"The event is gone, though {source} name it.");
                }
                else if (!there.Hash.AsSpan().SequenceEqual(hash))
                {
                    Break(writer, sequence, $"The event has another hash than {source} say.");
                }
            }
        }
    }

    private static string Gone(long first, long last) => first == last ? $"Event {first} is gone" : $"Events {first} to {last} are gone";

    private void Break(Guid writer, long sequence, string problem) => breaks.Add(new(writer, sequence, problem));

    private sealed class WriterRow
    {
        public required byte[] WriterId { get; init; }
    }
}
