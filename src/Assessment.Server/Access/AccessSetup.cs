using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;

namespace Assessment.Server.Access;

/// <summary>Reads who issues tokens and who encrypts the wire, and refuses what would leave a door open.</summary>
internal sealed class AccessSetup
{
    private const string Bearer = "Authentication:Schemes:Bearer";

    private readonly bool _development;
    private readonly byte[]? _developmentKey;

    /// <summary>Reads the settings.</summary>
    /// <param name="problems">Takes a line for everything that is wrong.</param>
    public AccessSetup(ServerOptions options, IConfiguration settings, bool development, List<string> problems)
    {
        _development = development;
        _developmentKey = development ? options.DevelopmentKey : null;
        Claims = settings.GetSection("Access").Get<CallerClaims>() ?? new CallerClaims();
        if (development)
        {
            Claims.DefaultTenant ??= DevelopmentTokens.DefaultTenant;
            RequireLoopback("gRPC", options.Grpc, problems);
            RequireLoopback("HTTP", options.Http, problems);
        }
        else
        {
            RequireIssuer(settings, problems);
        }

        Certificate = ReadCertificate(settings, development, problems);
    }

    /// <summary>Which claims say what.</summary>
    public CallerClaims Claims { get; }

    /// <summary>What TLS is served with; null when something before the server ends it, or on loopback in development.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>Adds bearer tokens: of the issuer in the settings, and in development also those that are signed by the local key.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddSingleton<CheckedTokens>();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).PostConfigure<CheckedTokens>((bearer, tokens) =>
        {
            tokens.MapInboundClaims = false;
            bearer.TokenHandlers.Clear();
            bearer.TokenHandlers.Add(tokens);
            bearer.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
            bearer.TokenValidationParameters.ValidateIssuer = true;
            bearer.TokenValidationParameters.ValidateAudience = true;
            bearer.TokenValidationParameters.RequireSignedTokens = true;
            bearer.TokenValidationParameters.RequireExpirationTime = true;
            if (_developmentKey is not null)
            {
                DevelopmentTokens.Accept(bearer.TokenValidationParameters, _developmentKey);
            }
        });
    }

    private static void RequireLoopback(string what, IPEndPoint endpoint, List<string> problems)
    {
        if (!IPAddress.IsLoopback(endpoint.Address))
        {
            problems.Add(
                $"{what} is to be served at {endpoint}, but in Development a server answers on loopback only. "
                + "Set ASPNETCORE_ENVIRONMENT=Production, and an issuer and TLS.");
        }
    }

    private static void RequireIssuer(IConfiguration settings, List<string> problems)
    {
        var bearer = settings.GetSection(Bearer);
        string? authority = bearer["Authority"] ?? bearer["MetadataAddress"];
        if (string.IsNullOrWhiteSpace(authority))
        {
            problems.Add($"{Bearer}:Authority is not set: name the OIDC issuer whose tokens are taken, e.g. https://login.example.");
        }
        else if (!Uri.TryCreate(authority, UriKind.Absolute, out var issuer)
            || (issuer.Scheme != Uri.UriSchemeHttps && bearer["RequireHttpsMetadata"] is not ("false" or "False")))
        {
            problems.Add($"{Bearer}:Authority is not an https address.");
        }

        if (string.IsNullOrWhiteSpace(bearer["Audience"]) && !bearer.GetSection("ValidAudiences").GetChildren().Any())
        {
            problems.Add($"{Bearer}:ValidAudiences:0 is not set: name the audience that tokens for this server have.");
        }

        if (bearer.GetSection("SigningKeys").GetChildren().Any())
        {
            problems.Add($"{Bearer}:SigningKeys are for Development; elsewhere the issuer publishes its keys.");
        }
    }

    private static X509Certificate2? ReadCertificate(IConfiguration settings, bool development, List<string> problems)
    {
        string? certificate = settings["Tls:Certificate"];
        string? key = settings["Tls:Key"];
        bool byProxy = settings.GetValue("Tls:TerminatedByProxy", false);
        if (string.IsNullOrEmpty(certificate) != string.IsNullOrEmpty(key))
        {
            problems.Add("Tls:Certificate and Tls:Key go together: a PEM file each.");
            return null;
        }

        if (string.IsNullOrEmpty(certificate))
        {
            if (!development && !byProxy)
            {
                problems.Add("There is no TLS: set Tls:Certificate and Tls:Key, or Tls:TerminatedByProxy=true if a proxy ends it before the server.");
            }

            return null;
        }

        if (byProxy)
        {
            problems.Add("Tls:TerminatedByProxy is set beside a certificate; one of them is meant.");
        }

        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            problems.Add($"The certificate can't be read from '{certificate}' and '{key}': {exception.Message}");
            return null;
        }
    }
}
