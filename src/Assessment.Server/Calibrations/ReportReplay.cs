using System.Security.Cryptography;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Storage;
using Assessment.V1;

namespace Assessment.Server.Calibrations;

/// <summary>Computes a stored report again from its own inputs: the same revisions of the same cards, whatever became of them since.</summary>
internal sealed class ReportReplay(StoredReports reports, CalibrationStore runs, RatingScan scan, Limits limits) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1); // each is a report's whole computation
    private int _waiting;

    /// <summary>The comparison of a report with what its inputs give now.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="named">Which; null for the newest.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="RequestException">There is no such report.</exception>
    /// <exception cref="StorageOverloadedException">Too many replays wait.</exception>
    public async Task<ReplayCalibrationReportResponse> RunAsync(string tenant, Guid? named, CancellationToken cancellation)
    {
        var (id, stored) = await reports.FindAsync(tenant, named, cancellation);
        var run = await runs.FindAsync(tenant, id, cancellation)
            ?? throw RequestException.NotFound(ResourceNames.CalibrationRun(id));
        await WaitForTurnAsync(cancellation);
        try
        {
            byte[] replayed = await Task.Run(() => MakeAsync(tenant, run, stored, cancellation), cancellation);
            return new ReplayCalibrationReportResponse
            {
                Identical = stored.Report.Span.SequenceEqual(replayed),
                StoredSha256 = Convert.ToHexStringLower(stored.ReportSha256.Span),
                ReplayedSha256 = Convert.ToHexStringLower(SHA256.HashData(replayed)),
                Bytes = stored.Report.Length,
            };
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>Waits until no other replay is computed, unless too many wait already.</summary>
    private async Task WaitForTurnAsync(CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > limits.WaitingCalibrations)
            {
                throw new StorageOverloadedException();
            }

            await _one.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<byte[]> MakeAsync(
        string tenant, Storage.CalibrationRun run, CalibrationDocument stored, CancellationToken cancellation)
    {
        var filter = CalibrationFilter.Parser.ParseJson(run.Filter);
        var choices = CalibrationChoices.Parser.ParseJson(run.Options);
        var source = await ReportSource.ReadAgainAsync(
            scan, tenant, new ScannedInputs(stored.Inputs), CalibrationRequest.CriteriaOf(filter), cancellation);
        long position = CalibrationReport.Parser.ParseFrom(stored.Report.Span).Inputs.Position;
        return ReportMaker.Make(run.Id, filter, choices, source with { Position = position }, stored.CreatedAt, _ => { }, cancellation);
    }
}
