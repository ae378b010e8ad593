using System.Net;
using Microsoft.AspNetCore.Routing;

namespace Assessment.Server;

/// <summary>What a server needs to know before it starts.</summary>
/// <remarks>
/// Issuer, TLS, claims and limits are settings: from <c>appsettings.json</c>, the environment (<c>Authentication__Schemes__Bearer__Authority</c>)
/// and <see cref="Settings"/>, the later winning. docs/security.md and docs/api.md list them.
/// </remarks>
public sealed record ServerOptions
{
    /// <summary>
    /// A SQLite file, created when missing; its folder must exist. Or a SQL Server connection string, known by its <c>Server=</c>.
    /// </summary>
    public required string Database { get; init; }

    /// <summary>
    /// <c>Development</c>, in which tokens may be signed by a local key and everything stays on loopback; or any other name, in which a
    /// server needs an OIDC issuer and TLS. <c>Production</c> by default.
    /// </summary>
    public string Environment { get; init; } = Environments.Production;

    /// <summary>In Development, the key that local tokens are signed by; null takes none of them.</summary>
    public byte[]? DevelopmentKey { get; init; }

    /// <summary>Settings that win over all others, by their names: <c>Limits:NoteLength</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Files and folders of banks and role profiles to publish at start; those published before are kept.</summary>
    public IReadOnlyList<string> QuestionBanks { get; init; } = [];

    /// <summary>Where gRPC is served, over HTTP/2. Port 0 takes a free one.</summary>
    public IPEndPoint Grpc { get; init; } = new(IPAddress.Loopback, 5080);

    /// <summary>Where JSON and gRPC-Web are served, over HTTP/1.1. Port 0 takes a free one.</summary>
    public IPEndPoint Http { get; init; } = new(IPAddress.Loopback, 5081);

    /// <summary>Origins of web pages that may call over gRPC-Web or JSON; none by default.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>How long the answer to a request id is kept; at least a minute.</summary>
    public TimeSpan RequestIdsKept { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The least severe log level that is written to standard error.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>What it tells of itself besides.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>Services behind the same pipeline instead of the product's own: what its load is measured against. Null serves the product.</summary>
    internal ServedInstead? Instead { get; init; }

    /// <summary>Where it serves, and nothing that may hold a password or key.</summary>
    public override string ToString() => $"gRPC at {Grpc}, HTTP at {Http}";
}

/// <summary>Services in place of the product's.</summary>
/// <param name="Add">Adds them to the container.</param>
/// <param name="Map">Maps them.</param>
internal sealed record ServedInstead(Action<IServiceCollection> Add, Action<IEndpointRouteBuilder> Map);
