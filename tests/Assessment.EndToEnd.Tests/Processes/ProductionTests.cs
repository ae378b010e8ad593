using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Assessment.Client;
using Assessment.V1;
using Grpc.Core;
using Claim = System.Security.Claims.Claim;

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>A server as it runs in production: TLS by files, and tokens of an OIDC issuer alone.</summary>
public sealed class ProductionTests : IAsyncLifetime
{
    private const string Bearer = "Authentication:Schemes:Bearer";
    private const string Audience = "assessment";

    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _certificate;
    private OidcIssuer? _issuer;
    private Process? _process;
    private Task<string>? _error;
    private Uri? _grpc;
    private Uri? _http;

    public ProductionTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=assessment", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true)); // its own issuer
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
        File.WriteAllText(_folder.At("cert.pem"), _certificate.ExportCertificatePem());
        File.WriteAllText(_folder.At("key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OidcIssuer Issuer => _issuer!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await OidcIssuer.StartAsync();
        var serve = Assess.Command(
            "serve", "--db", _folder.At("a.db"), "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0",
            "--tls-certificate", _folder.At("cert.pem"), "--tls-key", _folder.At("key.pem"),
            "--set", $"{Bearer}:Authority={Issuer.Address}",
            "--set", $"{Bearer}:RequireHttpsMetadata=false", // the test's issuer is on this machine
            "--set", $"{Bearer}:ValidAudiences:0={Audience}");
        _process = (serve with { Environment = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" } }).Start();
        _error = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        _grpc = await ReadAddressAsync();
        _http = await ReadAddressAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process?.Kill();
        await (_process?.WaitForExitAsync(CancellationToken.None) ?? Task.CompletedTask);
        _process?.Dispose();
        await (_issuer?.DisposeAsync() ?? ValueTask.CompletedTask);
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Call_OverTlsWithATokenOfTheIssuer_IsAnsweredAsItsRoleMay()
    {
        string token = Issuer.Issue(Audience, new("sub", "ats"), new("tenant", "acme"), new("roles", "tool"), new("roles", "unknown"));
        using var client = Connect(token);
        var banks = await client.QuestionBanks.ListQuestionBanksAsync(new ListQuestionBanksRequest(), cancellationToken: Cancellation);
        Assert.NotEmpty(banks.QuestionBanks);
        Assert.Equal(ErrorReason.RoleMissing, await RefusalAsync(async () => await client.Audit.ListAuditHeadsAsync(new ListAuditHeadsRequest())));

        Assert.Equal("https", _http!.Scheme);
        using var http = new HttpClient(TrustingHandler()) { BaseAddress = _http };
        http.DefaultRequestHeaders.Authorization = Tokens.Header(token);
        Assert.Contains("questionBanks/", await http.GetStringAsync(new Uri("/v1/questionBanks", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithATokenThatIsNoneHere_IsRefused()
    {
        Claim[] claims = [new("sub", "ats"), new("tenant", "acme"), new("role", "tool")];
        await using var stranger = await OidcIssuer.StartAsync();
        Assert.Equal(ErrorReason.TokenInvalid, await RefusalAsync(Tokens.OfEveryone)); // by a development key
        Assert.Equal(ErrorReason.TokenInvalid, await RefusalAsync(stranger.Issue(Audience, claims)));
        Assert.Equal(ErrorReason.TokenInvalid, await RefusalAsync(Issuer.Issue("another", claims)));
        Assert.Equal(ErrorReason.TokenInvalid, await RefusalAsync(Issuer.Issue(Audience, claims[0], claims[2]))); // of no tenant
        Assert.Equal(ErrorReason.RoleMissing, await RefusalAsync(Issuer.Issue(Audience, claims[..2])));
    }

    [Fact]
    public async Task Call_OfAClientThatTrustsNoSuchCertificate_IsNotMade()
    {
        string token = Issuer.Issue(Audience, new("sub", "ats"), new("tenant", "acme"), new("role", "tool"));
        using var wary = AssessmentClient.Connect(_grpc!, new AssessmentClientOptions { Token = _ => new(token), Attempts = 1 });
        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await wary.QuestionBanks.ListQuestionBanksAsync(new ListQuestionBanksRequest(), cancellationToken: Cancellation));
        Assert.IsType<System.Security.Authentication.AuthenticationException>(failure.Status.DebugException?.InnerException);
    }

    private async Task<Uri> ReadAddressAsync()
    {
        string line = await _process!.StandardOutput.ReadLineAsync(Cancellation)
            ?? throw new InvalidOperationException($"serve ended: {await _error!}");
        return new Uri(line.Split(' ')[^1]);
    }

    private async Task<ErrorReason> RefusalAsync(string token)
    {
        using var client = Connect(token);
        return await RefusalAsync(async () => await client.QuestionBanks.ListQuestionBanksAsync(new ListQuestionBanksRequest()));
    }

    private static async Task<ErrorReason> RefusalAsync(Func<Task> call) =>
        (await Assert.ThrowsAsync<RpcException>(call)).ToAssessmentError().KnownReason;

    private AssessmentClient Connect(string token) => AssessmentClient.Connect(
        _grpc!, new AssessmentClientOptions { Token = _ => new(token), Timeout = TimeSpan.FromMinutes(1), Handler = TrustingHandler() });

    /// <summary>Trusts the test's certificate, and no other.</summary>
    private SocketsHttpHandler TrustingHandler() => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { _certificate },
            },
        },
    };
}
