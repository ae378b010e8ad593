using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assessment.Server.Tests.Support;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Server.Tests.Transport;

public sealed class JsonTests(SharedServer shared)
{
    private readonly HttpClient _http = shared.Server.Http;
    private readonly Api _api = shared.Api;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Json_WholeRun_AnswersAsGrpcDoes()
    {
        var created = await SendAsync<Interview>(HttpMethod.Post, "/v1/interviews", JsonFormatter.Default.Format(Api.NewInterview(Api.Member("ann"))));
        Assert.Equal(await _api.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = created.Name }), created);
        var card = await SendAsync<Scorecard>(
            HttpMethod.Post, $"/v1/{created.Name}/scorecards:submit", $$"""{"scorecard": {{JsonFormatter.Default.Format(Cards.Whole("ann", 4))}}}""");
        Assert.Equal(await _api.GetAsync(card), card);
        Assert.Equal(card, await SendAsync<Scorecard>(HttpMethod.Get, $"/v1/{card.Name}"));
        Assert.Equal(await _api.AssessAsync(created), await SendAsync<CandidateAssessment>(HttpMethod.Get, $"/v1/{created.Name}/candidateAssessment"));
        var list = await SendAsync<ListScorecardsResponse>(HttpMethod.Get, $"/v1/{created.Name}/scorecards?pageSize=5&state=STATE_SUBMITTED");
        Assert.Equal([card], list.Scorecards);
        var closed = await SendAsync<Interview>(HttpMethod.Post, $"/v1/{created.Name}:close", "{}");
        Assert.Equal(Interview.Types.State.Closed, closed.State);
    }

    [Theory]
    [InlineData("GET", "/v1/interviews/0b26dbb0-3d35-4a1c-9f0e-2b8a5d6c7e10", "", HttpStatusCode.NotFound, 5, "RESOURCE_NOT_FOUND")]
    [InlineData("GET", "/v1/interviews/17", "", HttpStatusCode.BadRequest, 3, "INVALID_FIELDS")]
    [InlineData("GET", "/v1/interviews?pageToken=abc", "", HttpStatusCode.BadRequest, 3, "INVALID_PAGE_TOKEN")]
    [InlineData("POST", "/v1/interviews", "{}", HttpStatusCode.BadRequest, 3, "INVALID_FIELDS")]
    [InlineData("POST", "/v1/questionBanks:publish", """{"source": "ezp7"}""", HttpStatusCode.BadRequest, 3, "INVALID_BANK")]
    public async Task Json_Refusal_HasItsHttpCodeAndDetails(string method, string path, string body, HttpStatusCode http, int code, string reason)
    {
        using var response = await SendAsync(new HttpMethod(method), path, body);
        Assert.Equal(http, response.StatusCode);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(code, json.GetProperty("code").GetInt32());
        var info = Assert.Single(
            json.GetProperty("details").EnumerateArray(), d => d.GetProperty("@type").GetString() == "type.googleapis.com/google.rpc.ErrorInfo");
        Assert.Equal(reason, info.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Json_Conflicts_HaveTheirHttpCodes()
    {
        var interview = await _api.CreateAsync("ann");
        string body = $$"""{"scorecard": {{JsonFormatter.Default.Format(Cards.Small("ann"))}}}""";
        string path = $"/v1/{interview.Name}/scorecards:submit";
        using (var first = await SendAsync(HttpMethod.Post, path, body))
        {
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        }

        using (var second = await SendAsync(HttpMethod.Post, path, body))
        {
            Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        }

        using var stale = await SendAsync(HttpMethod.Post, $"/v1/{interview.Name}:close", """{"etag": "77"}""");
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Contains("ETAG_MISMATCH", await stale.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"candidateId": 17e}""")]
    [InlineData("""{"candidateId": "\ud800"}""")]
    [InlineData("""{"panel": "everyone"}""")]
    public async Task Json_MalformedBody_IsABadRequest(string body)
    {
        using var response = await SendAsync(HttpMethod.Post, "/v1/interviews", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Json_InvalidUtf8_IsABadRequest()
    {
        byte[] body = [.. "{\"candidateId\": \""u8, 0xFF, 0xFE, .. "\"}"u8];
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var response = await _http.PostAsync(new Uri("/v1/interviews", UriKind.Relative), content, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Json_DeepNesting_IsAnErrorAndTheServerStaysUp()
    {
        string body = string.Concat(Enumerable.Repeat("{\"interview\":", 10_000)) + "1" + new string('}', 10_000);
        using var response = await SendAsync(HttpMethod.Post, "/v1/interviews", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await _api.CreateAsync("ann");
    }

    [Fact]
    public async Task Json_BodyOverTheMessageLimit_IsRefused()
    {
        string body = $$"""{"source": "{{new string('A', 10 << 20)}}"}""";
        try
        {
            using var response = await SendAsync(HttpMethod.Post, "/v1/questionBanks:validate", body);
            Assert.InRange((int)response.StatusCode, 400, 499);
        }
        catch (HttpRequestException)
        {
            // The server answers and closes before all of it was sent.
        }

        await _api.CreateAsync("ann");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body = "")
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return await _http.SendAsync(request, Cancellation);
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, string body = "")
        where T : class, IMessage<T>, new()
    {
        using var response = await SendAsync(method, path, body);
        string text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonParser.Default.Parse<T>(text);
    }
}
