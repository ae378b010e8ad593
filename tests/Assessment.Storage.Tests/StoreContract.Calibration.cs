using System.Security.Cryptography;

namespace Assessment.Storage.Tests;

public abstract partial class StoreContract
{
    private static readonly Guid Here = new("01980000-0000-7000-8000-000000000001");
    private static readonly Guid There = new("01980000-0000-7000-8000-000000000002");

    private CalibrationStore Runs => new(Db);

    [Fact]
    public async Task FindRun_Created_IsTheSame()
    {
        var run = A.Run() with { Filter = $$"""{"role":"{{new string('x', 5_000)}}"}""", CreatedAt = A.Time.AddTicks(4) };
        var request = A.Request();
        await Runs.CreateAsync(Tenant, run, request, Ct);
        Assert.Equal(run with { CreatedAt = A.Time }, await Runs.FindAsync(Tenant, run.Id, Ct));
        Assert.Null(await Runs.FindAsync("another tenant", run.Id, Ct));
        Assert.NotNull(await Requests.FindAsync(Tenant, request.RequestId, Ct));
        await ConflictAsync(ConflictKind.RequestAnswered, () => Runs.CreateAsync(Tenant, A.Run(), request, Ct));
        await ConflictAsync(ConflictKind.VersionChanged, () => Runs.CreateAsync(Tenant, run, null, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Runs.CreateAsync(Tenant, A.Run() with { Version = 2 }, null, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Runs.CreateAsync(Tenant, A.Run() with { Options = "none" }, null, Ct));
    }

    [Fact]
    public async Task ListRuns_InPages_NewestFirst()
    {
        var runs = await CreateRunsAsync(5);
        await Runs.RequestCancelAsync(Tenant, runs[3].Id, Ct);
        var first = await Runs.ListAsync(Tenant, null, null, 2, Ct);
        var second = await Runs.ListAsync(Tenant, null, first[^1].Id, 2, Ct);
        Assert.Equal([runs[4].Id, runs[3].Id, runs[2].Id, runs[1].Id], first.Concat(second).Select(run => run.Id));
        Assert.Equal([runs[3].Id], (await Runs.ListAsync(Tenant, CalibrationRunState.Cancelled, null, 9, Ct)).Select(run => run.Id));
        Assert.Equal(
            [runs[2].Id, runs[1].Id], (await Runs.ListAsync(Tenant, CalibrationRunState.Queued, runs[4].Id, 2, Ct)).Select(run => run.Id));
        Assert.Empty(await Runs.ListAsync("another tenant", null, null, 9, Ct));
    }

    [Fact]
    public async Task TakeRun_OldestOfAnyTenant_EachOnce()
    {
        var late = A.Run() with { CreatedAt = A.Time.AddHours(1) };
        var early = A.Run();
        await Runs.CreateAsync(Tenant, late, null, Ct);
        await Runs.CreateAsync("another tenant", early, null, Ct);
        var (tenant, run) = (await Runs.TakeAsync(Here, Ct)).GetValueOrDefault();
        Assert.Equal("another tenant", tenant);
        var now = Stored.Rounded(Clock.GetUtcNow());
        var expected = early with { State = CalibrationRunState.Running, Owner = Here, StartedAt = now, BeatAt = now, Version = 2 };
        Assert.Equal(expected, run);
        Assert.Equal(expected, await Runs.FindAsync("another tenant", early.Id, Ct));
        Assert.Equal(late.Id, (await Runs.TakeAsync(There, Ct))!.Value.Run.Id);
        Assert.Null(await Runs.TakeAsync(Here, Ct));
    }

    [Fact]
    public async Task TakeRun_Racing_GivesEachToOne()
    {
        var runs = await CreateRunsAsync(4);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Runs.TakeAsync(Guid.NewGuid(), Ct)));
        Assert.Equal(runs.Select(run => run.Id).Order(), taken.Where(one => one is not null).Select(one => one!.Value.Run.Id).Order());
    }

    [Fact]
    public async Task AdvanceRun_Running_KeepsProgressAndBeatAndTellsOfACancel()
    {
        var run = (await CreateRunsAsync(1))[0];
        Assert.True(await Runs.AdvanceAsync(Tenant, run.Id, Here, 1, 5, 10, Ct)); // It doesn't run yet.
        await Runs.TakeAsync(Here, Ct);
        Clock.Now += TimeSpan.FromSeconds(7);
        Assert.False(await Runs.AdvanceAsync(Tenant, run.Id, Here, 2, 5, 4_000_000_000, Ct));
        var found = (await Runs.FindAsync(Tenant, run.Id, Ct))!;
        Assert.Equal((2, 5L, 4_000_000_000L, 3L), (found.Phase, found.Done, found.Total, found.Version));
        Assert.Equal(TimeSpan.FromSeconds(7), found.BeatAt - found.StartedAt);
        Assert.True(await Runs.AdvanceAsync(Tenant, run.Id, There, 3, 0, 0, Ct)); // Another's.
        Assert.Equal(found, await Runs.FindAsync(Tenant, run.Id, Ct));
        var cancelled = await Runs.RequestCancelAsync(Tenant, run.Id, Ct);
        Assert.Equal(found with { CancelRequested = true, Version = 4 }, cancelled);
        Assert.Equal(cancelled, await Runs.RequestCancelAsync(Tenant, run.Id, Ct)); // Once is enough.
        Assert.True(await Runs.AdvanceAsync(Tenant, run.Id, Here, 2, 6, 10, Ct));
    }

