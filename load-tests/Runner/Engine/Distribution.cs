using HdrHistogram;

namespace Assessment.LoadTests.Engine;

/// <summary>How long something took, over many calls; in milliseconds, to three digits. All 0 when there were none.</summary>
internal sealed record Distribution(
    long Count,
    double MeanMilliseconds,
    double P50Milliseconds,
    double P90Milliseconds,
    double P99Milliseconds,
    double P999Milliseconds,
    double MaximumMilliseconds)
{
    /// <summary>The figures of a histogram of microseconds.</summary>
    public static Distribution Of(HistogramBase microseconds) => microseconds.TotalCount == 0
        ? new(0, 0, 0, 0, 0, 0, 0)
        : new(
            microseconds.TotalCount,
            microseconds.GetMean() / 1000,
            microseconds.GetValueAtPercentile(50) / 1000.0,
            microseconds.GetValueAtPercentile(90) / 1000.0,
            microseconds.GetValueAtPercentile(99) / 1000.0,
            microseconds.GetValueAtPercentile(99.9) / 1000.0,
            microseconds.GetMaxValue() / 1000.0);
}
