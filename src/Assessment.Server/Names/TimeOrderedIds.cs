using System.Buffers.Binary;

namespace Assessment.Server.Names;

/// <summary>Ids that sort by when they were made.</summary>
internal static class TimeOrderedIds
{
    private const int MillisecondBytes = 6;
    private const int Fractions = 1 << 12;

    /// <summary>
    /// A UUID of version 7 whose twelve bits after the version hold the fraction of the millisecond (RFC 9562, section 6.2, method 3),
    /// so that ids of the same millisecond sort too: steps of 244 ns. The other 62 bits are random.
    /// </summary>
    public static Guid Of(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        long fraction = now.Ticks % TimeSpan.TicksPerMillisecond * Fractions / TimeSpan.TicksPerMillisecond;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[MillisecondBytes..], (ushort)(0x7000 | fraction));
        return new Guid(bytes, bigEndian: true);
    }
}
