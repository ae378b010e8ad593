using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;

namespace Assessment.Storage.Tests;

/// <summary>What goes wrong around a database file: no room, a clock that steps back, cards beyond measure, an end while writes wait.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FixedClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Submit_DiskFull_LosesNothingAcknowledgedAndGoesOnWhenThereIsRoom()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Not run: only Linux mounts a file system of a few megabytes.");
        using var disk = await SmallDisk.MountAsync(folder.File("disk"), megabytes: 4);
        Assert.SkipWhen(disk is null, "Not run: this user may not mount a file system (it takes root).");
        await using var db = await SqliteDatabase.OpenAsync(disk.File("test.db"), clock, Ct);
        var interview = await CreateAsync(db, "ada");
        var store = new ScorecardStore(db);
        var acknowledged = new List<Guid>();
        string filler = disk.File("filler");
        await File.WriteAllBytesAsync(filler, new byte[1 << 20], Ct);
        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            while (true)
            {
                var next = await CreateAsync(db, "ada");
                var card = A.Submitted(next, "ada") with { Note = new string('x', 8_000) };
                await store.SubmitAsync("t", [new(card, 1, null)], A.Request(), Ct);
                acknowledged.Add(card.Id);
            }
        });

        File.Delete(filler);
        var after = A.Submitted(interview, "ada");
        await store.SubmitAsync("t", [new(after, 1, null)], A.Request(), Ct);

        var stored = await store.ListAsync("t", new(), null, 100_000, Ct);
        Assert.NotEmpty(acknowledged);
        Assert.Equal([.. acknowledged.Append(after.Id).Order()], stored.Select(card => card.Id));
        await VerifyAsync(db);
    }

    [Fact]
    public async Task Submit_ClockAnHourBack_KeepsOrderOfCommitsAndChain()
    {
        Guid[] submitted;
        await using (var db = await SqliteDatabase.OpenAsync(folder.File("test.db"), clock, Ct))
        {
            submitted = [await SubmitAsync(db, clock.Now)];
        }

        clock.Now = clock.Now.AddHours(-1); // Before the restart, e.g. by an operator; then again while it runs.
        await using (var db = await SqliteDatabase.OpenAsync(folder.File("test.db"), clock, Ct))
        {
            submitted = [.. submitted, await SubmitAsync(db, clock.Now)];
            clock.Now = clock.Now.AddHours(-1);
            submitted = [.. submitted, await SubmitAsync(db, clock.Now)];

            var events = await new EventStore(db).ListAfterAsync("t", 0, null, 100, Ct);
            var cards = events.Where(e => e.Kind == EventKind.ScorecardSubmitted).ToList();
            Assert.Equal(submitted, cards.Select(e => e.ScorecardId!.Value)); // In the order of commits, whatever the clock said.
            Assert.Equal(cards.Select(e => e.Position).Order().Distinct(), cards.Select(e => e.Position));
            Assert.Equal(3, submitted.Distinct().Count());
            var report = await VerifyAsync(db);
            Assert.Equal(2, report.Chains);
        }
    }

    [Fact]
    public async Task Submit_AHundredThousandRatingsAtOnce_StoresThemWhole()
    {
        const int Cards = 200, Ratings = 500;
        await using var db = await SqliteDatabase.OpenAsync(folder.File("test.db"), clock, Ct);
        var interview = await CreateAsync(db, [.. Enumerable.Range(0, Cards).Select(i => $"interviewer-{i}")]);
        var cards = interview.Panel.Select(member => A.Submitted(interview, member.InterviewerId) with
        {
            Ratings = [.. Enumerable.Range(0, Ratings).Select(i => new StoredRating($"P1.criterion-{i}", 1 + (i % 5), 0, A.Odd))],
        }).ToList();

        await new ScorecardStore(db).SubmitAsync("t", [.. cards.Select(card => new ScorecardSubmission(card, 1, null))], A.Request(), Ct);

        var stored = await new ScorecardStore(db).ListAsync("t", new(interview.Id), null, Cards + 1, Ct);
        Assert.Equal(Cards, stored.Count);
        Assert.All(stored.Zip(cards), pair => Assert.Equal(pair.Second.Ratings, pair.First.Ratings));
        await VerifyAsync(db);
    }

    [Fact]
    public async Task Dispose_WritesWaiting_CommitsThem()
    {
        const int Waiting = 200;
        string path = folder.File("test.db");
        var db = await SqliteDatabase.OpenAsync(path, clock, Ct);
        var interview = await CreateAsync(db, [.. Enumerable.Range(0, Waiting).Select(i => $"interviewer-{i}")]);
        var cards = interview.Panel.Select(member => A.Submitted(interview, member.InterviewerId)).ToList();
        using var blockade = await Blockade.RaiseAsync(db);
        var writes = cards.Select(card => new ScorecardStore(db).SubmitAsync("t", [new(card, 1, null)], A.Request(), Ct)).ToList();
        var closing = db.DisposeAsync().AsTask();
        Assert.False(closing.IsCompleted);

        await blockade.LiftAsync();
        await closing;
        await Task.WhenAll(writes);
        await using var again = await SqliteDatabase.OpenAsync(path, clock, Ct);
        var stored = await new ScorecardStore(again).ListAsync("t", new(), null, Waiting + 1, Ct);
        Assert.Equal(cards.Select(card => card.Id), stored.Select(card => card.Id));
        await VerifyAsync(again);
    }

    [Fact]
    public async Task Open_WhileAForeignProgramHoldsTheFile_IsRefusedUntilItLetsGo()
    {
        string path = folder.File("test.db");
        await using (var db = await SqliteDatabase.OpenAsync(path, clock, Ct))
        {
            await SubmitAsync(db, clock.Now);
        }

        using var foreign = new SqliteConnection($"Data Source={path};Pooling=False");
        foreign.Open();
        Run("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
        var refusal = await Assert.ThrowsAsync<DatabaseException>(
            () => SqliteDatabase.OpenAsync(path, clock, new SqliteLimits(BusySeconds: 1), Ct));
        Assert.Contains("in use by another process", refusal.Message, StringComparison.Ordinal);
        Run("ROLLBACK");
        foreign.Close();

        await using var again = await SqliteDatabase.OpenAsync(path, clock, Ct);
        Assert.Single(await new ScorecardStore(again).ListAsync("t", new(), null, 10, Ct));

        void Run(string sql)
        {
            using var command = foreign.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static async Task<Interview> CreateAsync(Database db, params string[] panel)
    {
        var interview = A.Interview() with { Panel = [.. panel.Select(id => new PanelMember(id, [])).OrderBy(m => m.InterviewerId, StringComparer.Ordinal)] };
        await new InterviewStore(db).CreateAsync("t", interview, null, Ct);
        return interview;
    }

    /// <summary>Submits a card as the server does at that time.</summary>
    private static async Task<Guid> SubmitAsync(Database db, DateTimeOffset now)
    {
        var interview = await CreateAsync(db, "ada");
        var card = A.Submitted(interview, "ada") with { Id = Guid.CreateVersion7(now), CreatedAt = now, RevisedAt = now, SubmittedAt = now };
        await new ScorecardStore(db).SubmitAsync("t", [new(card, 1, null)], A.Request(), Ct);
        return card.Id;
    }

    private static async Task<AuditReport> VerifyAsync(Database db)
    {
        var report = await new AuditStore(db).VerifyAsync([], null, Ct);
        Assert.Empty(report.Breaks);
        return report;
    }
}
