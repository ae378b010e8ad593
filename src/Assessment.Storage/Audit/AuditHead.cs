using System.Buffers.Binary;

namespace Assessment.Storage;

/// <summary>How far a chain has come.</summary>
/// <param name="WriterId">The chain.</param>
/// <param name="Sequence">Its last event's place, from 1.</param>
/// <param name="Hash">Its last event's hash: 32 bytes.</param>
public sealed record AuditHead(Guid WriterId, long Sequence, byte[] Hash)
{
    /// <summary>The size of a head in a chain's first event: the chain's id, its last place and hash.</summary>
    internal const int Bytes = 16 + sizeof(long) + 32;

    /// <summary>Heads one after another, by chain.</summary>
    internal static byte[] Pack(IEnumerable<AuditHead> heads)
    {
        var ordered = heads.OrderBy(head => head.WriterId).ToArray();
        byte[] packed = new byte[ordered.Length * Bytes];
        for (int i = 0; i < ordered.Length; i++)
        {
            var own = packed.AsSpan(i * Bytes, Bytes);
            ordered[i].WriterId.TryWriteBytes(own, bigEndian: true, out _);
            BinaryPrimitives.WriteInt64BigEndian(own[16..], ordered[i].Sequence);
            ordered[i].Hash.CopyTo(own[24..]);
        }

        return packed;
    }

    /// <summary>The heads that were packed; null when the bytes are no such list.</summary>
    internal static IReadOnlyList<AuditHead>? Unpack(byte[] packed) => packed.Length % Bytes != 0
        ? null
        : [.. packed.Chunk(Bytes).Select(own => new AuditHead(
            new Guid(own.AsSpan(0, 16), bigEndian: true), BinaryPrimitives.ReadInt64BigEndian(own.AsSpan(16)), own[24..]))];
}
