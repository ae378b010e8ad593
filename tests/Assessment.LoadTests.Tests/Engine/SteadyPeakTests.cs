using Assessment.LoadTests.Tests.Reports;

namespace Assessment.LoadTests.Tests.Engine;

public sealed class SteadyPeakTests
{
    [Theory]
    [InlineData(100, 2, new double[] { 100, 100 })]
    [InlineData(110, 2, new double[] { 100, 110 })]
    [InlineData(100, 2, new double[] { 100, 40 })] // Somebody else took the machine.
    [InlineData(206, 4, new double[] { 17, 101, 200, 206 })]
    [InlineData(0, 2, new double[] { 0, 0 })]
    [InlineData(64, 6, new double[] { 2, 4, 8, 16, 32, 64, 128 })] // It rises still; there is an end to patience.
    public async Task FindAsync_RunsGetFaster_EndsWhenTheyNoLongerDo(double expected, int runs, double[] okPerSecond)
    {
        int run = 0;
        var peak = await SteadyPeak.FindAsync(() => Task.FromResult((Summaries.Good with { OkPerSecond = okPerSecond[run++] }).Measured()));

        Assert.Equal(expected, peak.Summary.OkPerSecond);
        Assert.Equal(runs, run);
    }
}
