using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>An OIDC issuer as servers see one: a discovery document, its public key, and tokens that are signed by the private one.</summary>
internal sealed class OidcIssuer : IAsyncDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly WebApplication _application;

    private OidcIssuer(WebApplication application) => _application = application;

    /// <summary>'http://127.0.0.1:12345': also what its tokens name as their issuer.</summary>
    public string Address => _application.Urls.First();

    public static async Task<OidcIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var issuer = new OidcIssuer(builder.Build());
        issuer._application.Run(issuer.AnswerAsync);
        await issuer._application.StartAsync();
        return issuer;
    }

    /// <summary>A token that is valid for some minutes.</summary>
    public string Issue(string audience, params Claim[] claims)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.AddMinutes(10).UtcDateTime,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _rsa.Dispose();
    }

    private Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/.well-known/openid-configuration" => context.Response.WriteAsJsonAsync(new { issuer = Address, jwks_uri = $"{Address}/keys" }),
        "/keys" => context.Response.WriteAsJsonAsync(new { keys = new[] { PublicKey() } }),
        _ => Task.FromResult(context.Response.StatusCode = StatusCodes.Status404NotFound),
    };

    private object PublicKey()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
    }
}
