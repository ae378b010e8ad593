using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Assessment.EndToEnd.Tests.Processes;

namespace Assessment.EndToEnd.Tests.OpenApi;

/// <summary>A caller that knows nothing but the OpenAPI document, and holds every answer against it.</summary>
internal sealed class RestApi(Uri server) : IDisposable
{
    private readonly JsonNode _document = JsonNode.Parse(OpenApiDocument.Write())!;
    private readonly HttpClient _http = new()
    {
        BaseAddress = server,
        DefaultRequestHeaders = { Authorization = Tokens.Header(Tokens.OfEveryone) },
    };

    private readonly HashSet<string> _done = [];
    private readonly List<string> _problems = [];

    /// <summary>Where answers or requests differ from the document.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Every method and path.</summary>
    public IEnumerable<(string Method, string Path)> Operations =>
        _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => (o.Key, path.Key)));

    /// <summary>The operations that no call has succeeded at yet.</summary>
    public IEnumerable<string> NotDone => Operations.Select(o => $"{o.Method} {o.Path}").Where(o => !_done.Contains(o));

    /// <summary>The answer to the last call.</summary>
    public JsonObject Answer { get; private set; } = [];

    public void Dispose() => _http.Dispose();

    /// <summary>Calls an operation that must succeed.</summary>
    public async Task<JsonObject> DoAsync(string method, string path, string url, JsonObject? body, CancellationToken cancellation)
    {
        var status = await CallAsync(method, path, url, body, cancellation);
        Assert.True(status == HttpStatusCode.OK, $"{method} {url}: {status} {Answer.ToJsonString()}");
        _done.Add($"{method} {path}");
        if (body is not null)
        {
            Check(body, _document["paths"]![path]![method]!["requestBody"]!, $"request of {method} {path}");
        }

        return Answer;
    }

    public async Task<HttpStatusCode> CallAsync(string method, string path, string url, JsonObject? body, CancellationToken cancellation)
    {
        var responses = _document["paths"]![path]?[method]?["responses"] ?? throw new KeyNotFoundException($"{method} {path}");
        using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), url);
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request, cancellation);
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        if (text.Length == 0)
        {
            _problems.Add($"{method} {url}: {answer.StatusCode} without a body");
            return answer.StatusCode;
        }

        if (answer.Content.Headers.ContentType?.MediaType is "text/html")
        {
            Answer = [];
            if (responses["200"]!["content"]!["text/html"] is null || !text.Contains("</html>", StringComparison.OrdinalIgnoreCase))
            {
                _problems.Add($"{method} {url}: a page that the document does not promise, or no whole one");
            }

            return answer.StatusCode;
        }

        Answer = JsonNode.Parse(text)!.AsObject();
        Check(Answer, responses[answer.StatusCode == HttpStatusCode.OK ? "200" : "default"]!, $"{(int)answer.StatusCode} of {method} {path}");
        return answer.StatusCode;
    }

    private void Check(JsonNode value, JsonNode described, string place)
    {
        var check = new SchemaCheck(_document);
        check.Check(value, described["content"]!["application/json"]!["schema"]!, "");
        _problems.AddRange(check.Problems.Select(p => $"{place}: {p}"));
    }
}
