using System.Runtime.Versioning;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Assessment.Storage.Tests;

/// <summary>What only SQLite does, or does in its own way.</summary>
public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Path => folder.File("test.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Open_MissingFolder_SaysSo() =>
        await RefusesAsync(folder.File("missing/test.db"), "folder", "does not exist");

    [Fact]
    public async Task Open_AFolder_SaysSo() => await RefusesAsync(folder.Path, "is a folder");

    [Fact]
    public async Task Open_NotADatabase_SaysSoAndLeavesIt()
    {
        string text = string.Concat(Enumerable.Repeat("Dear diary, today was a day. ", 200));
        await File.WriteAllTextAsync(Path, text, Ct);
        await RefusesAsync(Path, "is not a SQLite database");
        Assert.Equal(text, await File.ReadAllTextAsync(Path, Ct));
    }

    [Fact]
    public async Task Open_AnotherProgramsDatabase_SaysSoAndLeavesIt()
    {
        using (var connection = Raw())
        {
            await connection.ExecuteAsync("CREATE TABLE bookmark (url TEXT)");
        }

        byte[] before = await File.ReadAllBytesAsync(Path, Ct);
        await RefusesAsync(Path, "another program");
        Assert.Equal(before, await File.ReadAllBytesAsync(Path, Ct));
    }

    [Fact]
    public async Task Open_ANewerSchema_NamesTheUnknownScript()
    {
        await using (await OpenAsync())
        {
        }

        using (var connection = Raw())
        {
            await connection.ExecuteAsync(
                "INSERT INTO schema_version (script, sha256, applied_at) VALUES ('0999_from_the_future.sql', 'x', 0)");
        }

        await RefusesAsync(Path, "0999_from_the_future.sql", "newer");
    }

    [Fact]
    public async Task Open_MigratedByAnotherText_NamesTheScript()
    {
        await using (await OpenAsync())
        {
        }

        using (var connection = Raw())
        {
            await connection.ExecuteAsync("UPDATE schema_version SET sha256 = 'another' WHERE script = '0001_initial.sql'");
        }

        await RefusesAsync(Path, "0001_initial.sql", "checksum");
    }

    [Fact]
    public async Task Open_AReadOnlyFile_SaysSo()
    {
        await using (await OpenAsync())
        {
        }

        File.SetAttributes(Path, FileAttributes.ReadOnly);
        await RefusesAsync(Path, "read-only");
        File.SetAttributes(Path, FileAttributes.Normal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Open_AReadOnlyFolder_SaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no read-only folders.");
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await RefusesAsync(Path, "read-only");
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Open_WhileOpenElsewhere_IsRefusedUntilClosed()
    {
        await using (await OpenAsync())
        {
            await RefusesAsync(Path, "in use by another process");
        }

        await using (await OpenAsync())
        {
        }
    }

    [Fact]
    public async Task Open_WhileAForeignProgramWrites_IsRefused()
    {
        await using (await OpenAsync())
        {
        }

        using var foreign = Raw();
        await foreign.ExecuteAsync("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
        await RefusesAsync(Path, "in use by another process");
    }

    [Fact]
    public async Task Open_Again_RunsNoScriptTwice()
    {
        for (int i = 0; i < 3; i++)
        {
            await using (await OpenAsync())
            {
            }
        }

        using var connection = Raw();
        var scripts = await connection.QueryAsync<string>("SELECT script FROM schema_version ORDER BY script");
        Assert.Equal(SqliteMigrations.Scripts.All.Select(script => script.Name), scripts);
        Assert.Equal("wal", await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Open_Cancelled_TouchesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => SqliteDatabase.OpenAsync(Path, TimeProvider.System, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Dispose_LeavesOneFileAndItsLock()
    {
        await using (var db = await OpenAsync())
        {
            await new InterviewStore(db).CreateAsync("t", A.Interview(), null, Ct);
            await new InterviewStore(db).ListAsync("t", new(), null, 1, Ct);
        }

        Assert.Equal(
            ["test.db", "test.db.lock"], Directory.GetFiles(folder.Path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE scorecard_revision SET note = 'x'")]
    [InlineData("UPDATE scorecard_revision SET revision = 0")]
    [InlineData("DELETE FROM scorecard_revision")]
    [InlineData("UPDATE scorecard_revision SET ratings = '[]'")]
    [InlineData("UPDATE scorecard_revision SET note = '', reason = '', evidence = '[]'")]
    [InlineData("DELETE FROM rating")]
    [InlineData("DELETE FROM audit_event")]
    [InlineData("UPDATE audit_event SET kind = 3")]
    [InlineData("DELETE FROM scorecard")]
    public async Task SubmittedRevision_ChangedInSql_IsRefused(string sql)
    {
        await using (var db = await OpenAsync())
        {
            var interview = A.Interview();
            await new InterviewStore(db).CreateAsync("t", interview, null, Ct);
            await new ScorecardStore(db).SubmitAsync("t", [new(A.Submitted(interview, "ada"), 1, null)], null, Ct);
        }

        using var connection = Raw();
        string before = await RowsAsync(connection);
        await Assert.ThrowsAsync<SqliteException>(() => connection.ExecuteAsync(sql));
        Assert.Equal(before, await RowsAsync(connection));
    }

    [Fact]
    public async Task Amend_LeavesTheRowsOfTheEarlierRevision()
    {
        await using var db = await OpenAsync();
        var interview = A.Interview();
        await new InterviewStore(db).CreateAsync("t", interview, null, Ct);
        var card = A.Submitted(interview, "ada");
        await new ScorecardStore(db).SubmitAsync("t", [new(card, 1, null)], null, Ct);
        using var connection = Raw();
        string before = await RowsAsync(connection);
        await new ScorecardStore(db).AmendAsync("t", A.Amended(card), 1, 1, null, Ct);
        await new ScorecardStore(db).WithdrawAsync("t", A.Withdrawn(A.Amended(card)), 2, 1, null, Ct);
        Assert.Equal(before, await RowsAsync(connection));
    }

    private static async Task<string> RowsAsync(SqliteConnection connection) => string.Join('\n', await connection.QueryAsync<string>(
        """
        SELECT quote(scorecard_id) || quote(submitter_id) || quote(reason) || quote(note) || quote(revised_at) || quote(interviewed_at)
            || quote(ratings) || quote(flags) || quote(evidence) || quote(composite) || quote(equal_weights) || quote(coverage)
        FROM scorecard_revision WHERE revision = 1
        """));

    private static async Task RefusesAsync(string path, params string[] words)
    {
        var refusal = await Assert.ThrowsAsync<DatabaseException>(() => SqliteDatabase.OpenAsync(path, TimeProvider.System, new SqliteLimits(BusySeconds: 1), Ct));
        Assert.All(words, word => Assert.Contains(word, refusal.Message, StringComparison.Ordinal));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    private Task<SqliteDatabase> OpenAsync() => SqliteDatabase.OpenAsync(Path, TimeProvider.System, Ct);

    private SqliteConnection Raw()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Foreign Keys=True");
        connection.Open();
        return connection;
    }
}
