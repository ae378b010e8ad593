using Assessment.LoadTests.Engine;

namespace Assessment.LoadTests.Reports;

/// <summary>What a run must keep to; whatever is null is not asked for.</summary>
internal sealed record Thresholds
{
    /// <summary>99 % of calls that end well take no longer than this, from when they were due.</summary>
    public double? MaximumP99Milliseconds { get; init; }

    /// <summary>99.9 % of them.</summary>
    public double? MaximumP999Milliseconds { get; init; }

    /// <summary>Calls a second that end well at least.</summary>
    public double? MinimumOkPerSecond { get; init; }

    /// <summary>Calls that end in any way but well, shed ones too, of all that were made; 0 to 100.</summary>
    public double MaximumFailurePercent { get; init; }

    /// <summary>Calls that were due and not made, of all that were due; 0 to 100.</summary>
    public double MaximumOverrunPercent { get; init; }

    /// <summary>99 % of calls begin no later than this after they were due: whether the generator kept up.</summary>
    public double? MaximumLatenessMilliseconds { get; init; }

    /// <summary>What a run broke, in words; empty when it kept to all.</summary>
    public IReadOnlyList<string> FindBroken(string scenario, LoadSummary run)
    {
        long made = run.Statuses.Values.Sum();
        double failures = made == 0 ? 100 : 100.0 * (made - run.Ok) / made;
        return
        [
            .. Above("p99 in ms", run.OkLatency.P99Milliseconds, MaximumP99Milliseconds),
            .. Above("p99.9 in ms", run.OkLatency.P999Milliseconds, MaximumP999Milliseconds),
            .. run.OkPerSecond < MinimumOkPerSecond ? [$"{scenario}: {run.OkPerSecond:0.0} calls OK a second; at least {MinimumOkPerSecond:0.0} were asked for."] : Array.Empty<string>(),
            .. Above("per cent of failures", failures, MaximumFailurePercent),
            .. Above("per cent of overruns", 100 * (1 - run.MadeShare), MaximumOverrunPercent),
            .. Above("lateness p99 in ms", run.Lateness.P99Milliseconds, MaximumLatenessMilliseconds),
        ];

        string[] Above(string what, double value, double? limit) => value > limit ? [$"{scenario}: {what} is {value:0.##}; at most {limit:0.##} is allowed."] : [];
    }
}
