using System.Globalization;
using System.Net.Mime;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using GoogleStatus = Google.Rpc.Status;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;

namespace Assessment.Server.Errors;

/// <summary>Refuses a call before its service sees it: over gRPC and gRPC-Web by headers alone, over JSON as transcoding would.</summary>
internal static class EarlyReply
{
    private const string Grpc = "application/grpc";
    private const string GrpcWeb = "application/grpc-web";

    private static readonly JsonFormatter Json = new(
        JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>Writes the whole answer.</summary>
    public static Task WriteAsync(HttpContext context, GoogleStatus status)
    {
        string type = context.Request.ContentType ?? "";
        if (type.StartsWith(Grpc, StringComparison.OrdinalIgnoreCase))
        {
            WriteHeaders(context.Response, type.StartsWith(GrpcWeb, StringComparison.OrdinalIgnoreCase) ? type : Grpc, status);
            return Task.CompletedTask;
        }

        context.Response.StatusCode = HttpStatusOf((StatusCode)status.Code);
        context.Response.ContentType = MediaTypeNames.Application.Json;
        return context.Response.WriteAsync(Json.Format(status), context.RequestAborted);
    }

    private static void WriteHeaders(HttpResponse response, string type, GoogleStatus status)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = type;
        var headers = response.Headers;
        headers["grpc-status"] = ((int)status.Code).ToString(CultureInfo.InvariantCulture);
        headers["grpc-message"] = PercentEncoded(status.Message);
        headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
        if (RetryDelayOf(status) is { } delay)
        {
            headers["grpc-retry-pushback-ms"] = ((long)Math.Ceiling(delay.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static TimeSpan? RetryDelayOf(GoogleStatus status) => status.GetDetail<RetryInfo>()?.RetryDelay.ToTimeSpan();

    /// <summary>As gRPC's protocol over HTTP/2 wants messages: printable ASCII, the rest and '%' as %XX.</summary>
    private static string PercentEncoded(string message)
    {
        var encoded = new StringBuilder();
        foreach (byte b in Encoding.UTF8.GetBytes(message))
        {
            _ = b is >= 0x20 and <= 0x7E and not (byte)'%'
                ? encoded.Append((char)b)
                : encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return encoded.ToString();
    }

    private static int HttpStatusOf(StatusCode code) => code switch
    {
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No call is refused early with this."),
    };
}
