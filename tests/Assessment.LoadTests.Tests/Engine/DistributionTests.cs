using Assessment.LoadTests.Engine;
using Grpc.Core;

namespace Assessment.LoadTests.Tests.Engine;

public sealed class DistributionTests
{
    [Fact] // The values 1 to 10,000 ms, each once: a percentile is the value itself.
    public void Summarize_EvenlySpacedLatencies_ReadsPercentilesToThreeDigits()
    {
        var recording = new Recording();
        for (int ms = 10_000; ms >= 1; ms--)
        {
            recording.Add(new(StatusCode.OK, 0, 0), new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(ms)), TimeSpan.FromSeconds(10));
        }

        var latency = recording.Summarize(1_000, 10_000, 0, TimeSpan.FromSeconds(10)).OkLatency;

        Assert.Equal(10_000, latency.Count);
        Close(5_000.5, latency.MeanMilliseconds);
        Close(5_000, latency.P50Milliseconds);
        Close(9_000, latency.P90Milliseconds);
        Close(9_900, latency.P99Milliseconds);
        Close(9_990, latency.P999Milliseconds);
        Close(10_000, latency.MaximumMilliseconds);
    }

    [Fact]
    public void Summarize_OneSlowCallInAThousand_IsInP999AndNotInP99()
    {
        var recording = new Recording();
        for (int i = 0; i < 2_000; i++)
        {
            recording.Add(
                new(StatusCode.OK, 0, 0),
                new(TimeSpan.Zero, TimeSpan.Zero, i % 500 == 0 ? TimeSpan.FromSeconds(3) : TimeSpan.FromMilliseconds(5)),
                TimeSpan.FromSeconds(10));
        }

        var latency = recording.Summarize(null, 2_000, 0, TimeSpan.FromSeconds(10)).OkLatency;

        Close(5, latency.P99Milliseconds);
        Close(3_000, latency.P999Milliseconds);
    }

    [Fact]
    public void Summarize_ManyThreadsAdd_LosesNone()
    {
        var recording = new Recording();
        Parallel.For(0, 8, _ =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                recording.Add(new(StatusCode.OK, 1, 2), new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(1 + (i % 7))), TimeSpan.FromSeconds(10));
            }
        });

        var summary = recording.Summarize(null, 80_000, 0, TimeSpan.FromSeconds(10));

        Assert.Equal((80_000, 80_000, 80_000, 160_000), (summary.Ok, summary.OkLatency.Count, summary.RequestBytes, summary.ResponseBytes));
    }

    [Fact]
    public void Summarize_NoCalls_IsAllZero() =>
        Assert.Equal(new(0, 0, 0, 0, 0, 0, 0), new Recording().Summarize(1, 0, 0, TimeSpan.FromSeconds(1)).OkLatency);

    private static void Close(double expected, double actual) => Assert.InRange(actual, expected * 0.999, expected * 1.001);
}