    [Fact]
    public async Task CancelRun_Queued_EndsIt()
    {
        var run = (await CreateRunsAsync(1))[0];
        Assert.Null(await Runs.RequestCancelAsync("another tenant", run.Id, Ct));
        var cancelled = (await Runs.RequestCancelAsync(Tenant, run.Id, Ct))!;
        Assert.Equal((CalibrationRunState.Cancelled, true), (cancelled.State, cancelled.CancelRequested));
        Assert.NotNull(cancelled.EndedAt);
        Assert.Null(await Runs.TakeAsync(Here, Ct));
        Assert.Equal(cancelled, await Runs.RequestCancelAsync(Tenant, run.Id, Ct));
        Assert.Single(await AuditRowsAsync(AuditKind.CalibrationCancelled));
    }

    [Fact]
    public async Task EndRun_WithADocument_KeepsBoth()
    {
        var runs = await CreateRunsAsync(3);
        byte[] report = new byte[100_000];
        new Random(1).NextBytes(report);
        var document = new CalibrationDocument(report, new byte[] { 1, 2, 3 }, SHA256.HashData(report), A.Time);
        await Runs.TakeAsync(Here, Ct);
        await ConflictAsync(
            ConflictKind.VersionChanged, () => Runs.EndAsync(Tenant, runs[0].Id, There, CalibrationRunState.Succeeded, "", document, Ct));
        Assert.Null(await Runs.NewestDocumentIdAsync(Tenant, Ct));
        await Runs.EndAsync(Tenant, runs[0].Id, Here, CalibrationRunState.Succeeded, "", document, Ct);
        await Runs.TakeAsync(Here, Ct);
        await Runs.EndAsync(Tenant, runs[1].Id, Here, CalibrationRunState.Failed, "It did not converge.", null, Ct);

        Same.As(document, await Runs.FindDocumentAsync(Tenant, runs[0].Id, Ct));
        Assert.Null(await Runs.FindDocumentAsync(Tenant, runs[1].Id, Ct));
        Assert.Null(await Runs.FindDocumentAsync("another tenant", runs[0].Id, Ct));
        Assert.Equal(runs[0].Id, await Runs.NewestDocumentIdAsync(Tenant, Ct));
        Assert.Null(await Runs.NewestDocumentIdAsync("another tenant", Ct));
        var failed = (await Runs.FindAsync(Tenant, runs[1].Id, Ct))!;
        Assert.Equal((CalibrationRunState.Failed, "It did not converge."), (failed.State, failed.Failure));
        await ConflictAsync(
            ConflictKind.VersionChanged, () => Runs.EndAsync(Tenant, runs[0].Id, Here, CalibrationRunState.Succeeded, "", document, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Runs.EndAsync(Tenant, runs[2].Id, Here, CalibrationRunState.Running, "", null, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Runs.EndAsync(Tenant, runs[2].Id, Here, CalibrationRunState.Failed, "", document, Ct));
        await Runs.TakeAsync(Here, Ct);
        await Runs.EndAsync(Tenant, runs[2].Id, Here, CalibrationRunState.Succeeded, "", document, Ct);
        Assert.Equal(runs[2].Id, await Runs.NewestDocumentIdAsync(Tenant, Ct));

        var ended = await AuditRowsAsync(AuditKind.CalibrationEnded);
        Assert.Equal([document.ReportSha256.ToArray(), [], document.ReportSha256.ToArray()], ended.Select(row => row.Content));
        Assert.Empty((await Audit.VerifyAsync([], null, Ct)).Breaks);
    }

    [Fact]
    public async Task FailAbandonedRuns_EndsOthersThatWereNotHeardOf()
    {
        var runs = await CreateRunsAsync(4); // One stays queued.
        await Runs.TakeAsync(There, Ct);
        await Runs.TakeAsync(Here, Ct);
        Clock.Now += TimeSpan.FromMinutes(1);
        await Runs.TakeAsync(There, Ct);
        var before = Clock.GetUtcNow().AddSeconds(-30);
        Assert.Equal(1, await Runs.FailAbandonedAsync(before, Here, Ct));
        Assert.Equal(0, await Runs.FailAbandonedAsync(before, Here, Ct));
        var failed = (await Runs.FindAsync(Tenant, runs[0].Id, Ct))!;
        Assert.Equal((CalibrationRunState.Failed, "the server that ran it stopped"), (failed.State, failed.Failure));
        var others = await Runs.ListAsync(Tenant, null, null, 3, Ct);
        Assert.Equal(
            [CalibrationRunState.Queued, CalibrationRunState.Running, CalibrationRunState.Running], others.Select(run => run.State));
        Assert.True(await Runs.AdvanceAsync(Tenant, runs[0].Id, There, 1, 1, 1, Ct));
        Assert.Single(await AuditRowsAsync(AuditKind.CalibrationEnded));
    }

    private async Task<CalibrationRun[]> CreateRunsAsync(int count)
    {
        CalibrationRun[] runs = [.. Enumerable.Range(0, count).Select(i => A.Run() with { CreatedAt = A.Time.AddSeconds(i) })];
        foreach (var run in runs)
        {
            await Runs.CreateAsync(Tenant, run, null, Ct);
        }

        return runs;
    }
}
