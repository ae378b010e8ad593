using System.Net;

namespace Assessment.Server;

/// <summary>What a server needs to know before it starts.</summary>
public sealed record ServerOptions
{
    /// <summary>
    /// A SQLite file, created when missing; its folder must exist. Or a SQL Server connection string, known by its <c>Server=</c>.
    /// </summary>
    public required string Database { get; init; }

    /// <summary>Files and folders of banks and role profiles to publish at start; those published before are kept.</summary>
    public IReadOnlyList<string> QuestionBanks { get; init; } = [];

    /// <summary>Where gRPC is served, over HTTP/2 without TLS. Port 0 takes a free one.</summary>
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

    /// <summary>Where it serves, and nothing that may hold a password.</summary>
    public override string ToString() => $"gRPC at {Grpc}, HTTP at {Http}";
}
