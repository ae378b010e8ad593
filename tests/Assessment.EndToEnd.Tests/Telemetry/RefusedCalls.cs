using System.Net.Sockets;
using System.Text;
using Assessment.EndToEnd.Tests.OpenApi;
using Assessment.EndToEnd.Tests.Processes;
using Assessment.V1;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Assessment.EndToEnd.Tests.Telemetry;

/// <summary>Every method, called with canaries everywhere and to no avail.</summary>
internal static class RefusedCalls
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The methods of our services.</summary>
    public static IReadOnlyList<MethodDescriptor> Methods { get; } =
    [
        .. typeof(InterviewService).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<ServiceDescriptor>()
            .SelectMany(service => service.Methods),
    ];

    /// <summary>Over gRPC, or gRPC-Web: as the calls' channel has it.</summary>
    public static async Task OverGrpcAsync(CallInvoker calls, MethodDescriptor method, CancellationToken cancellation)
    {
        var raw = new Method<byte[], byte[]>(MethodType.ServerStreaming, method.Service.FullName, method.Name, Bytes, Bytes); // All look alike on the wire.
        var headers = new Metadata { { "authorization", $"Bearer {Canaries.Of("token")}" }, { "x-note", Canaries.Of("header") } };
        var options = new CallOptions(headers, TimeProvider.System.GetUtcNow().UtcDateTime + Patience, cancellation);
        using var call = calls.AsyncServerStreamingCall(raw, null, options, Canaries.Everywhere(method.InputType).ToByteArray());
        try
        {
            while (await call.ResponseStream.MoveNext(cancellation))
            {
            }
        }
        catch (RpcException)
        {
            // As it should; some lists take any text as a filter, and find nothing.
        }
    }

    /// <summary>Over JSON: the request as it is, and one that can't be read.</summary>
    public static async Task OverJsonAsync(HttpClient http, MethodDescriptor method, CancellationToken cancellation)
    {
        if (method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not { } rule)
        {
            return;
        }

        var operation = HttpRuleOperation.Of(rule);
        string path = operation.Parameters.Aggregate(operation.Path, (text, p) =>
            text.Replace($"{{{p.Name}}}", Canaries.Of($"path{p.Name}"), StringComparison.Ordinal));
        var request = Canaries.Everywhere(method.InputType);
        string query = string.Join('&', request.Descriptor.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.String)
            .Select(f => $"{f.JsonName}={Canaries.Of($"query{f.JsonName.ToLowerInvariant()}")}").Append($"{Canaries.Of("key")}=1"));
        string[] bodies = operation.Method == "post"
            ? [JsonFormatter.Default.Format(request), $$"""{"{{Canaries.Of("member")}}": "{{Canaries.Of("value")}}"}""", Canaries.Of("body")]
            : [""];
        foreach (string body in bodies)
        {
            using var message = new HttpRequestMessage(new HttpMethod(operation.Method.ToUpperInvariant()), $"{path}?{query}");
            message.Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(message, cancellation);
            Assert.InRange((int)answer.StatusCode, 200, 500);
        }
    }

    /// <summary>A client whose every header is a canary.</summary>
    public static HttpClient ClientOf(AssessServer server)
    {
        var http = new HttpClient { BaseAddress = server.Http };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {Canaries.Of("token")}");
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Canaries.Of("agent"));
        http.DefaultRequestHeaders.TryAddWithoutValidation("Host", $"{Canaries.Of("host")}.example");
        http.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", Canaries.Of("peer"));
        http.DefaultRequestHeaders.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        http.DefaultRequestHeaders.TryAddWithoutValidation("tracestate", $"vendor={Canaries.Of("state")}");
        http.DefaultRequestHeaders.TryAddWithoutValidation("baggage", $"candidate={Canaries.Of("baggage")}");
        return http;
    }

    /// <summary>What is no HTTP, with canaries in it.</summary>
    public static async Task AsGarbageAsync(Uri address, CancellationToken cancellation)
    {
        foreach (string text in new[] { $"GET /{Canaries.Of("line")} NONSENSE\r\n\r\n", $"GET / HTTP/1.1\r\nHost: a b {Canaries.Of("badhost")}\r\n\r\n" })
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port, cancellation);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellation);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null, cancellation);
        }
    }
}
