using System.Diagnostics;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Assessment.Server.Telemetry;

/// <summary>Measures calls around everything that may answer them, and names them in their spans.</summary>
internal static class RpcMeasurement
{
    /// <summary>Middleware before all others.</summary>
    public static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (Find(context) is not { } method)
        {
            await next(context);
            return;
        }

        long begun = Stopwatch.GetTimestamp();
        var status = StatusCode.Unknown;
        ServerMetrics.Began(method);
        try
        {
            await next(context);
            status = RpcStatus.Of(context);
        }
        catch (Exception exception)
        {
            status = RpcStatus.Of(context, exception);
            throw;
        }
        finally
        {
            ServerMetrics.Ended(method, status, Stopwatch.GetElapsedTime(begun));
            Describe(context, method, status);
        }
    }

    /// <summary>The method that a request calls; null when it calls none, as a page or a preflight.</summary>
    private static string? Find(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is { } known)
        {
            return HttpMethods.IsOptions(context.Request.Method) ? null : ServerMetrics.MethodName(known.Method.FullName);
        }

        return context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true
            ? ServerMetrics.OtherMethod
            : null;
    }

    private static void Describe(HttpContext context, string method, StatusCode status)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
        {
            span.SetTag("rpc.system.name", "grpc");
            span.SetTag(ServerMetrics.MethodTag, method);
            span.SetTag(ServerMetrics.StatusTag, RpcStatus.NameOf(status));
        }
    }
}
