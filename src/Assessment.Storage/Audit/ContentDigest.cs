using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Assessment.Storage;

/// <summary>A digest of stored values, in an order that their table fixes.</summary>
/// <param name="secret">The candidate's; null for content that is nobody's secret.</param>
/// <remarks>HMAC-SHA-256 under the secret, else SHA-256, over each value's length and bytes; of null the length is −1.</remarks>
internal sealed class ContentDigest(byte[]? secret) : IDisposable
{
    private readonly IncrementalHash hash = secret is null
        ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256)
        : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);

    /// <summary>Adds a text.</summary>
    public ContentDigest Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a number.</summary>
    public ContentDigest Add(long? number)
    {
        if (number is not { } value)
        {
            AddLength(-1);
            return this;
        }

        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return Add(bytes);
    }

    /// <summary>Adds bytes.</summary>
    public ContentDigest Add(ReadOnlySpan<byte> bytes)
    {
        AddLength(bytes.Length);
        hash.AppendData(bytes);
        return this;
    }

    /// <summary>The digest: 32 bytes.</summary>
    public byte[] Finish() => hash.GetHashAndReset();

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();

    private void AddLength(int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        hash.AppendData(bytes);
    }
}
