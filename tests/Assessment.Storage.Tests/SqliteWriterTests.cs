using Dapper;

namespace Assessment.Storage.Tests;

public sealed class SqliteWriterTests : IAsyncLifetime
{
    private const int MostWaiting = 4;

    private readonly TemporaryFolder folder = new();

    private SqliteDatabase db = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private InterviewStore Interviews => new(db);

    public async ValueTask InitializeAsync() =>
        db = await SqliteDatabase.OpenAsync(folder.File("test.db"), TimeProvider.System, new SqliteLimits(MostWaiting, BusySeconds: 1), Ct);

    public async ValueTask DisposeAsync()
    {
        await db.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Write_MoreThanMayWait_IsRefusedAtOnce()
    {
        using var blockade = await Blockade.RaiseAsync(db);
        var waiting = Enumerable.Range(0, MostWaiting).Select(_ => Interviews.CreateAsync("t", A.Interview(), null, Ct)).ToList();
        await Assert.ThrowsAsync<StorageOverloadedException>(() => Interviews.CreateAsync("t", A.Interview(), null, Ct));
        var check = db.CheckAsync(Ct); // Busy is healthy.
        await blockade.LiftAsync();
        await Task.WhenAll(waiting);
        await check;
        await Interviews.CreateAsync("t", A.Interview(), null, Ct);
        Assert.Equal(MostWaiting + 1, (await Interviews.ListAsync("t", new(), null, 100, Ct)).Count);
    }

    [Fact]
    public async Task Write_TransactionLost_FailsEveryWriteOfItAndNoLaterOne()
    {
        using var blockade = await Blockade.RaiseAsync(db);
        var before = Interviews.CreateAsync("t", A.Interview(), null, Ct);
        var refused = Interviews.CreateAsync("t", A.Interview() with { Panel = [new("a", []), new("a", [])] }, null, Ct);
        var fatal = db.WriteAsync(session => session.RunAsync(Sql("ROLLBACK")), Ct);
        blockade.Dispose();
        foreach (var write in new[] { blockade.Write, before, refused, fatal })
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() => write);
        }

        Assert.Empty(await Interviews.ListAsync("t", new(), null, 100, Ct));
        await Interviews.CreateAsync("t", A.Interview(), null, Ct);
        Assert.Single(await Interviews.ListAsync("t", new(), null, 100, Ct));
    }

    [Fact]
    public async Task Write_DiskFull_IsUnavailableUntilThereIsRoom()
    {
        long pages = await db.WriteAsync(session => session.ScalarAsync<long>(Sql("PRAGMA page_count"), new { }), Ct);
        await db.WriteAsync(session => session.ScalarAsync<long>(Sql($"PRAGMA max_page_count = {pages + 2}"), new { }), Ct);
        var large = A.Interview() with { Step = new string('x', 100_000) };
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Interviews.CreateAsync("t", large, null, Ct));
        Assert.Null(await Interviews.FindAsync("t", large.Id, Ct));
        await db.WriteAsync(session => session.ScalarAsync<long>(Sql("PRAGMA max_page_count = 1000000"), new { }), Ct);
        await Interviews.CreateAsync("t", large, null, Ct);
        Assert.NotNull(await Interviews.FindAsync("t", large.Id, Ct));
    }

    [Fact]
    public async Task Write_WhileAForeignProgramWrites_IsUnavailable()
    {
        using var foreign = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.File("test.db")};Pooling=False");
        foreign.Open();
        await foreign.ExecuteAsync("BEGIN IMMEDIATE");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Interviews.CreateAsync("t", A.Interview(), null, Ct));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => db.CheckAsync(Ct));
        Assert.Empty(await Interviews.ListAsync("t", new(), null, 100, Ct)); // Reads go on.
        await foreign.ExecuteAsync("ROLLBACK");
        await Interviews.CreateAsync("t", A.Interview(), null, Ct);
        await db.CheckAsync(Ct);
    }

    [Fact]
    public async Task Write_Acknowledged_DoesNotContinueOnTheWriterThread()
    {
        string? writer = null;
        string? caller = await db.WriteAsync(
            _ =>
            {
                writer = Thread.CurrentThread.Name;
                return Task.CompletedTask;
            },
            Ct).ContinueWith(_ => Thread.CurrentThread.Name, Ct, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Assert.Equal("assessment-sqlite-writer", writer);
        Assert.NotEqual(writer, caller);
    }

    [Fact]
    public async Task Read_RunningLong_IsInterrupted()
    {
        using var cancel = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var endless = Task.Run(
            () => db.ReadAsync(
                session =>
                {
                    begun.SetResult();
                    return session.ScalarAsync<long>(
                        Sql("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"), new { });
                },
                cancel.Token),
            Ct);
        await begun.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
        Assert.Empty(await Interviews.ListAsync("t", new(), null, 100, Ct));
    }

    [Fact]
    public async Task Read_InAWriteOfItsOwn_IsRefusedByTheConnection() =>
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => db.ReadAsync(session => session.ScalarAsync<long>(Sql("DELETE FROM interview"), new { }), Ct));

    [Fact]
    public async Task Read_WhileAWriteIsOpen_SeesTheStateBefore()
    {
        await Interviews.CreateAsync("t", A.Interview(), null, Ct);
        using var blockade = await Blockade.RaiseAsync(db);
        var write = Interviews.CreateAsync("t", A.Interview(), null, Ct);
        Assert.Single(await Interviews.ListAsync("t", new(), null, 100, Ct));
        await blockade.LiftAsync();
        await write;
        Assert.Equal(2, (await Interviews.ListAsync("t", new(), null, 100, Ct)).Count);
    }

    private static Statement Sql(string text) => Statement.Only(Dialect.Sqlite, text);
}
