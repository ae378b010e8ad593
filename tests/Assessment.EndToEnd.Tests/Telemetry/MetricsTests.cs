using System.Diagnostics;
using System.Net;
using System.Text;
using Assessment.EndToEnd.Tests.Processes;
using Assessment.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;

namespace Assessment.EndToEnd.Tests.Telemetry;

public sealed class MetricsTests : IAsyncLifetime
{
    private const string Interviews = "assessment.v1.InterviewService";
    private const string Nobody = "interviews/0b26dbb0-3d35-4a1c-9f0e-2b8a5d6c7e10";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private AssessServer? _server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AssessServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await AssessServer.StartAsync(_folder.At("a.db"), "--metrics", "127.0.0.1:0");
        _http.DefaultRequestHeaders.Authorization = Tokens.Header(Tokens.OfEveryone);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Calls_OfEveryProtocol_CountUnderTheirMethodAndStatus()
    {
        using var web = WebChannel(Server, Tokens.OfEveryone);
        foreach (var channel in new[] { Server.Channel, web })
        {
            var client = new InterviewService.InterviewServiceClient(channel);
            await client.ListInterviewsAsync(new ListInterviewsRequest(), cancellationToken: Cancellation);
            await RefusedAsync(StatusCode.NotFound, async () => await client.GetInterviewAsync(new GetInterviewRequest { Name = Nobody }));
            await RefusedAsync(StatusCode.DeadlineExceeded, () => WatchAsync(client, TimeSpan.FromMilliseconds(300), CancellationToken.None));
        }

        await SendAsync(HttpMethod.Get, "/v1/interviews", "", HttpStatusCode.OK);
        await SendAsync(HttpMethod.Get, $"/v1/{Nobody}", "", HttpStatusCode.NotFound);
        await SendAsync(HttpMethod.Post, $"/v1/{Nobody}:close", "{}", HttpStatusCode.NotFound);
        await SendAsync(HttpMethod.Post, "/v1/interviews", "{", HttpStatusCode.BadRequest);
        await SendAsync(HttpMethod.Get, "/nothing", "", HttpStatusCode.NotFound);
        await PreflightAsync();
        var seen = await ScrapeAsync(s => Late(s) == 2);

        Assert.Equal(3, seen.Calls($"{Interviews}/ListInterviews", "OK"));
        Assert.Equal(3, seen.Calls($"{Interviews}/GetInterview", "NOT_FOUND"));
        Assert.Equal(1, seen.Calls($"{Interviews}/CloseInterview", "NOT_FOUND"));
        Assert.Equal(1, seen.Calls($"{Interviews}/CreateInterview", "INVALID_ARGUMENT"));
        Assert.Equal(2, Late(seen));
        Assert.Equal(10, seen.Sum("assessment_rpc_duration_seconds_count")); // And nothing else counts: no page, no preflight.
        Assert.Equal(0, seen.Sum("assessment_rpc_active"));
    }

    [Fact]
    public async Task Calls_WithoutAToken_CountUnderTheirMethod()
    {
        using var grpc = GrpcChannel.ForAddress(Server.Grpc, Tokens.Give("none"));
        using var web = WebChannel(Server, "none");
        foreach (var channel in new[] { grpc, web })
        {
            var client = new InterviewService.InterviewServiceClient(channel);
            await RefusedAsync(StatusCode.Unauthenticated, async () => await client.ListInterviewsAsync(new ListInterviewsRequest()));
        }

        _http.DefaultRequestHeaders.Authorization = null;
        await SendAsync(HttpMethod.Get, "/v1/interviews", "", HttpStatusCode.Unauthorized);
        var seen = await ScrapeAsync(s => s.Calls($"{Interviews}/ListInterviews", "UNAUTHENTICATED") == 3);
        Assert.Equal(3, seen.Calls($"{Interviews}/ListInterviews", "UNAUTHENTICATED"));
        Assert.Equal(3, seen.Sum("assessment_rpc_duration_seconds_count"));
    }

