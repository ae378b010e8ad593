using System.Net;

namespace Assessment.Server;

/// <summary>What a server tells of itself, and where. By default nothing but its log.</summary>
public sealed record TelemetryOptions
{
    /// <summary>
    /// A collector that takes traces, metrics and logs over OTLP; null leaves that to the variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, and
    /// nothing is sent when it is not set either. The other <c>OTEL_EXPORTER_OTLP_*</c> variables hold too: the protocol is gRPC unless
    /// <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> is <c>http/protobuf</c>.
    /// </summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Where <c>GET /metrics</c> is served as Prometheus text, and nothing else, over plain HTTP/1.1; null serves it nowhere. Port 0 takes a free one.</summary>
    public IPEndPoint? Metrics { get; init; }
}
