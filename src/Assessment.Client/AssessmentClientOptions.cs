namespace Assessment.Client;

/// <summary>How a client calls its server. The defaults suit a server in the same network.</summary>
public sealed record AssessmentClientOptions
{
    /// <summary>How long a unary call may take, its repeats included, where the caller sets no deadline; above zero.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a call that is safe to repeat is tried while the server is UNAVAILABLE; 1 to 5, and 1 never repeats.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>The longest wait before the first repeat; every further one may be twice as long. The wait itself is random.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What carries the calls, e.g. a gRPC-Web handler; null means HTTP/2 with keep-alive. The client disposes it.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>
    /// Gives the bearer token of each call, asked for anew each time: keep it until shortly before it expires. Null calls without one.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? Token { get; init; }

    /// <summary>Whether a token may go to a server that is neither on this machine nor behind TLS. Whoever sees the wire could use it.</summary>
    public bool AllowTokenWithoutTls { get; init; }

    /// <summary>Where deadlines take the time from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
