using Assessment.EndToEnd.Tests.Processes;
using Assessment.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;

namespace Assessment.EndToEnd.Tests.Telemetry;

/// <summary>Whatever callers send, none of it is in what a server tells of itself, with everything switched on.</summary>
public sealed class CanaryTests(ITestOutputHelper log) : IDisposable
{
    private const string Deployment = "control-of-this-test";

    private static readonly string[] Kinds = ["traces", "metrics", "logs"];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Telemetry_OfEveryCall_HoldsNothingThatCallersSent()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var server = await StartAsync(receiver.Address);
        var canaries = new Canaries();
        using var web = GrpcChannel.ForAddress(server.Http, MetricsTests.WebOptions());
        using var http = RefusedCalls.ClientOf(server);
        var accepted = new AcceptedCalls(server.Channel.CreateCallInvoker(), canaries, Cancellation);
        var (interview, run) = await accepted.PlayAsync();
        Assert.Empty(canaries.NotFilled(RefusedCalls.Methods.Select(m => m.InputType)));
        foreach (var method in RefusedCalls.Methods)
        {
            await RefusedCalls.OverGrpcAsync(server.Channel.CreateCallInvoker(), method, Cancellation);
            await RefusedCalls.OverGrpcAsync(web.CreateCallInvoker(), method, Cancellation);
            await RefusedCalls.OverJsonAsync(http, method, Cancellation);
        }

        await RefusedCalls.AsGarbageAsync(server.Http, Cancellation);
        await RefusedCalls.AsGarbageAsync(server.Grpc, Cancellation);
        await FailAsync(server, http, interview, run);
        await accepted.EraseAsync();
        using var scraper = new HttpClient();
        string scraped = await scraper.GetStringAsync(server.Metrics, Cancellation);
        var ended = await server.StopAsync();

        AssertTells(receiver, scraped, ended.Error);
        Assert.Empty(Canaries.FindIn(ended.Error));
        Assert.Empty(Canaries.FindIn(scraped));
        Assert.All(Kinds, kind => Assert.Empty(Canaries.FindIn(receiver.Received(kind))));
        log.WriteLine(string.Join(", ", Kinds.Select(kind => $"{kind}: {receiver.Received(kind).Length} bytes")));
    }

    [Fact]
    public void FindIn_TextWithCanaries_FindsThem() =>
        Assert.Equal([Canaries.Of("note"), Canaries.Of("candidate_id")], Canaries.FindIn($"\n\t{Canaries.Of("note").ToUpperInvariant()}?a={Canaries.Of("candidate_id")}&b"));

    private Task<AssessServer> StartAsync(string collector) => AssessServer.StartAsync(
        _folder.At("a.db"),
        new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"deployment.environment.name={Deployment}",
            ["Logging__LogLevel__Default"] = "Trace", // Nobody gets more by the environment.
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace",
            ["Logging__LogLevel__Grpc"] = "Trace",
        },
        "--log-level", "trace", "--otlp", collector, "--metrics", "127.0.0.1:0");

    /// <summary>Makes the server meet what no caller could do: stored texts that can't be read, whose parser quotes them.</summary>
    private async Task FailAsync(AssessServer server, HttpClient http, string interview, string run)
    {
        Execute($"UPDATE calibration_run SET filter = '{{\"{Canaries.Of("stored")}\": 1}}', version = version + 1");
        var calibrations = new CalibrationService.CalibrationServiceClient(server.Channel);
        var defect = await Assert.ThrowsAsync<RpcException>(async () => await calibrations.GetCalibrationRunAsync(new GetCalibrationRunRequest { Name = run }));
        Assert.Equal(StatusCode.Internal, defect.StatusCode);
        using (var answer = await http.GetAsync(new Uri($"/v1/{run}?{Canaries.Of("query")}=1", UriKind.Relative), Cancellation))
        {
            Assert.Equal(500, (int)answer.StatusCode);
        }

        Execute("DROP TRIGGER scorecard_revision_stays; UPDATE scorecard_revision SET composite = composite + 1");
        var list = new ListScorecardsRequest { Parent = interview };
        await Assert.ThrowsAsync<RpcException>(
            async () => await new ScorecardService.ScorecardServiceClient(server.Channel).ListScorecardsAsync(list));
    }

    /// <summary>The controls: what is expected there is there, so that an empty body can't pass.</summary>
    private static void AssertTells(OtlpReceiver receiver, string scraped, string console)
    {
        const string Method = "assessment.v1.CalibrationService/GetCalibrationRun";
        Assert.All(Kinds, kind => Assert.Contains(Deployment, receiver.Received(kind), StringComparison.Ordinal));
        Assert.All(Kinds, kind => Assert.Contains(Method, receiver.Received(kind), StringComparison.Ordinal));
        Assert.Contains($"Defect in /{Method}", console, StringComparison.Ordinal);
        Assert.Contains("InvalidProtocolBufferException", console, StringComparison.Ordinal);
        Assert.Contains("trce: ", console, StringComparison.Ordinal);
        Assert.Contains($"rpc_method=\"{Method}\",rpc_response_status_code=\"INTERNAL\"", scraped, StringComparison.Ordinal);
        Assert.Contains("InvalidProtocolBufferException", receiver.Received("logs"), StringComparison.Ordinal);
        Assert.All(
            RefusedCalls.Methods.Select(m => $"{m.Service.FullName}/{m.Name}"),
            name => Assert.Contains(name, receiver.Received("traces"), StringComparison.Ordinal));
        Assert.Contains("commit", receiver.Received("traces"), StringComparison.Ordinal);
        Assert.Contains("calibration severity", receiver.Received("traces"), StringComparison.Ordinal);
        Assert.Contains("assessment.storage.commit.writes", receiver.Received("metrics"), StringComparison.Ordinal);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.At("a.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