    [Fact]
    public async Task Calls_ThatNoServiceAnswers_CountToo()
    {
        var calls = Server.Channel.CreateCallInvoker();
        var bytes = Marshallers.Create<byte[]>(b => b, b => b);
        var unknown = new Method<byte[], byte[]>(MethodType.Unary, "assessment.v1.Nothing", "Do", bytes, bytes);
        await RefusedAsync(StatusCode.Unimplemented, async () => await calls.AsyncUnaryCall(unknown, null, default, []));
        var tooLarge = new ValidateQuestionBankRequest { Source = Google.Protobuf.ByteString.CopyFrom(new byte[12 << 20]) };
        var banks = new QuestionBankService.QuestionBankServiceClient(Server.Channel);
        await RefusedAsync(StatusCode.ResourceExhausted, async () => await banks.ValidateQuestionBankAsync(tooLarge));
        using (var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
        {
            leaving.CancelAfter(TimeSpan.FromMilliseconds(300));
            var client = new InterviewService.InterviewServiceClient(Server.Channel);
            await RefusedAsync(StatusCode.Cancelled, () => WatchAsync(client, null, leaving.Token));
        }

        var seen = await ScrapeAsync(s => s.Calls($"{Interviews}/WatchInterviews", "CANCELLED") == 1);
        Assert.Equal(1, seen.Calls("_OTHER", "UNIMPLEMENTED"));
        Assert.Equal(1, seen.Calls("assessment.v1.QuestionBankService/ValidateQuestionBank", "RESOURCE_EXHAUSTED"));
        Assert.Equal(1, seen.Calls($"{Interviews}/WatchInterviews", "CANCELLED"));
    }

    [Fact]
    public async Task Work_Done_IsCounted()
    {
        var sample = await SampleInterview.CreateAsync(Server.Channel, Cancellation);
        await sample.SubmitAsync(Server.Channel, "ines", "", Cancellation);
        string id = Guid.NewGuid().ToString();
        await sample.SubmitAsync(Server.Channel, "jonas", id, Cancellation);
        await sample.SubmitAsync(Server.Channel, "jonas", id, Cancellation); // The first answer again, and no second card.
        await sample.SubmitAsync(Server.Channel, "kim", "", Cancellation);
        var debrief = SampleInterview.Card("ines");
        debrief.Layer = Layer.Debrief;
        await new ScorecardService.ScorecardServiceClient(Server.Channel).SubmitScorecardAsync(
            new SubmitScorecardRequest { Parent = sample.Interview.Name, Scorecard = debrief }, cancellationToken: Cancellation);
        var calibrations = new CalibrationService.CalibrationServiceClient(Server.Channel);
        await calibrations.CreateCalibrationRunAsync(
            new CreateCalibrationRunRequest { CalibrationRun = new CalibrationRun() }, cancellationToken: Cancellation);
        var seen = await ScrapeAsync( // The server writes by itself too: its health every few seconds, and its clean-up.
            s => s.Sum("assessment_calibration_duration_seconds_count") > 0 && s.Sum("assessment_storage_queue_length") == 0);

        Assert.Equal(3, seen.Sum("assessment_scorecards_submitted_total", "assessment_layer=\"first\""));
        Assert.Equal(1, seen.Sum("assessment_scorecards_submitted_total", "assessment_layer=\"debrief\""));
        Assert.Equal(1, seen.Sum("assessment_calibration_duration_seconds_count", "assessment_calibration_state=\"succeeded\""));
        Assert.Equal(seen.Sum("assessment_storage_commit_writes_count"), seen.Sum("assessment_storage_commit_duration_seconds_count"));
        Assert.True(seen.Sum("assessment_storage_commit_writes_sum") >= 4);
        Assert.Equal(0, seen.Sum("assessment_storage_queue_length"));
        Assert.True(seen.Sum("dotnet_process_memory_working_set_bytes") > 0);
        Assert.True(seen.Sum("kestrel_active_connections") > 0);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/metrics/")]
    [InlineData("GET", "/metrics/x")]
    [InlineData("POST", "/metrics")]
    [InlineData("GET", "/v1/interviews")]
    [InlineData("POST", "/assessment.v1.InterviewService/ListInterviews")]
    [InlineData("POST", "/grpc.health.v1.Health/Check")]
    public async Task MetricsAddress_AskedForAnythingElse_HasNothing(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Server.Metrics!, path));
        request.Content = method == "POST" ? new ByteArrayContent(new byte[5]) : null;
        request.Content?.Headers.TryAddWithoutValidation("Content-Type", "application/grpc-web+proto");
        using var answer = await _http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task OtherAddresses_AskedForMetrics_HaveNone()
    {
        await SendAsync(HttpMethod.Get, "/metrics", "", HttpStatusCode.NotFound);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.Grpc, "/metrics"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var answer = await _http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>A channel over gRPC-Web, on HTTP/1.1.</summary>
    internal static GrpcChannel WebChannel(AssessServer server, string token)
    {
        var options = Tokens.Give(token);
        (options.HttpHandler, options.HttpVersion) = (new GrpcWebHandler(new HttpClientHandler()), HttpVersion.Version11);
        return GrpcChannel.ForAddress(server.Http, options);
    }

    /// <summary>Streams that outlived their deadline: the server's clock ends them, or the caller, who has the same, a moment before.</summary>
    private static double Late(Scrape seen) => seen.Calls($"{Interviews}/WatchInterviews", "DEADLINE_EXCEEDED")
        + seen.Calls($"{Interviews}/WatchInterviews", "CANCELLED");

    private static async Task RefusedAsync(StatusCode status, Func<Task> call) =>
        Assert.Equal(status, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);

    private static async Task WatchAsync(InterviewService.InterviewServiceClient client, TimeSpan? limit, CancellationToken cancellation)
    {
        using var watch = client.WatchInterviews(
            new WatchInterviewsRequest(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime + limit, cancellationToken: cancellation);
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
        }
    }

    /// <summary>Reads until something is so, since a call's end is counted a moment after its caller has it; at most for some seconds.</summary>
    private async Task<Scrape> ScrapeAsync(Func<Scrape, bool> enough)
    {
        for (long begun = Stopwatch.GetTimestamp(); ; await Task.Delay(100, Cancellation))
        {
            var seen = await Scrape.OfAsync(Server.Metrics!, Cancellation);
            if ((enough(seen) && seen.Sum("assessment_rpc_active") == 0) || Stopwatch.GetElapsedTime(begun) > TimeSpan.FromSeconds(30))
            {
                return seen;
            }
        }
    }

    private async Task SendAsync(HttpMethod method, string path, string body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, new Uri(Server.Http, path));
        request.Content = method == HttpMethod.Post ? new StringContent(body, Encoding.UTF8, "application/json") : null;
        using var answer = await _http.SendAsync(request, Cancellation);
        Assert.Equal(expected, answer.StatusCode);
    }

    private async Task PreflightAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(Server.Http, $"/{Interviews}/ListInterviews"));
        request.Headers.TryAddWithoutValidation("Origin", "https://elsewhere.example");
        request.Headers.TryAddWithoutValidation("Access-Control-Request-Method", "POST");
        using var answer = await _http.SendAsync(request, Cancellation);
    }
}
