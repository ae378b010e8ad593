using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Assessment.Storage.Tests;

/// <summary>No query reads a whole tenant to find a few rows, whatever SQLite's planner makes of it.</summary>
public sealed class SqlitePlanTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly Interview interview = A.Interview();

    private Explainer db = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private InterviewStore Interviews => new(db);

    private ScorecardStore Scorecards => new(db);

    public async ValueTask InitializeAsync()
    {
        await using (var real = await SqliteDatabase.OpenAsync(folder.File("test.db"), TimeProvider.System, Ct))
        {
            await new InterviewStore(real).CreateAsync("t", interview, null, Ct);
            await new ScorecardStore(real).SubmitAsync("t", [new(A.Submitted(interview, "ada"), 1, null)], null, Ct);
        }

        db = new(folder.File("test.db"));
    }

    public async ValueTask DisposeAsync()
    {
        await db.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task EverySelectiveQuery_SeeksByMoreThanTheTenant()
    {
        var id = interview.Id;
        foreach (var filter in new ScorecardFilter[]
        {
            new(id), new(InterviewerId: "ada"), new(CandidateId: "candidate-1"), new(id, "ada"), new(id, null, "candidate-1"),
            new(id, State: ScorecardState.Submitted), new(null, "ada", "candidate-1", ScorecardState.Submitted),
        })
        {
            await Scorecards.ListAsync("t", filter, null, 50, Ct);
            await Scorecards.ListAsync("t", filter, Guid.Empty, 50, Ct);
        }

        await Scorecards.FindAsync("t", id, A.Id(), null, Ct);
        await Scorecards.FindAsync("t", id, A.Id(), 1, Ct);
        await Scorecards.FindLiveAsync("t", id, "ada", ScorecardLayer.First, Ct);
        await Scorecards.ListCountingAsync("t", id, ScorecardLayer.First, Ct);
        foreach (var filter in new InterviewFilter[]
        {
            new("candidate-1"), new(InterviewerId: "ada"), new("candidate-1", "ada"), new(null, "ada", InterviewState.Open),
        })
        {
            await Interviews.ListAsync("t", filter, null, 50, Ct);
            await Interviews.ListAsync("t", filter, A.Id(), 50, Ct);
        }

        await Interviews.FindAsync("t", id, Ct);
        await Interviews.SetPanelAsync("t", interview with { Version = 2, Panel = [] }, 1, A.Time, Ct);
        await Interviews.ListOutstandingAsync("t", id, null, null, 50, Ct);
        await Interviews.ListOutstandingAsync("t", null, "ada", null, 50, Ct);
        await Interviews.ListOutstandingAsync("t", null, "ada", (id, "ada"), 50, Ct);
        await new EventStore(db).ListAfterAsync("t", 0, null, 50, Ct);
        await new EventStore(db).ListAfterAsync("t", 0, id, 50, Ct);
        await new RequestStore(db).FindAsync("t", id, Ct);
        await new RequestStore(db).ForgetBeforeAsync(A.Time, Ct);
        await new ClaimStore(db).RecordAsync("t", A.Claim(interview, "ada"), null, Ct);
        await new ClaimStore(db).ListAsync("t", id, Ct);
        await new ClaimStore(db).HistoryAsync("t", id, Ct);
        await new DecisionStore(db).ListAsync("t", id, Ct);
        await new DecisionStore(db).NewestAsync("t", [id, A.Id()], Ct);
        var runs = new CalibrationStore(db);
        await runs.FindAsync("t", id, Ct);
        await runs.TakeAsync(id, Ct);
        await runs.FailAbandonedAsync(A.Time, id, Ct);
        await runs.FindDocumentAsync("t", id, Ct);
        await new GroupLabelStore(db).OfCandidateAsync("t", "candidate-1", Ct);
        Assert.True(db.Plans.Count > 45);
        Assert.DoesNotContain(db.Plans, plan => plan.Contains("(tenant=?)", StringComparison.Ordinal));
        Assert.DoesNotContain(db.Plans, plan => plan.Split('\n').Skip(1).Any(line =>
            line.StartsWith("SCAN", StringComparison.Ordinal) && line is not ("SCAN page" or "SCAN oldest") && !line.StartsWith("SCAN w VIRTUAL TABLE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RatingScan_FollowsTheKeyWithoutSorting_AndReadsAgainByTheKey()
    {
        var scan = await new RatingScan(db).ReadAsync("t", new(), null, Ct);
        string all = db.Plans[^1];
        await new RatingScan(db).ReadAsync("t", scan.Inputs, null, null, Ct);
        string again = db.Plans[^1];
        Assert.Contains("SEARCH s USING PRIMARY KEY (tenant=?)", all, StringComparison.Ordinal);
        Assert.DoesNotContain("B-TREE", all, StringComparison.Ordinal);
        Assert.Contains("(tenant=? AND scorecard_id=? AND revision=?)", again, StringComparison.Ordinal);
        Assert.DoesNotContain("(tenant=?)", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListOfEverything_FollowsTheKeyWithoutSorting()
    {
        await Scorecards.ListAsync("t", new(), Guid.Empty, 50, Ct);
        string cards = db.Plans[0];
        db.Plans.Clear();
        await Interviews.ListAsync("t", new(), A.Id(), 50, Ct);
        string interviews = db.Plans[0];
        db.Plans.Clear();
        await Interviews.ListAsync("t", new(State: InterviewState.Open), A.Id(), 50, Ct);
        string open = db.Plans[0];
        db.Plans.Clear();
        await Interviews.ListOutstandingAsync("t", null, null, null, 50, Ct);
        string outstanding = db.Plans[0];
        Assert.Contains("PRIMARY KEY (tenant=? AND id>?)", cards, StringComparison.Ordinal);
        Assert.Contains("PRIMARY KEY (tenant=? AND id<?)", interviews, StringComparison.Ordinal);
        Assert.Contains("interview_open (tenant=? AND id<?)", open, StringComparison.Ordinal);
        Assert.Contains("interview_open (tenant=?)", outstanding, StringComparison.Ordinal);
        Assert.Contains("B-TREE FOR LAST TERM", outstanding, StringComparison.Ordinal); // Of each interview's few members.
        Assert.All([cards, interviews, open], plan => Assert.DoesNotContain("B-TREE", plan, StringComparison.Ordinal));
    }

    /// <summary>A database that runs each query and keeps its plan.</summary>
    private sealed class Explainer : Database
    {
        private readonly KeptConnection connection;
        private readonly SqliteSession session;

        public Explainer(string path)
            : base(TimeProvider.System)
        {
            connection = new($"Data Source={path};Pooling=False");
            connection.Open();
            session = new(connection);
        }

        /// <summary>The text of each query and the lines of its plan.</summary>
        public List<string> Plans { get; } = [];

        public override Task CheckAsync(CancellationToken ct) => throw new NotSupportedException();

        public override Task<long> WaitForChangeAsync(long after, CancellationToken ct) => throw new NotSupportedException();

        public override ValueTask DisposeAsync()
        {
            session.Dispose();
            return ValueTask.CompletedTask;
        }

        internal override Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken ct) =>
            read(Explaining());

        internal override Task WriteAsync(Func<WriteSession, Task> write, CancellationToken ct) => write(Explaining());

        private Explaining Explaining() => new(connection, session, Plans);
    }

    private sealed class Explaining(SqliteConnection connection, SqliteSession session, List<string> plans) : WriteSession(connection, Dialect.Sqlite)
    {
        public override Task<int> RunAsync(Statement statement, params object?[] values) => session.RunAsync(statement, values);

        public override Task StreamAsync(Statement query, Action<StoredRow> read, params object?[] values)
        {
            string sql = query.In(Dialect.Sqlite);
            var parameters = new DynamicParameters(query.Parameters.Zip(values).ToDictionary(of => of.First, of => of.Second));
            Explain(sql, parameters);
            return session.StreamAsync(query, read, values);
        }

        protected override bool IsUniqueViolation(DbException failure) => false;

        protected override CommandDefinition Command(string sql, object parameters)
        {
            Explain(sql, parameters);
            return new(sql, parameters);
        }

        private void Explain(string sql, object parameters)
        {
            var lines = connection.Query("EXPLAIN QUERY PLAN " + sql, parameters).Select(line => (string)line.detail);
            plans.Add(string.Join('\n', lines.Prepend(sql.ReplaceLineEndings(" "))));
        }
    }
}
