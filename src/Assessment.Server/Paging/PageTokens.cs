using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Assessment.Server.Errors;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Server.Paging;

/// <summary>Opaque page tokens: a cursor, bound to the tenant and the request that it continues and signed so that nobody alters it.</summary>
internal sealed class PageTokens(byte[] key)
{
    private const int SignatureBytes = 16;

    /// <summary>The token that goes on after a cursor.</summary>
    /// <param name="tenant">Whose: another tenant's token is worth nothing.</param>
    /// <param name="request">The list request; its page size and page token may differ between pages, nothing else.</param>
    /// <param name="cursor">Where the page ended.</param>
    public string Issue(string tenant, IMessage request, string cursor)
    {
        byte[] payload = Encoding.UTF8.GetBytes(cursor);
        return Base64Url.EncodeToString([.. Sign(tenant, request, payload), .. payload]);
    }

    /// <summary>The cursor of a token; null for the first page.</summary>
    /// <exception cref="RequestException">The token was altered, or belongs to another request.</exception>
    public string? Read(string tenant, IMessage request, string token)
    {
        if (token.Length == 0)
        {
            return null;
        }

        if (token.Length <= 1_000 && Base64Url.IsValid(token))
        {
            byte[] bytes = Base64Url.DecodeFromChars(token);

            // Padding, white space and unused bits would give one token several spellings.
            if (bytes.Length > SignatureBytes && Base64Url.EncodeToString(bytes) == token)
            {
                byte[] payload = bytes[SignatureBytes..];
                if (CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureBytes), Sign(tenant, request, payload)))
                {
                    return Encoding.UTF8.GetString(payload);
                }
            }
        }

        throw RequestException.Invalid(
            "page_token", "was altered, or belongs to a request with other fields.", ErrorReason.InvalidPageToken);
    }

    private byte[] Sign(string tenant, IMessage request, byte[] payload)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Append(hmac, Encoding.UTF8.GetBytes(tenant));
        Append(hmac, Encoding.UTF8.GetBytes(request.Descriptor.FullName));
        Append(hmac, FilterOf(request));
        Append(hmac, payload);
        return hmac.GetHashAndReset()[..SignatureBytes];
    }

    /// <summary>Each part with its length, so that no byte can move from one to the next.</summary>
    private static void Append(IncrementalHash hmac, byte[] part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hmac.AppendData(length);
        hmac.AppendData(part);
    }

    /// <summary>The request without its page: what must stay the same from page to page.</summary>
    private static byte[] FilterOf(IMessage request)
    {
        var filter = request.Descriptor.Parser.ParseFrom(request.ToByteArray());
        foreach (string page in (ReadOnlySpan<string>)["page_size", "page_token"])
        {
            request.Descriptor.FindFieldByName(page).Accessor.Clear(filter);
        }

        return filter.ToByteArray();
    }
}
