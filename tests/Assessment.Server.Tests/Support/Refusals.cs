using Google.Rpc;
using Grpc.Core;
using GoogleStatus = Google.Rpc.Status;

namespace Assessment.Server.Tests.Support;

/// <summary>What a refused call must say.</summary>
public static class Refusals
{
    /// <summary>Asserts code, reason, and exactly these field violations in this order; returns the status.</summary>
    public static async Task<GoogleStatus> RefusedAsync<T>(this AsyncUnaryCall<T> call, StatusCode code, string reason, params string[] fields)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(async () => await call);
        return exception.AssertRefusal(code, reason, fields);
    }

    /// <summary>The same for INVALID_ARGUMENT and INVALID_FIELDS.</summary>
    public static Task<GoogleStatus> InvalidAsync<T>(this AsyncUnaryCall<T> call, params string[] fields) =>
        call.RefusedAsync(StatusCode.InvalidArgument, "INVALID_FIELDS", fields);

    /// <summary>Asserts NOT_FOUND.</summary>
    public static Task<GoogleStatus> NotFoundAsync<T>(this AsyncUnaryCall<T> call) =>
        call.RefusedAsync(StatusCode.NotFound, "RESOURCE_NOT_FOUND");

    /// <summary>Asserts ABORTED for a stale etag.</summary>
    public static Task<GoogleStatus> StaleAsync<T>(this AsyncUnaryCall<T> call) =>
        call.RefusedAsync(StatusCode.Aborted, "ETAG_MISMATCH");

    /// <summary>Asserts FAILED_PRECONDITION and its subject.</summary>
    public static async Task<GoogleStatus> PreconditionAsync<T>(this AsyncUnaryCall<T> call, string reason, string subject)
    {
        var status = await call.RefusedAsync(StatusCode.FailedPrecondition, reason);
        var violation = Assert.Single(status.GetDetail<PreconditionFailure>().Violations);
        Assert.Equal(reason, violation.Type);
        Assert.Equal(subject, violation.Subject);
        return status;
    }

    public static GoogleStatus AssertRefusal(this RpcException exception, StatusCode code, string reason, params string[] fields)
    {
        Assert.True(exception.StatusCode == code, $"{exception.Status}");
        var status = exception.GetRpcStatus();
        Assert.NotNull(status);
        Assert.Equal(exception.Status.Detail, status.Message);
        return status.AssertRefusal(code, reason, fields);
    }

    public static GoogleStatus AssertRefusal(this GoogleStatus status, StatusCode code, string reason, params string[] fields)
    {
        Assert.Equal((int)code, status.Code);
        Assert.NotEmpty(status.Message);
        Assert.Equal(status.Details.Count, status.Details.Select(d => d.TypeUrl).Distinct().Count());
        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal(("assessment", reason), (info.Domain, info.Reason));
        Assert.Equal(fields, status.Fields());
        return status;
    }

    /// <summary>The status with its details, within what every gRPC client takes by default: 8 KiB of trailers.</summary>
    public static GoogleStatus ReadableStatus(RpcException exception)
    {
        int trailers = exception.Trailers.Sum(t => 32 + t.Key.Length + (t.IsBinary ? (t.ValueBytes.Length + 2) / 3 * 4 : t.Value.Length));
        Assert.InRange(trailers + (3 * exception.Status.Detail.Length), 1, 8 << 10);
        var status = exception.GetRpcStatus();
        Assert.NotNull(status);
        return status;
    }

    /// <summary>The paths of the violated fields.</summary>
    public static IReadOnlyList<string> Fields(this GoogleStatus status) => [.. status.Violations().Select(v => v.Field)];

    public static IReadOnlyList<BadRequest.Types.FieldViolation> Violations(this GoogleStatus status) =>
        status.GetDetail<BadRequest>()?.FieldViolations.ToList() ?? [];

    public static TimeSpan RetryDelay(this GoogleStatus status) => status.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan();
}
