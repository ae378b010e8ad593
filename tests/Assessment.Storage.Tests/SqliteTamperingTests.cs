using Dapper;
using Microsoft.Data.Sqlite;

namespace Assessment.Storage.Tests;

/// <summary>Whoever changes the file behind the server's back is found out.</summary>
public sealed class SqliteTamperingTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Path => folder.File("test.db");

    /// <summary>Two chains: one of an interview and five cards, one of an interview.</summary>
    public async ValueTask InitializeAsync()
    {
        var interview = A.Interview() with { Panel = [] };
        await using (var db = await OpenAsync())
        {
            await new InterviewStore(db).CreateAsync("t", interview, null, Ct);
            for (int i = 0; i < 5; i++)
            {
                await new ScorecardStore(db).SubmitAsync("t", [new(A.Submitted(interview, "i" + i), 1, null)], null, Ct);
            }
        }

        await using (var db = await OpenAsync())
        {
            await new InterviewStore(db).CreateAsync("t", A.Interview(), null, Ct);
        }
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("one byte", 4, "is not what it was", "UPDATE audit_event SET content = CAST(substr(content, 1, 31) || iif(substr(content, 32) = x'00', x'01', x'00') AS BLOB) WHERE sequence = 4")]
    [InlineData("the time", 5, "is not what it was", "UPDATE audit_event SET occurred_at = occurred_at + 1 WHERE sequence = 5")]
    [InlineData("a middle row", 3, "Event 3 is gone", "DELETE FROM audit_event WHERE sequence = 3")]
    [InlineData("two middle rows", 3, "Events 3 to 4 are gone", "DELETE FROM audit_event WHERE sequence IN (3, 4)")]
    [InlineData("the tail", 7, "Event 7 is gone from the chain's end", "DELETE FROM audit_event WHERE sequence = 7")]
    [InlineData(
        "the tail and its head",
        7,
        "The event is gone, though the first event of chain",
        """
        DELETE FROM audit_event WHERE sequence = 7;
        UPDATE audit_head SET sequence = 6, hash = (SELECT hash FROM audit_event WHERE sequence = 6) WHERE sequence = 7
        """)]
    [InlineData(
        "the order of two",
        3,
        "is not what it was",
        """
        UPDATE audit_event SET sequence = 99 WHERE sequence = 3;
        UPDATE audit_event SET sequence = 3 WHERE sequence = 4;
        UPDATE audit_event SET sequence = 4 WHERE sequence = 99
        """)]
    [InlineData("the whole chain", 7, "The whole chain is gone", "DELETE FROM audit_event WHERE writer_id = (SELECT writer_id FROM audit_head WHERE sequence = 7)")]
    [InlineData("a rating", 3, "stored scorecard's revision is not", "UPDATE scorecard_revision SET ratings = replace(ratings, ',4,', ',5,') WHERE scorecard_id = (SELECT min(id) FROM scorecard)")]
    [InlineData("evidence", 3, "stored scorecard's revision is not", "UPDATE scorecard_revision SET evidence = '[]' WHERE scorecard_id = (SELECT min(id) FROM scorecard)")]
    [InlineData("a revision", 3, "scorecard's revision that the event was written of is gone", "DELETE FROM scorecard_revision WHERE scorecard_id = (SELECT min(id) FROM scorecard)")]
    [InlineData("the candidate", 2, "The stored interview is not", "UPDATE interview SET role = 'data_engineer'")]
    [InlineData("the key", 2, "The key of the candidate", "DELETE FROM candidate_key")]
    public async Task Verify_Tampered_NamesTheFirstBrokenLink(string what, long sequence, string problem, string sql)
    {
        await TamperAsync(sql);
        await using var db = await OpenAsync();
        var report = await new AuditStore(db).VerifyAsync([], null, Ct);
        Assert.True(report.Breaks.Count > 0, $"Changing {what} went unnoticed.");
        Assert.Equal(sequence, report.Breaks[0].Sequence);
        Assert.Contains(problem, report.Breaks[0].Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a fact", 2, "The stored claim is not", "UPDATE claim SET facts = replace(facts, '120000', '12')")]
    [InlineData("a claim's system", 2, "The stored claim is not", "UPDATE claim SET system = 'search'")]
    [InlineData("a claim", 2, "The claim that the event was written of is gone", "DELETE FROM claim")]
    [InlineData("an outcome", 3, "The stored decision is not", "UPDATE decision SET outcome = 1")]
    [InlineData("a reason", 3, "The stored decision is not", "UPDATE decision SET reason = ''")]
    [InlineData("a decision", 3, "The decision that the event was written of is gone", "DELETE FROM decision")]
    [InlineData(
        "a claim put there",
        0,
        "Revision 2 of claim",
        "INSERT INTO claim SELECT tenant, interview_id, system, interviewer_id, 2, id, submitter_id, facts, recorded_at FROM claim")]
    [InlineData(
        "a decision put there",
        0,
        "no event tells of it",
        """
        INSERT INTO decision SELECT tenant, interview_id, decided_at + 1, (SELECT id FROM interview LIMIT 1), decided_by, outcome, role,
            reason_code, reason, verdict, evidence_flag
        FROM decision
        """)]
    public async Task Verify_TamperedClaimOrDecision_NamesIt(string what, long sequence, string problem, string sql)
    {
        await using (var db = await OpenAsync())
        {
            var interview = (await new InterviewStore(db).ListAsync("t", new(), null, 1, Ct))[0];
            await new ClaimStore(db).RecordAsync("t", A.Claim(interview, "ada"), null, Ct);
            await new DecisionStore(db).RecordAsync("t", A.Decision(interview), null, Ct);
            Assert.Empty((await new AuditStore(db).VerifyAsync([], null, Ct)).Breaks);
        }

        await TamperAsync(sql);
        await using var tampered = await OpenAsync();
        var found = Assert.Single((await new AuditStore(tampered).VerifyAsync([], null, Ct)).Breaks);
        Assert.True(found.Sequence == sequence, $"Changing {what} was found at {found.Sequence}.");
        Assert.Contains(problem, found.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE claim SET facts = '{}'")]
    [InlineData("UPDATE decision SET reason = ''")]
    [InlineData("DELETE FROM claim")]
    [InlineData("DELETE FROM decision")]
    public async Task ClaimsAndDecisions_ResistSql(string sql)
    {
        await using (var db = await OpenAsync())
        {
            var interview = (await new InterviewStore(db).ListAsync("t", new(), null, 1, Ct))[0];
            await new ClaimStore(db).RecordAsync("t", A.Claim(interview, "ada"), null, Ct);
            await new DecisionStore(db).RecordAsync("t", A.Decision(interview), null, Ct);
        }

        using var connection = Raw();
        var refusal = await Assert.ThrowsAsync<SqliteException>(() => connection.ExecuteAsync(sql));
        Assert.Contains("never", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_CardPutThereBySql_IsNoticed()
    {
        await TamperAsync(
            """
            INSERT INTO scorecard_revision SELECT tenant, scorecard_id, 2, submitter_id, reason, note, focus, revised_at, interviewed_at,
                ratings, flags, evidence, composite, equal_weights, coverage
            FROM scorecard_revision LIMIT 1
            """);
        await using var db = await OpenAsync();
        var report = await new AuditStore(db).VerifyAsync([], null, Ct);
        Assert.Contains("no event tells of it", Assert.Single(report.Breaks).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_LastChainsTailAndHeadCut_IsNoticedOnlyWithHeadsKeptElsewhere()
    {
        IReadOnlyList<AuditHead> exported;
        await using (var db = await OpenAsync())
        {
            exported = await new AuditStore(db).HeadsAsync(Ct);
        }

        await TamperAsync(
            """
            DELETE FROM panel_member WHERE interview_id = (SELECT max(id) FROM interview);
            DELETE FROM state_event WHERE interview_id = (SELECT max(id) FROM interview);
            DELETE FROM interview WHERE id = (SELECT max(id) FROM interview);
            DELETE FROM audit_event WHERE writer_id = (SELECT max(writer_id) FROM audit_head) AND sequence = 2;
            UPDATE audit_head SET sequence = 1, hash = (SELECT hash FROM audit_event e WHERE e.writer_id = audit_head.writer_id AND e.sequence = 1)
            WHERE writer_id = (SELECT max(writer_id) FROM audit_head)
            """);
        await using var tampered = await OpenAsync();
        Assert.Empty((await new AuditStore(tampered).VerifyAsync([], null, Ct)).Breaks);
        var found = Assert.Single((await new AuditStore(tampered).VerifyAsync(exported, null, Ct)).Breaks);
        Assert.Equal(2, found.Sequence);
    }

    [Fact]
    public async Task Erase_LeavesNoTraceInTheFiles()
    {
        const string canary = "Canary-McCandidate";
        await using (var db = await OpenAsync())
        {
            var interviews = new InterviewStore(db);
            var cards = new ScorecardStore(db);
            var interview = A.Interview() with { CandidateId = canary, ApplicationId = canary + "-application" };
            var answer = A.Request() with { Answer = System.Text.Encoding.UTF8.GetBytes(canary) };
            await interviews.CreateAsync("t", interview, answer, Ct);
            var card = A.Submitted(interview, "ada") with
            {
                Ratings = [new("P1.decision", 4, 0, $"{canary} chose recall. {new string('x', 9_000)} {canary}")],
                Note = canary,
            };
            await cards.SubmitAsync("t", [new(card, 1, null)], null, Ct);
            await cards.AmendAsync("t", A.Amended(card) with { Reason = canary }, 1, 1, null, Ct);
            await cards.SaveDraftAsync("t", A.Draft(interview, "grace") with { Note = canary }, null, 1, Ct);
            await new KitStore(db).SaveAsync("t", interview.Id, canary, ["P1.q01"], A.Time, Ct);
            var claim = A.Claim(interview, "ada", canary) with { Facts = $"[\"{canary}\"]" };
            await new ClaimStore(db).RecordAsync("t", claim, null, Ct);
            var longer = claim with { Revision = 2, Facts = $"[\"{canary} {new string('x', 9_000)} {canary}\"]" };
            await new ClaimStore(db).RecordAsync("t", longer, null, Ct);
            await new DecisionStore(db).RecordAsync("t", A.Decision(interview) with { Reason = $"{canary} {new string('x', 9_000)}" }, null, Ct);
            await new GroupLabelStore(db).SaveAsync("t", [new(canary, "gender", canary + "-label")], A.Time, Ct);
            Assert.True(Contains(canary));
            Assert.NotNull(await new PrivacyStore(db).EraseAsync("t", canary, Ct));
            Assert.Empty((await new AuditStore(db).VerifyAsync([], null, Ct)).Breaks);
            Assert.False(Contains(canary)); // Even before the file is compacted.
        }

        using (var connection = Raw())
        {
            await connection.ExecuteAsync("VACUUM");
        }

        Assert.False(Contains(canary));
    }

    /// <summary>Whether any file of the database holds the text, in any of its pages, used or free.</summary>
    private bool Contains(string text)
    {
        byte[] sought = System.Text.Encoding.UTF8.GetBytes(text);
        return Directory.EnumerateFiles(folder.Path).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(sought) >= 0;
        });
    }

    private async Task TamperAsync(string sql)
    {
        using var connection = Raw();
        foreach (string trigger in await connection.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        {
            await connection.ExecuteAsync($"DROP TRIGGER {trigger}");
        }

        await connection.ExecuteAsync(sql);
    }

    private Task<SqliteDatabase> OpenAsync() => SqliteDatabase.OpenAsync(Path, TimeProvider.System, Ct);

    private SqliteConnection Raw()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }
}
