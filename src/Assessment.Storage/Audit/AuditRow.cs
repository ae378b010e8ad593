using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Assessment.Storage;

/// <summary>An event of a chain, as stored.</summary>
internal sealed record AuditRow
{
    /// <summary>The chain: 16 bytes.</summary>
    public required byte[] WriterId { get; init; }

    /// <summary>Its place, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>Whose; empty for a chain's first.</summary>
    public required string Tenant { get; init; }

    /// <summary>What it is of.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] Subject { get; init; }

    /// <summary>The scorecard's or claim's, or how many group labels; else 0.</summary>
    public required int Revision { get; init; }

    /// <summary>Microseconds since 1970.</summary>
    public required long OccurredAt { get; init; }

    /// <summary>32 bytes, or none.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Of a chain's first: the heads of all others, <see cref="AuditHead.Bytes"/> each; else none.</summary>
    public required byte[] Heads { get; init; }

    /// <summary>32 bytes.</summary>
    public byte[] Hash { get; init; } = [];

    /// <summary>SHA-256 of the hash before it and of everything but its own hash, each part with its length before it.</summary>
    /// <param name="previous">The hash before it; 32 zeros for a chain's first.</param>
    public byte[] HashAfter(ReadOnlySpan<byte> previous)
    {
        var all = new ArrayBufferWriter<byte>(256);
        Span<byte> numbers = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(numbers, Sequence);
        BinaryPrimitives.WriteInt32BigEndian(numbers[8..], (int)Kind);
        BinaryPrimitives.WriteInt32BigEndian(numbers[12..], Revision);
        BinaryPrimitives.WriteInt64BigEndian(numbers[16..], OccurredAt);
        all.Write(previous);
        all.Write(WriterId);
        all.Write(numbers);
        all.Write(Subject);
        Append(all, Encoding.UTF8.GetBytes(Tenant));
        Append(all, Content);
        Append(all, Heads);
        return SHA256.HashData(all.WrittenSpan);
    }

    private static void Append(ArrayBufferWriter<byte> all, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        all.Write(length);
        all.Write(part);
    }
}
