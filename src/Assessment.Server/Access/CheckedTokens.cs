using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Assessment.Server.Access;

/// <summary>Checks tokens, and for a minute remembers which were valid: a caller sends the same one with every call.</summary>
/// <remarks>
/// What is remembered is a token's SHA-256 and its claims, not the token. It ends with the token's lifetime, and after a minute at the
/// latest everything is checked again, so that a signing key that the issuer withdrew is soon withdrawn here. A token that was refused is
/// not remembered.
/// </remarks>
internal sealed class CheckedTokens(TimeProvider clock) : JsonWebTokenHandler, IDisposable
{
    private const int MostTokens = 10_000;
    private const int KeyLength = 43; // Of 32 bytes as base64url.

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _valid = new(new MemoryCacheOptions { SizeLimit = MostTokens });

    /// <inheritdoc/>
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (FindValid(token, validationParameters.ClockSkew) is { } known)
        {
            return known;
        }

        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
        {
            string key = string.Create(KeyLength, token, static (text, of) => WriteKey(of, text));
            _valid.Set(key, result, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });
        }

        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => _valid.Dispose();

    private TokenValidationResult? FindValid(string token, TimeSpan skew)
    {
        Span<char> key = stackalloc char[KeyLength];
        WriteKey(token, key);
        return _valid.TryGetValue(key, out TokenValidationResult? known) && clock.GetUtcNow().UtcDateTime - skew <= known!.SecurityToken.ValidTo
            ? known
            : null;
    }

    private static void WriteKey(string token, Span<char> key)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), digest);
        Base64Url.EncodeToChars(digest, key);
    }
}
