using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Assessment.Server.Access;

/// <summary>Tokens that a developer signs for themselves. A server takes them in Development alone, and on loopback alone.</summary>
public static class DevelopmentTokens
{
    /// <summary>The tenant of a development token that names none.</summary>
    public const string DefaultTenant = "default";

    /// <summary>The issuer of these tokens.</summary>
    public const string Issuer = "assessment-development";

    /// <summary>Whom these tokens are for.</summary>
    public const string Audience = "assessment";

    /// <summary>Bytes of a signing key.</summary>
    public const int KeyBytes = 32;

    /// <summary>Signs a token (HMAC-SHA-256).</summary>
    /// <param name="key">The signing key, <see cref="KeyBytes"/> long; the server must have the same.</param>
    /// <param name="subject">The caller's id.</param>
    /// <param name="roles">At least one for any call to be allowed.</param>
    /// <param name="tenant">Whose data the caller sees.</param>
    /// <param name="issuedAt">When it begins to be valid.</param>
    /// <param name="lifetime">For how long it is.</param>
    public static string Issue(byte[] key, string subject, Roles roles, string tenant, DateTimeOffset issuedAt, TimeSpan lifetime) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = issuedAt.UtcDateTime,
            NotBefore = issuedAt.UtcDateTime,
            Expires = (issuedAt + lifetime).UtcDateTime,
            Subject = new ClaimsIdentity(
                [new("sub", subject), new("tenant", tenant), .. RoleNames.Of(roles).Select(role => new Claim("role", role))]),
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256),
        });

    /// <summary>Makes a validation take them, beside whatever it takes already.</summary>
    internal static void Accept(TokenValidationParameters parameters, byte[] key)
    {
        parameters.IssuerSigningKeys = [.. parameters.IssuerSigningKeys ?? [], new SymmetricSecurityKey(key)];
        parameters.ValidIssuers = [.. parameters.ValidIssuers ?? [], Issuer];
        parameters.ValidAudiences = [.. parameters.ValidAudiences ?? [], Audience];
    }
}
