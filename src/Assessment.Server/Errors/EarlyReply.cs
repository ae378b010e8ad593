using System.Globalization;
using System.IO.Pipelines;
using System.Net.Mime;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using GoogleStatus = Google.Rpc.Status;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;

namespace Assessment.Server.Errors;

/// <summary>Refuses a call before its service sees it: over gRPC and gRPC-Web by headers alone, over JSON as transcoding would.</summary>
/// <remarks>What it sends is made once, so that a refusal that is kept costs next to nothing each time.</remarks>
internal sealed class EarlyReply
{
    private const string Grpc = "application/grpc";
    private const string GrpcWeb = "application/grpc-web";

    private static readonly JsonFormatter Json = new(
        JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    private readonly StringValues _code;
    private readonly StringValues _message;
    private readonly StringValues _details;
    private readonly StringValues _pushback;
    private readonly int _httpStatus;
    private readonly Lazy<string> _json;

    public EarlyReply(GoogleStatus status)
    {
        _code = status.Code.ToString(CultureInfo.InvariantCulture);
        _message = PercentEncoded(status.Message);
        _details = Convert.ToBase64String(status.ToByteArray());
        _pushback = status.GetDetail<RetryInfo>()?.RetryDelay.ToTimeSpan() is { } delay
            ? ((long)Math.Ceiling(delay.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture)
            : StringValues.Empty;
        _httpStatus = HttpStatusOf((StatusCode)status.Code);
        _json = new(() => Json.Format(status));
    }

    /// <summary>Writes the whole answer.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        await TakeBodyAsync(context);
        string type = context.Request.ContentType ?? "";
        if (type.StartsWith(Grpc, StringComparison.OrdinalIgnoreCase))
        {
            WriteHeaders(context.Response, type.StartsWith(GrpcWeb, StringComparison.OrdinalIgnoreCase) ? type : Grpc);
            return;
        }

        context.Response.StatusCode = _httpStatus;
        context.Response.ContentType = MediaTypeNames.Application.Json;
        await context.Response.WriteAsync(_json.Value, context.RequestAborted);
    }

    /// <summary>
    /// Takes the rest of a request that is one message, and forgets it. Kestrel keeps account of only so many answered streams whose
    /// requests still come in; with one more it closes the connection (STREAM_CLOSED), and every other call on it fails.
    /// </summary>
    private static async ValueTask TakeBodyAsync(HttpContext context)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol)
            || context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.Type is not (MethodType.Unary or MethodType.ServerStreaming))
        {
            return;
        }

        var body = context.Request.BodyReader;
        try
        {
            ReadResult some;
            do
            {
                some = await body.ReadAsync(context.RequestAborted);
                body.AdvanceTo(some.Buffer.End);
            }
            while (!some.IsCompleted);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // It has gone, takes longer than Kestrel waits, or is larger than any request: the answer is the same.
        }
    }

    private void WriteHeaders(HttpResponse response, string type)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = type;
        var headers = response.Headers;
        headers.GrpcStatus = _code;
        headers.GrpcMessage = _message;
        headers["grpc-status-details-bin"] = _details;
        if (_pushback.Count > 0)
        {
            headers["grpc-retry-pushback-ms"] = _pushback;
        }
    }

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
