using System.Globalization;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Assessment.Server.Telemetry;

/// <summary>How a call ended: as gRPC's status, whichever protocol it came by, and whoever answered it.</summary>
internal static class RpcStatus
{
    private static readonly string[] Names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    /// <summary>The status as the gRPC specification spells it; <c>UNKNOWN</c> for a number that stands for nothing.</summary>
    public static string NameOf(StatusCode status) => (int)status >= 0 && (int)status < Names.Length ? Names[(int)status] : Names[2];

    /// <summary>Whether a status is the server's fault: then its span is an error.</summary>
    public static bool IsServerFault(string? name) =>
        name is "UNKNOWN" or "DEADLINE_EXCEEDED" or "UNIMPLEMENTED" or "INTERNAL" or "UNAVAILABLE" or "DATA_LOSS";

    /// <summary>The status of a call that was answered.</summary>
    /// <remarks>
    /// Whoever refuses a call before its service writes the status as a header. Else the call's own context has it; for JSON that is
    /// <see cref="StatusInterceptor"/>'s work, but for a request that can't be read, and then HTTP's status says what it was.
    /// </remarks>
    public static StatusCode Of(HttpContext context)
    {
        if (context.Response.Headers.TryGetValue("grpc-status", out var header)
            && int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return (StatusCode)number;
        }

        var status = context.Features.Get<IServerCallContextFeature>()?.ServerCallContext.Status.StatusCode;
        if (status is { } known and not StatusCode.OK)
        {
            return known;
        }

        if (context.RequestAborted.IsCancellationRequested && status is null)
        {
            return StatusCode.Cancelled;
        }

        return OfHttp(context.Response.StatusCode);
    }

    /// <summary>The status of an exception that nobody answered.</summary>
    public static StatusCode Of(HttpContext context, Exception exception) =>
        exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested
            ? StatusCode.Cancelled
            : StatusCode.Unknown;

    private static StatusCode OfHttp(int status) => status switch
    {
        < 400 => StatusCode.OK,
        400 => StatusCode.InvalidArgument,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.NotFound,
        409 => StatusCode.Aborted,
        413 or 429 => StatusCode.ResourceExhausted,
        499 => StatusCode.Cancelled,
        501 => StatusCode.Unimplemented,
        502 or 503 => StatusCode.Unavailable,
        504 => StatusCode.DeadlineExceeded,
        500 => StatusCode.Internal,
        _ => StatusCode.Unknown,
    };
}
