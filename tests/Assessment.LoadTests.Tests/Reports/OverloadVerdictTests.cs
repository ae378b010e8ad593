using Assessment.LoadTests.Engine;
using Assessment.LoadTests.Reports;

namespace Assessment.LoadTests.Tests.Reports;

public sealed class OverloadVerdictTests
{
    [Fact]
    public void Judge_GoodputHoldsAndRefusalsAreFast_IsMet() =>
        Assert.All(Judge(105, 109, Summaries.Shedding), line => Assert.StartsWith("met: submit at 3 × peak", line, StringComparison.Ordinal));

    [Fact]
    public void Judge_GoodputBelowNineTenths_IsMissed()
    {
        var lines = Judge(100, 116, Summaries.Shedding);

        Assert.Equal("missed: submit at 3 × peak: goodput is 0.90 of the peak, target at least 0.90; it is 0.65 of the best run's.", lines[0]);
        Assert.StartsWith("met", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 11)]
    [InlineData(1, 12)]
    public void Judge_ARefusalAsSlowAsAnAnswer_IsMissed(double p50, double p99)
    {
        var slow = Summaries.Shedding with { ShedLatency = new(30, p50, p50, p99, p99, p99, p99) };

        Assert.StartsWith(OverloadVerdict.Missed, Judge(100, 100, slow)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_NothingShed_IsMissedAndSaysSo()
    {
        string line = Judge(100, 100, Summaries.Good)[1];

        Assert.StartsWith(OverloadVerdict.Missed, line, StringComparison.Ordinal);
        Assert.Contains("nothing was shed", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 125, 0)]
    [InlineData(100, 126, 1)]
    [InlineData(126, 100, 1)]
    public void Judge_PeaksDiffer_SaysThatItIsUnsure(double before, double after, int expected) => Assert.Equal(
        expected,
        Judge(before, after, Summaries.Shedding).Count(line => line.StartsWith("unsure", StringComparison.Ordinal)));

    [Fact]
    public void NoPeak_NoAnswerInTime_IsMissed() =>
        Assert.StartsWith(OverloadVerdict.Missed, OverloadVerdict.NoPeak(Summaries.Good.Measured()), StringComparison.Ordinal);

    /// <summary>After these peaks, and a lower load of which 150 calls a second ended well.</summary>
    private static IReadOnlyList<string> Judge(double before, double after, LoadSummary highest) => OverloadVerdict.Judge(
        (Summaries.Good with { OkPerSecond = before }).Measured(),
        [(Summaries.Good with { OkPerSecond = 150 }).Measured(), highest.Measured()],
        (Summaries.Good with { OkPerSecond = after }).Measured());
}
