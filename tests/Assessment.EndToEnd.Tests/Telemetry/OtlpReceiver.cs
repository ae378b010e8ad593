using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assessment.EndToEnd.Tests.Telemetry;

/// <summary>A collector that takes OTLP over HTTP, and keeps the bytes of what it is sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<(string Path, string Bytes)> _bodies = new();

    private OtlpReceiver(WebApplication application) => _application = application;

    /// <summary>'http://127.0.0.1:12345'.</summary>
    public string Address => _application.Urls.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new OtlpReceiver(builder.Build());
        receiver._application.Run(receiver.TakeAsync);
        await receiver._application.StartAsync();
        return receiver;
    }

    /// <summary>What came for one kind: 'traces', 'metrics' or 'logs', each byte as one character.</summary>
    public string Received(string kind) => string.Concat(_bodies.Where(b => b.Path == $"/v1/{kind}").Select(b => b.Bytes));

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        bool packed = context.Request.Headers.ContentEncoding == "gzip";
        await using (var body = packed ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body)
        {
            await body.CopyToAsync(bytes);
        }

        _bodies.Enqueue((context.Request.Path, Encoding.Latin1.GetString(bytes.ToArray())));
        context.Response.ContentType = "application/x-protobuf"; // An empty answer: all was taken.
    }
}
