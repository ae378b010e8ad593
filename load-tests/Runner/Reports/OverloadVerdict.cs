using System.Globalization;

namespace Assessment.LoadTests.Reports;

/// <summary>Whether a server that is offered more than it can take still does what it can, and refuses the rest fast.</summary>
internal static class OverloadVerdict
{
    /// <summary>How a target that was not met begins.</summary>
    public const string Missed = "missed";

    /// <summary>The least goodput under overload, as a share of the peak.</summary>
    public const double LeastGoodput = 0.9;

    /// <summary>How much the peak may differ before and after, as a ratio, for the machine to count as quiet.</summary>
    public const double QuietRatio = 1.25;

    /// <summary>Judges the highest load of several, by the mean of both peaks.</summary>
    /// <param name="before">The peak before; some calls of it ended well.</param>
    /// <param name="offered">The loads, ascending; at least one.</param>
    /// <param name="after">The peak after.</param>
    public static IReadOnlyList<string> Judge(Measurement before, IReadOnlyList<Measurement> offered, Measurement after)
    {
        var (peakBefore, peakAfter) = (before.Summary.OkPerSecond, after.Summary.OkPerSecond);
        var highest = offered[^1];
        var summary = highest.Summary;
        double share = summary.OkPerSecond / ((peakBefore + peakAfter) / 2);
        double shareOfBest = summary.OkPerSecond / offered.Append(before).Append(after).Max(run => run.Summary.OkPerSecond);
        return
        [
            Line(highest, share >= LeastGoodput, $"goodput is {share:0.00} of the peak, target at least {LeastGoodput:0.00}; it is {shareOfBest:0.00} of the best run's"),
            summary.Shed == 0
                ? Line(highest, false, $"nothing was shed: calls waited, those accepted {summary.OkLatency.P50Milliseconds:N0} ms by the median")
                : Line(
                    highest,
                    summary.ShedLatency.P50Milliseconds < summary.OkLatency.P50Milliseconds && summary.ShedLatency.P99Milliseconds < summary.OkLatency.P99Milliseconds,
                    $"p50 and p99 of shed calls are {summary.ShedLatency.P50Milliseconds:0.0} and {summary.ShedLatency.P99Milliseconds:0.0} ms, target below {summary.OkLatency.P50Milliseconds:0.0} and {summary.OkLatency.P99Milliseconds:0.0} ms of accepted calls"),
            .. Math.Max(peakBefore, peakAfter) / Math.Min(peakBefore, peakAfter) > QuietRatio
                ? [string.Create(CultureInfo.InvariantCulture, $"unsure: {highest.Scenario}: the peak was {peakBefore:N0} a second before and {peakAfter:N0} after; on a machine that is busy with other things these figures say little.")]
                : Array.Empty<string>(),
        ];
    }

    /// <summary>What is said when the callers had no answer in time, so that there is no peak to offer multiples of.</summary>
    public static string NoPeak(Measurement peak) =>
        $"{Missed}: {peak.Scenario}: no call ended well in time; more --seconds, fewer --callers or fewer --batch-sets show a peak.";

    private static string Line(Measurement run, bool isMet, FormattableString what) =>
        $"{(isMet ? "met" : Missed)}: {run.Scenario} at {run.Load}: {what.ToString(CultureInfo.InvariantCulture)}.";
}
