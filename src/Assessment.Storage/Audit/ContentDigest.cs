using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Assessment.Storage;

/// <summary>A digest of stored values, in an order that their table fixes.</summary>
/// <param name="secret">The candidate's; null for content that is nobody's secret.</param>
/// <remarks>HMAC-SHA-256 under the secret, else SHA-256, over each value's length and bytes; of null the length is −1.</remarks>
internal sealed class ContentDigest(byte[]? secret)
{
    private readonly ArrayBufferWriter<byte> content = new(1_024); // Gathered, and digested at once: a call for each value costs more.

    /// <summary>Adds a text.</summary>
    public ContentDigest Add(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        AddLength(length);
        content.Advance(Encoding.UTF8.GetBytes(text, content.GetSpan(length)));
        return this;
    }

    /// <summary>Adds a number.</summary>
    public ContentDigest Add(long? number)
    {
        if (number is not { } value)
        {
            AddLength(-1);
            return this;
        }

        AddLength(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(content.GetSpan(sizeof(long)), value);
        content.Advance(sizeof(long));
        return this;
    }

    /// <summary>Adds bytes.</summary>
    public ContentDigest Add(ReadOnlySpan<byte> bytes)
    {
        AddLength(bytes.Length);
        content.Write(bytes);
        return this;
    }

    /// <summary>The digest: 32 bytes.</summary>
    public byte[] Finish() => secret is null
        ? SHA256.HashData(content.WrittenSpan)
        : HMACSHA256.HashData(secret, content.WrittenSpan);

    private void AddLength(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(content.GetSpan(sizeof(int)), length);
        content.Advance(sizeof(int));
    }
}
