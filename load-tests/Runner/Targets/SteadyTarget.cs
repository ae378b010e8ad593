using System.Diagnostics;
using Assessment.LoadTests.Reports;

namespace Assessment.LoadTests.Targets;

/// <summary>Whether a server that works for minutes keeps its memory.</summary>
/// <param name="minutes">From 3.</param>
/// <param name="minute">How long one is; tests have less time.</param>
internal sealed class SteadyTarget(int minutes, TimeSpan minute)
{
    private const int MaximumInFlight = 4096;
    private const int ReferenceMinute = 3;
    private const double Megabyte = 1 << 20;

    private const int LooksPerMinute = 60;

    /// <summary>Offers a constant rate, and compares the working set of the last minute with the third one's.</summary>
    /// <param name="rate">Calls a second.</param>
    public async Task<(TargetRow Row, Measurement Run)> RunAsync(LoadSession session, Process server, double rate, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = WatchAsync(server, ended.Token);
        var run = await session.OfferAsync(OpenPeak.Share(CallTargets.SteadyShare), rate, minutes * minute, MaximumInFlight, cancellation);
        await ended.CancelAsync();
        var looks = await watching;
        double third = MinuteOf(looks, ReferenceMinute - 1), last = MinuteOf(looks, minutes - 1);
        long errors = run.Summary.Shed + run.Summary.OtherFailures + run.Summary.Overruns;
        var row = TargetRow.AtMost($"working set, minute {minutes} of score at {run.Load}", "minute 3", "MB", [third], [last], 1.1);
        return (row with { Target = $"{row.Target}, 0 errors", IsMet = row.IsMet == true && errors == 0, What = errors == 0 ? row.What : $"{row.What} ({errors} errors)" }, run);
    }

    private double MinuteOf(List<(TimeSpan At, double Megabytes)> looks, int number) =>
        looks.Where(look => (int)(look.At / minute) == number).Select(look => look.Megabytes).DefaultIfEmpty(double.NaN).Average();

    private async Task<List<(TimeSpan At, double Megabytes)>> WatchAsync(Process server, CancellationToken ended)
    {
        var looks = new List<(TimeSpan, double)>();
        long begun = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(minute / LooksPerMinute);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                server.Refresh();
                looks.Add((Stopwatch.GetElapsedTime(begun), server.WorkingSet64 / Megabyte));
            }
        }
        catch (OperationCanceledException)
        {
            // All calls were made.
        }

        return looks;
    }
}
