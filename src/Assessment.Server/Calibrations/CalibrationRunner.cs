using System.Security.Cryptography;
using Assessment.Server.Telemetry;
using Assessment.Storage;
using Assessment.V1;
using CalibrationRun = Assessment.Storage.CalibrationRun;

namespace Assessment.Server.Calibrations;

/// <summary>Takes queued runs, one after another, computes them beside the calls, and stores their reports.</summary>
/// <remarks>
/// A run's state is in the database alone, so any server can be asked for it, and a lost client loses nothing. A server that stops or
/// dies leaves its run failed: at once on SQLite, which one process owns; elsewhere when its heartbeat is a minute old.
/// </remarks>
internal sealed partial class CalibrationRunner(
    CalibrationStore runs, RatingScan scan, Database database, TimeProvider clock, ILogger<CalibrationRunner> log) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2); // how late a run of another server's client is seen
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Guid _owner = Guid.NewGuid();
    private readonly SemaphoreSlim _queued = new(0);

    /// <summary>Tells that a run was queued here.</summary>
    public void Wake() => _queued.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // The host waits for what runs before the first wait.
        bool first = true, idle = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (idle)
                {
                    await _queued.WaitAsync(Idle, stoppingToken);
                }

                idle = true;
                var silent = first && database is SqliteDatabase ? TimeSpan.Zero : Silence;
                await runs.FailAbandonedAsync(clock.GetUtcNow() - silent, _owner, stoppingToken);
                first = false;
                if (await runs.TakeAsync(_owner, stoppingToken) is var (tenant, run))
                {
                    await RunAsync(tenant, run, stoppingToken);
                    idle = false;
                }
            }
            catch (Exception exception) when (exception is StorageUnavailableException or StorageOverloadedException)
            {
                // The run keeps its state, and is taken, or failed, once the database answers again.
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task RunAsync(string tenant, CalibrationRun run, CancellationToken stopping)
    {
        using var spans = new CalibrationSpans(run.Id);
        var progress = new CalibrationProgress(spans.Began);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var computing = Task.Run(() => ComputeAsync(tenant, run, progress, ended.Token), CancellationToken.None);
        bool cancelled = await BeatAsync(tenant, run.Id, computing, progress, ended);
        var (state, failure, document) = await OutcomeAsync(computing, run.Id, cancelled, stopping);
        await EndAsync(() => runs.EndAsync(tenant, run.Id, _owner, state, failure, document, CancellationToken.None), stopping);
        spans.Ended(state);
    }

    /// <summary>Stores a run's end as soon as the database takes it. A run that another server has failed meanwhile stays as it is.</summary>
    private async Task EndAsync(Func<Task> end, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await end();
                return;
            }
            catch (ConflictException)
            {
                return;
            }
            catch (Exception exception) when (
                exception is StorageUnavailableException or StorageOverloadedException && !stopping.IsCancellationRequested)
            {
                await Task.Delay(Idle, clock, CancellationToken.None);
            }
        }
    }

    /// <summary>Stores progress until the computation has ended, and ends it when someone asks for that.</summary>
    private async Task<bool> BeatAsync(
        string tenant, Guid id, Task computing, CalibrationProgress progress, CancellationTokenSource ended)
    {
        while (await Task.WhenAny(computing, Task.Delay(Beat, clock, CancellationToken.None)) != computing)
        {
            var (phase, done, total) = progress.Now;
            try
            {
                if (await runs.AdvanceAsync(tenant, id, _owner, (int)phase, done, total, CancellationToken.None))
                {
                    await ended.CancelAsync();
                    return true;
                }
            }
            catch (Exception exception) when (exception is StorageUnavailableException or StorageOverloadedException)
            {
                // The next beat tries again.
            }
        }

        return false;
    }

    private async Task<(CalibrationRunState State, string Failure, CalibrationDocument? Document)> OutcomeAsync(
        Task<CalibrationDocument?> computing, Guid id, bool cancelled, CancellationToken stopping)
    {
        try
        {
            return await computing is { } document
                ? (CalibrationRunState.Succeeded, "", document)
                : (CalibrationRunState.Failed, "No submitted scorecard fits the filter.", null);
        }
        catch (OperationCanceledException) when (cancelled)
        {
            return (CalibrationRunState.Cancelled, "", null);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return (CalibrationRunState.Failed, "The server that ran it was stopped.", null);
        }
        catch (StorageUnavailableException)
        {
            return (CalibrationRunState.Failed, "The database could not be read.", null);
        }
#pragma warning disable CA1031 // Whatever it is, the run ends and says so; the server goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogDefect(log, id, exception);
            return (CalibrationRunState.Failed, "A defect of the server; its log has the details.", null);
        }
    }

    private async Task<CalibrationDocument?> ComputeAsync(
        string tenant, CalibrationRun run, CalibrationProgress progress, CancellationToken cancellation)
    {
        var filter = CalibrationFilter.Parser.ParseJson(run.Filter);
        var choices = CalibrationChoices.Parser.ParseJson(run.Options);
        var source = await ReportSource.ReadAsync(scan, tenant, CalibrationRequest.FilterOf(filter), progress.Read, cancellation);
        if (source.Table.Count == 0)
        {
            return null;
        }

        var createdAt = clock.GetMicroseconds();
        byte[] report = ReportMaker.Make(run.Id, filter, choices, source, createdAt, progress.Began, cancellation);
        progress.Storing();
        return new CalibrationDocument(report, source.Inputs.Bytes, SHA256.HashData(report), createdAt);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Calibration run {Id} failed.")]
    private static partial void LogDefect(ILogger logger, Guid id, Exception exception);
}
