using Dapper;
using Microsoft.Data.SqlClient;

namespace Assessment.Storage.Tests;

/// <summary>What only a database does that several servers share; skipped, one by one, where there is none.</summary>
public sealed class SqlServerSharingTests(SqlServerFixture server) : IClassFixture<SqlServerFixture>, IAsyncLifetime
{
    private const string Tenant = "default";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        await server.EmptyAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Open_BySeveralServersAtOnce_MigratesOnce()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync()));
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }

        await using var connection = new SqlConnection(server.ConnectionString);
        var scripts = await connection.QueryAsync<string>("SELECT script FROM schema_version ORDER BY script");
        Assert.Equal(SqlServerMigrations.Scripts.All.Select(script => script.Name), scripts);
    }

    [Theory]
    [InlineData("INSERT INTO schema_version (script, sha256, applied_at) VALUES ('0999_from_the_future.sql', 'x', 0)",
        "DELETE FROM schema_version WHERE script = '0999_from_the_future.sql'", "newer")]
    [InlineData("UPDATE schema_version SET sha256 = 'x' + SUBSTRING(sha256, 2, 63)",
        "UPDATE schema_version SET sha256 = '{sha256}'", "checksum")]
    public async Task Open_MigratedByAnotherProgram_IsRefused(string change, string undo, string word)
    {
        await (await OpenAsync()).DisposeAsync();
        await using var connection = new SqlConnection(server.ConnectionString);
        await connection.ExecuteAsync(change);
        var refusal = await Assert.ThrowsAsync<DatabaseException>(OpenAsync);
        await connection.ExecuteAsync(undo.Replace("{sha256}", MigrationScripts.Sha256(SqlServerMigrations.Scripts.All[0]), StringComparison.Ordinal));
        Assert.Contains(word, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_TheSameInterviewerOnTwoServers_StoresOneCard()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();
        for (int round = 0; round < 10; round++)
        {
            var interview = A.Interview() with { Panel = [.. Enumerable.Range(0, 8).Select(i => new PanelMember("i" + i, []))] };
            await new InterviewStore(one).CreateAsync(Tenant, interview, null, Ct);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => OutcomeAsync(
                () => new ScorecardStore(i % 2 == 0 ? one : two).SubmitAsync(
                    Tenant, [new(A.Submitted(interview, "i" + (i / 4)), 1, null)], A.Request(), Ct))));
            Assert.Equal(8, outcomes.Count(outcome => outcome is null));
            Assert.Equal(24, outcomes.Count(outcome => outcome is ConflictException { Kind: ConflictKind.ScorecardExists }));
            Assert.Equal(8, (await new ScorecardStore(two).ListAsync(Tenant, new(interview.Id), null, 100, Ct)).Count);
        }

        var report = await new AuditStore(one).VerifyAsync([], null, Ct);
        Assert.Empty(report.Breaks);
        Assert.Equal(2, report.Chains);
    }

    [Fact]
    public async Task Events_OfTwoServers_ReachAFeedOnEitherInOneOrder()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();
        const int count = 100;
        var feed = Task.Run(
            async () =>
            {
                var events = new List<StateEvent>();
                for (long seen = -1; events.Count < count;)
                {
                    seen = await two.WaitForChangeAsync(seen, Ct);
                    events.AddRange(await new EventStore(two).ListAfterAsync(Tenant, events.Count == 0 ? 0 : events[^1].Position, null, 1_000, Ct));
                }

                return events;
            },
            Ct);
        await Task.WhenAll(Enumerable.Range(0, count).Select(
            i => new InterviewStore(i % 2 == 0 ? one : two).CreateAsync(Tenant, A.Interview() with { CandidateId = "c" + (i % 7) }, null, Ct)));
        var events = await feed;
        Assert.Equal(count, events.Select(e => e.InterviewId).Distinct().Count());
        Assert.Equal(await new EventStore(one).ListAfterAsync(Tenant, 0, null, 1_000, Ct), events); // Nothing was passed by a later one.
    }

    [Fact]
    public async Task Views_GiveARowForEachRatingAndFlag()
    {
        await using var database = await OpenAsync();
        var interview = A.Interview();
        await new InterviewStore(database).CreateAsync(Tenant, interview, null, Ct);
        var card = A.Submitted(interview, "ada");
        await new ScorecardStore(database).SubmitAsync(Tenant, [new(card, 1, null)], null, Ct);
        await using var connection = new SqlConnection(server.ConnectionString);
        var ratings = await connection.QueryAsync<(string, int, int, string)>(
            "SELECT criterion_id, level, not_observed_reason, evidence FROM rating ORDER BY ordinal");
        Assert.Equal(card.Ratings.Select(r => (r.CriterionId, r.Level, r.NotObservedReason, r.Evidence)), ratings);
        var flags = await connection.QueryAsync<(string, string)>("SELECT red_flag_id, evidence FROM raised_flag ORDER BY ordinal");
        Assert.Equal(card.Flags.Select(f => (f.RedFlagId, f.Evidence)), flags);
    }

    private static async Task<Exception?> OutcomeAsync(Func<Task> write)
    {
        try
        {
            await write();
            return null;
        }
        catch (ConflictException conflict)
        {
            return conflict;
        }
    }

    private Task<SqlServerDatabase> OpenAsync() => SqlServerDatabase.OpenAsync(server.ConnectionString, TimeProvider.System, Ct);
}
