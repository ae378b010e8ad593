using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Assessment.Server.Tests.Support;

/// <summary>A call without a connection, cancelled or late from the start.</summary>
public sealed class BareCall : ServerCallContext
{
    private readonly DateTime _deadline;
    private readonly CancellationToken _cancellation;

    public BareCall(DateTime deadline, CancellationToken cancellation)
    {
        (_deadline, _cancellation) = (deadline, cancellation);
        UserState["__HttpContext"] = new DefaultHttpContext(); // Where Grpc.AspNetCore looks for it in calls that are not its own.
    }

    protected override string MethodCore => "/test";

    protected override string HostCore => "test";

    protected override string PeerCore => "test";

    protected override DateTime DeadlineCore => _deadline;

    protected override Metadata RequestHeadersCore { get; } = [];

    protected override CancellationToken CancellationTokenCore => _cancellation;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
