using Assessment.LoadTests.Engine;
using Assessment.LoadTests.Reports;

namespace Assessment.LoadTests.Tests.Reports;

public sealed class ThresholdsTests
{
    [Fact]
    public void FindBroken_GoodRunWithinAll_FindsNone() => Assert.Empty(new Thresholds
    {
        MaximumP99Milliseconds = 12,
        MaximumP999Milliseconds = 18,
        MinimumOkPerSecond = 100,
        MaximumLatenessMilliseconds = 0.5,
    }.FindBroken("submit", Summaries.Good));

    [Fact]
    public void FindBroken_EachLimitMissedByLittle_NamesEach()
    {
        var broken = new Thresholds
        {
            MaximumP99Milliseconds = 11.9,
            MaximumP999Milliseconds = 17.9,
            MinimumOkPerSecond = 100.1,
            MaximumLatenessMilliseconds = 0.4,
        }.FindBroken("submit", Summaries.Good);

        Assert.Collection(
            broken,
            line => Assert.Equal("submit: p99 in ms is 12; at most 11.9 is allowed.", line),
            line => Assert.Contains("p99.9", line, StringComparison.Ordinal),
            line => Assert.Contains("at least 100.1", line, StringComparison.Ordinal),
            line => Assert.Contains("lateness", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2.9, 1)]
    [InlineData(3.0, 0)]
    public void FindBroken_ThreePercentShed_CountsAsFailures(double allowed, int expected) =>
        Assert.Equal(expected, new Thresholds { MaximumFailurePercent = allowed }.FindBroken("submit", Summaries.Shedding).Count);

    [Fact]
    public void FindBroken_OverrunsUnlessAllowed_AreBroken()
    {
        var overrun = Summaries.Good with { Due = 1_010, Overruns = 10 };

        Assert.Single(new Thresholds().FindBroken("submit", overrun));
        Assert.Empty(new Thresholds { MaximumOverrunPercent = 1 }.FindBroken("submit", overrun));
    }

    [Fact]
    public void FindBroken_NothingWasCalled_IsBroken()
    {
        var nothing = new Recording().Summarize(100, 0, 0, TimeSpan.FromSeconds(1));

        Assert.Single(new Thresholds().FindBroken("submit", nothing));
    }
}
