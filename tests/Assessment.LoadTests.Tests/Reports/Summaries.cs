using Assessment.LoadTests.Engine;
using Assessment.LoadTests.Reports;

namespace Assessment.LoadTests.Tests.Reports;

/// <summary>Figures of runs that never were.</summary>
internal static class Summaries
{
    /// <summary>A thousand calls at a hundred a second, all of which ended well, the slowest after 20 ms.</summary>
    public static LoadSummary Good { get; } = new()
    {
        TargetPerSecond = 100,
        OfferedSeconds = 10,
        Due = 1_000,
        Overruns = 0,
        SentPerSecond = 100,
        OkPerSecond = 100,
        Ok = 1_000,
        Shed = 0,
        Statuses = new Dictionary<string, long> { ["OK"] = 1_000 },
        OkLatency = new(1_000, 5, 4, 8, 12, 18, 20),
        OkServiceTime = new(1_000, 4, 3, 7, 11, 17, 19),
        ShedLatency = new(0, 0, 0, 0, 0, 0, 0),
        OtherLatency = new(0, 0, 0, 0, 0, 0, 0),
        Lateness = new(1_000, 0.1, 0.1, 0.2, 0.5, 1, 2),
        RequestBytes = 1_000_000,
        ResponseBytes = 2_000_000,
    };

    /// <summary>The same with 30 calls shed, in 1 ms.</summary>
    public static LoadSummary Shedding { get; } = Good with
    {
        OkPerSecond = 97,
        Ok = 970,
        Shed = 30,
        Statuses = new Dictionary<string, long> { ["OK"] = 970, ["ResourceExhausted"] = 30 },
        ShedLatency = new(30, 1, 1, 1, 1, 1, 1),
    };

    /// <summary>A run with these figures.</summary>
    public static Measurement Measured(this LoadSummary summary) => new("submit", "3 × peak", summary, new(10, 4, 6), "");
}
