using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;

namespace Assessment.Client.Tests;

/// <summary>Answers every call with one status, and keeps what was sent.</summary>
internal sealed class FakeTransport(StatusCode status) : HttpMessageHandler
{
    private const int FrameHead = 5; // one byte of flags, four of length

    public List<(string Path, byte[] Body, string? Timeout)> Tries { get; } = [];

    /// <summary>The google.rpc.Status beside the code; none by default.</summary>
    public byte[] Details { get; init; } = [];

    public static AssessmentClient ClientOf(HttpMessageHandler transport, TimeSpan? timeout = null) => AssessmentClient.Connect(
        new Uri("http://fake.test"),
        new AssessmentClientOptions { Handler = transport, FirstBackoff = TimeSpan.FromMilliseconds(1), Timeout = timeout ?? TimeSpan.FromMinutes(1) });

    public IEnumerable<T> Requests<T>()
        where T : IMessage<T>, new() =>
        Tries.Select(t => new MessageParser<T>(() => new T()).ParseFrom(t.Body.AsSpan(FrameHead).ToArray()));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        string? timeout = request.Headers.TryGetValues("grpc-timeout", out var values) ? values.Single() : null;
        Tries.Add((request.RequestUri!.AbsolutePath, body, timeout));
        var response = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Version = HttpVersion.Version20, RequestMessage = request, Content = new ByteArrayContent([]),
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        response.Headers.Add("grpc-status", $"{(int)status}");
        response.Headers.Add("grpc-message", "no");
        if (Details.Length > 0)
        {
            response.Headers.Add("grpc-status-details-bin", Convert.ToBase64String(Details));
        }

        return response;
    }
}
