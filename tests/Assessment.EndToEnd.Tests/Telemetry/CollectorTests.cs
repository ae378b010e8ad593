using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Assessment.EndToEnd.Tests.Processes;

namespace Assessment.EndToEnd.Tests.Telemetry;

public sealed class CollectorTests(ITestOutputHelper log)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Nobody listens, or somebody takes connections and never answers: calls are answered as ever, and the end waits for neither.</summary>
    [Theory]
    [InlineData(false, "grpc")]
    [InlineData(true, "grpc")]
    [InlineData(true, "http/protobuf")]
    public async Task Serve_CollectorThatIsGone_AnswersAndEndsSoon(bool listens, string protocol)
    {
        using var folder = new TemporaryFolder();
        using var collector = new TcpListener(IPAddress.Loopback, 0);
        collector.Start();
        string address = $"http://{collector.LocalEndpoint}";
        if (!listens)
        {
            collector.Stop();
        }

        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        };
        await using var server = await AssessServer.StartAsync(folder.At("a.db"), environment, "--otlp", address);
        var sample = await SampleInterview.CreateAsync(server.Channel, Cancellation);
        foreach (string interviewer in SampleInterview.Interviewers)
        {
            await sample.SubmitAsync(server.Channel, interviewer, "", Cancellation);
        }

        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation); // Exports are under way, and fail or hang.
        var again = await SampleInterview.ReadAsync(server.Channel, sample.Interview.Name, Cancellation);
        Assert.Equal(SampleInterview.Interviewers.Length, again.Scorecards.Count);
        long asked = Stopwatch.GetTimestamp();
        var ended = await server.StopAsync();
        var taken = Stopwatch.GetElapsedTime(asked);
        log.WriteLine($"Ended in {taken.TotalSeconds:0.00} s.");
        Assert.Equal(new Ended(0, "", ""), ended);
        Assert.True(taken < TimeSpan.FromSeconds(10), $"The end waited {taken} for a collector."); // An export alone may take 10 s, and there are three kinds.
    }

    [Theory]
    [InlineData("--otlp", "ftp://127.0.0.1")]
    [InlineData("--otlp", "127.0.0.1:4317")]
    [InlineData("--otlp", "http://user:secret@127.0.0.1:4317")]
    [InlineData("--metrics", "9464")]
    public async Task Serve_AddressThatIsNone_IsWrongUsage(string option, string value)
    {
        var ended = await Assess.RunAsync("serve", option, value);
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(option, ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", ended.Error, StringComparison.Ordinal);
    }
}
