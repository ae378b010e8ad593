using System.Buffers.Text;
using System.Security.Claims;
using System.Text;
using Assessment.Server.Access;
using Assessment.Server.Tests.Support;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Assessment.Server.Tests.Access;

/// <summary>Tokens that must get nobody in.</summary>
internal static class Impostors
{
    private static readonly DateTime Now = TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>Each with the reason that its refusal gives; null is no token at all.</summary>
    public static IReadOnlyList<(string Name, string? Token, string Reason)> All { get; } =
    [
        ("no token", null, "TOKEN_MISSING"),
        ("expired", Signed(expires: Now.AddMinutes(-5)), "TOKEN_EXPIRED"),
        ("not yet valid", Signed(notBefore: Now.AddMinutes(5), expires: Now.AddMinutes(9)), "TOKEN_INVALID"),
        ("wrong issuer", Signed(issuer: "somebody"), "TOKEN_INVALID"),
        ("wrong audience", Signed(audience: "somebody"), "TOKEN_INVALID"),
        ("wrong key", Signed(key: new byte[DevelopmentTokens.KeyBytes]), "TOKEN_INVALID"),
        ("alg none", Unsigned(), "TOKEN_INVALID"),
        ("a claim changed", Altered(), "TOKEN_INVALID"),
        ("no token's text", "not.a.token", "TOKEN_INVALID"),
        ("no subject", Signed(claims: [new("tenant", "default"), new("role", "admin")]), "TOKEN_INVALID"),
        ("a tenant with a path", Signed(claims: [new("sub", "x"), new("tenant", "a/b"), new("role", "admin")]), "TOKEN_INVALID"),
    ];

    private static string Signed(
        string issuer = DevelopmentTokens.Issuer, string audience = DevelopmentTokens.Audience, DateTime? notBefore = null, DateTime? expires = null,
        byte[]? key = null, Claim[]? claims = null) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = notBefore ?? Now.AddHours(-1),
            Expires = expires ?? Now.AddHours(1),
            Subject = new ClaimsIdentity(claims ?? [new("sub", "x"), new("tenant", "default"), .. RoleNames.All.Select(role => new Claim("role", role))]),
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key ?? TestTokens.Key), SecurityAlgorithms.HmacSha256),
        });

    private static string Unsigned()
    {
        string payload = Signed().Split('.')[1];
        return $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{payload}.";
    }

    private static string Altered()
    {
        string[] parts = TestTokens.Of(Roles.Interviewer, "x").Split('.');
        string payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        return $"{parts[0]}.{Encode(payload.Replace("\"interviewer\"", "\"committee\"", StringComparison.Ordinal))}.{parts[2]}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
