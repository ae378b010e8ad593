using System.Diagnostics;
using Assessment.Server.Telemetry;
using Microsoft.Data.SqlClient;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Assessment.Server.Tests.Telemetry;

public sealed class SpanAllowListTests
{
    private const string Secret = "candidate-secret";

    [Fact]
    public void OnEnd_SpanOfACall_KeepsWhatIsListedAlone()
    {
        using var span = new Activity("HTTP");
        span.SetTag("url.path", Secret).SetTag("url.query", Secret).SetTag("server.address", Secret).SetTag("user_agent.original", Secret);
        span.SetTag("http.route", "/v1/{name=interviews/*}").SetTag("rpc.method", "a/B").SetTag("rpc.response.status_code", "INTERNAL");
        span.TraceStateString = $"vendor={Secret}";
        span.SetStatus(ActivityStatusCode.Error, Secret);

        using var list = new SpanAllowList();
        list.OnEnd(span);

        Assert.Equal(["http.route", "rpc.method", "rpc.response.status_code"], span.TagObjects.Select(tag => tag.Key));
        Assert.Equal(("a/B", null, null), (span.DisplayName, span.TraceStateString, span.StatusDescription));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    [Theory]
    [InlineData("NOT_FOUND", ActivityStatusCode.Unset)]
    [InlineData("UNAVAILABLE", ActivityStatusCode.Error)]
    public void OnEnd_Call_IsAnErrorWhenTheServerIsAtFault(string status, ActivityStatusCode expected)
    {
        using var span = new Activity("HTTP");
        span.SetTag("rpc.method", "a/B").SetTag("rpc.response.status_code", status).SetStatus(ActivityStatusCode.Error);
        using var list = new SpanAllowList();
        list.OnEnd(span);
        Assert.Equal(expected, span.Status);
    }

    /// <summary>SQL Server's driver tells of a statement as it would with a server behind it; only that is left out here.</summary>
    [Fact]
    public void SqlClient_StatementOfACall_LeavesNoTextAndNoParameter()
    {
        var ended = new List<Activity>();
        using var source = new ActivitySource(nameof(SpanAllowListTests));
        using var traces = Sdk.CreateTracerProviderBuilder().AddSource(source.Name).AddStatements().AddProcessor(new SpanAllowList())
            .AddProcessor(new Collecting(ended)).Build();
        using var driver = new DiagnosticListener("SqlClientDiagnosticListener");
        using var connection = new SqlConnection("Server=127.0.0.1;Database=assessment");
        using var command = new SqlCommand($"SELECT id FROM scorecard WHERE note = '{Secret}' AND id = @id", connection);
        command.Parameters.AddWithValue("@id", Secret);

        Tell(driver, command); // Of no call: not recorded.
        using (source.StartActivity("call"))
        {
            Tell(driver, command);
        }

        var statement = Assert.Single(ended, span => span.Source.Name != source.Name);
        Assert.Equal("microsoft.sql_server", statement.GetTagItem("db.system.name"));
        Assert.DoesNotContain(statement.TagObjects, tag => tag.Key.StartsWith("db.query.text", StringComparison.Ordinal) || tag.Key.StartsWith("db.query.parameter", StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, $"{statement.DisplayName} {string.Join(' ', statement.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}", StringComparison.Ordinal);
    }

    private static void Tell(DiagnosticListener driver, SqlCommand command)
    {
        var operation = Guid.NewGuid();
        driver.Write("Microsoft.Data.SqlClient.WriteCommandBefore", new { OperationId = operation, Operation = "ExecuteReader", Command = command, Timestamp = 1L });
        driver.Write("Microsoft.Data.SqlClient.WriteCommandAfter", new { OperationId = operation, Operation = "ExecuteReader", Command = command, Timestamp = 2L });
    }

    private sealed class Collecting(List<Activity> ended) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => ended.Add(data);
    }
}
