using Assessment.LoadTests.Engine;
using Assessment.LoadTests.Servers;

namespace Assessment.LoadTests.Reports;

/// <summary>One run of one scenario.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Load">What was offered, in words, e.g. '64 callers'.</param>
/// <param name="Summary">How it was borne.</param>
/// <param name="Usage">What it took.</param>
/// <param name="Remark">What the scenario did beside; empty when nothing.</param>
internal sealed record Measurement(string Scenario, string Load, LoadSummary Summary, Usage Usage, string Remark)
{
    /// <summary>Processor time of the server for one call, in microseconds; null when it is not known, or nothing was called.</summary>
    public double? ServerMicrosecondsPerCall =>
        Summary.Statuses.Values.Sum() is > 0 and var calls ? Usage.ServerSeconds * 1_000_000 / calls : null;
}
