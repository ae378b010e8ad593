using System.Globalization;

namespace Assessment.LoadTests.Reports;

/// <summary>Whether a server that is offered more than it can take still does what it can, and refuses the rest fast.</summary>
internal static class OverloadVerdict
{
    /// <summary>How a target that was not met begins.</summary>
    public const string Missed = "missed";

    /// <summary>The least goodput under overload, as a share of the peak.</summary>
    public const double LeastGoodput = 0.9;

    /// <summary>Judges the highest load of several.</summary>
    /// <param name="peakPerSecond">The peak, in calls a second; above 0.</param>
    public static IReadOnlyList<string> Judge(double peakPerSecond, Measurement highest)
    {
        var summary = highest.Summary;
        double share = summary.OkPerSecond / peakPerSecond;
        return
        [
            Line(highest, share >= LeastGoodput, $"goodput is {share:0.00} of the peak, target at least {LeastGoodput:0.00}"),
            summary.Shed == 0
                ? Line(highest, false, $"nothing was shed: calls waited, those accepted {summary.OkLatency.P50Milliseconds:N0} ms by the median")
                : Line(
                    highest,
                    summary.ShedLatency.P50Milliseconds < summary.OkLatency.P50Milliseconds && summary.ShedLatency.P99Milliseconds < summary.OkLatency.P99Milliseconds,
                    $"p50 and p99 of shed calls are {summary.ShedLatency.P50Milliseconds:0.0} and {summary.ShedLatency.P99Milliseconds:0.0} ms, target below {summary.OkLatency.P50Milliseconds:0.0} and {summary.OkLatency.P99Milliseconds:0.0} ms of accepted calls"),
        ];
    }

    private static string Line(Measurement run, bool isMet, FormattableString what) =>
        $"{(isMet ? "met" : Missed)}: {run.Scenario} at {run.Load}: {what.ToString(CultureInfo.InvariantCulture)}.";
}
