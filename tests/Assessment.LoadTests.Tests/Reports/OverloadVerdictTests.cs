using Assessment.LoadTests.Reports;

namespace Assessment.LoadTests.Tests.Reports;

public sealed class OverloadVerdictTests
{
    [Fact]
    public void Judge_GoodputHoldsAndRefusalsAreFast_IsMet() =>
        Assert.All(OverloadVerdict.Judge(105, 109, Summaries.Shedding.Measured()), line => Assert.StartsWith("met: submit at 3 × peak", line, StringComparison.Ordinal));

    [Fact]
    public void Judge_GoodputBelowNineTenths_IsMissed()
    {
        var lines = OverloadVerdict.Judge(100, 116, Summaries.Shedding.Measured());

        Assert.Equal("missed: submit at 3 × peak: goodput is 0.90 of the peak, target at least 0.90.", lines[0]);
        Assert.StartsWith("met", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 11)]
    [InlineData(1, 12)]
    public void Judge_ARefusalAsSlowAsAnAnswer_IsMissed(double p50, double p99)
    {
        var slow = Summaries.Shedding with { ShedLatency = new(30, p50, p50, p99, p99, p99, p99) };

        Assert.StartsWith(OverloadVerdict.Missed, OverloadVerdict.Judge(100, 100, slow.Measured())[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_NothingShed_IsMissedAndSaysSo()
    {
        string line = OverloadVerdict.Judge(100, 100, Summaries.Good.Measured())[1];

        Assert.StartsWith(OverloadVerdict.Missed, line, StringComparison.Ordinal);
        Assert.Contains("nothing was shed", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 125, 0)]
    [InlineData(100, 126, 1)]
    [InlineData(126, 100, 1)]
    public void Judge_PeaksDiffer_SaysThatItIsUnsure(double before, double after, int expected) => Assert.Equal(
        expected,
        OverloadVerdict.Judge(before, after, Summaries.Shedding.Measured()).Count(line => line.StartsWith("unsure", StringComparison.Ordinal)));
}
