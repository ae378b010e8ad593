using System.Globalization;
using Assessment.Server.Tests.Support;
using Assessment.Storage;
using Assessment.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Assessment.Server.Tests.Errors;

/// <summary>Real faults, each on a server of its own.</summary>
public sealed class FaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetScorecard_StoredRatingsTamperedWith_IsADefectThatLeaksNothing()
    {
        await using var server = await TestServer.StartAsync();
        var interview = await server.Api.CreateAsync("ann");
        var card = await server.Api.SubmitAsync(interview, Cards.Small("ann"));
        Run(server, "DROP TRIGGER scorecard_revision_stays; UPDATE scorecard_revision SET composite = composite + 1");
        foreach (var call in (Func<Task>[])
            [
                () => server.Api.GetAsync(card), () => server.Api.ListAsync(interview), () => server.Api.AssessAsync(interview),
            ])
        {
            var exception = await Assert.ThrowsAsync<RpcException>(call);
            var status = exception.AssertRefusal(StatusCode.Internal, "DEFECT");
            Assert.Equal("The server has a defect. Its log has the details.", status.Message);
            Assert.Single(status.Details);
        }
    }

    [Fact]
    public async Task StreamSubmitScorecards_Defect_EndsWithTheConstantMessage()
    {
        await using var server = await TestServer.StartAsync();
        var interview = await server.Api.CreateAsync("ann");
        Run(server, "DROP TABLE scorecard_revision");
        using var call = server.Api.Scorecards.StreamSubmitScorecards(cancellationToken: Cancellation);
        await call.RequestStream.WriteAsync(
            new StreamSubmitScorecardsRequest { Request = new SubmitScorecardRequest { Parent = interview.Name, Scorecard = Cards.Small("ann") } },
            Cancellation);
        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancellation));
        exception.AssertRefusal(StatusCode.Internal, "DEFECT");
        Assert.DoesNotContain("scorecard_revision", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitScorecard_DatabaseLockedByAnotherProgram_IsUnavailableAndThenWorks()
    {
        await using var server = await TestServer.StartAsync();
        var interview = await server.Api.CreateAsync("ann");
        using (var foreign = Open(server))
        {
            Run(foreign, "BEGIN IMMEDIATE");
            var request = new SubmitScorecardRequest { Parent = interview.Name, Scorecard = Cards.Small("ann") };
            var status = await server.Api.Scorecards.SubmitScorecardAsync(request)
                .RefusedAsync(StatusCode.Unavailable, "DATABASE_UNAVAILABLE");
            Assert.True(status.RetryDelay() > TimeSpan.Zero);
            Assert.DoesNotContain("SQLite", status.ToString(), StringComparison.OrdinalIgnoreCase);
            Run(foreign, "ROLLBACK");
        }

        await server.Api.AssertNothingStoredAsync(interview);
        await server.Api.SubmitAsync(interview, Cards.Small("ann"));
    }

    [Fact]
    public async Task HealthWatch_DatabaseGoneAndBack_FollowsIt()
    {
        await using var server = await TestServer.StartAsync();
        using var watch = new Health.HealthClient(server.Api.Calls).Watch(new HealthCheckRequest(), cancellationToken: Cancellation);
        var seen = new List<HealthCheckResponse.Types.ServingStatus>();
        using var foreign = Open(server);
        await foreach (var response in watch.ResponseStream.ReadAllAsync(Cancellation))
        {
            seen.Add(response.Status);
            if (response.Status == HealthCheckResponse.Types.ServingStatus.Serving && !seen.Contains(HealthCheckResponse.Types.ServingStatus.NotServing))
            {
                Run(foreign, "BEGIN IMMEDIATE");
            }
            else if (response.Status == HealthCheckResponse.Types.ServingStatus.NotServing)
            {
                Run(foreign, "ROLLBACK");
            }
            else if (response.Status == HealthCheckResponse.Types.ServingStatus.Serving)
            {
                break;
            }
        }

        Assert.Equal(
            [HealthCheckResponse.Types.ServingStatus.Serving, HealthCheckResponse.Types.ServingStatus.NotServing, HealthCheckResponse.Types.ServingStatus.Serving],
            seen.SkipWhile(status => status != HealthCheckResponse.Types.ServingStatus.Serving));
    }

    [Fact]
    public async Task CreateInterview_WritesPiledUp_IsOverloadedAndThenWorks()
    {
        await using var server = await TestServer.StartAsync();
        await server.Api.CreateAsync("zoe"); // so that the call below, which must come before the writer's time-out, runs compiled code
        var requests = server.Server.Services.GetRequiredService<RequestStore>();
        using (var foreign = Open(server))
        {
            Run(foreign, "BEGIN IMMEDIATE");
            var waiting = PileUp(requests);
            var status = await server.Api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = Api.NewInterview() })
                .RefusedAsync(StatusCode.ResourceExhausted, "OVERLOADED");
            Assert.True(status.RetryDelay() > TimeSpan.Zero);
            Run(foreign, "ROLLBACK");
            await Task.WhenAll(waiting.Select(async write => await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)));
        }

        await server.Api.CreateAsync("ann");
    }

    /// <summary>Writes until no more are taken.</summary>
    internal static IReadOnlyList<Task> PileUp(RequestStore requests)
    {
        var waiting = new List<Task>();
        while (!waiting.Exists(write => write.IsFaulted))
        {
            waiting.AddRange(Enumerable.Range(0, 500).Select(_ => (Task)requests.ForgetBeforeAsync(DateTimeOffset.UnixEpoch, Cancellation)));
        }

        return waiting;
    }

    internal static SqliteConnection Open(TestServer server) => Open(server.Database);

    internal static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={database};Pooling=False"));
        connection.Open();
        return connection;
    }

    internal static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of a test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static void Run(TestServer server, string sql)
    {
        using var connection = Open(server);
        Run(connection, sql);
    }
}
