namespace Assessment.Reports.Tests.Charts;

public class AxisTests
{
    [Theory]
    [InlineData(-1.3, 1.45, 6, -1.5, 1.5, 0.5)]
    [InlineData(1, 5, 4, 1, 5, 1)]
    [InlineData(0, 100, 5, 0, 100, 20)]
    [InlineData(0.02, 0.31, 6, 0, 0.35, 0.05)]
    [InlineData(-3, 4021, 4, -2_000, 6_000, 2_000)]
    public void Over_AnySpan_HoldsItInRoundSteps(double low, double high, int most, double start, double end, double step)
    {
        Axis axis = Axis.Over([low, double.NaN, high, double.PositiveInfinity], most);
        Assert.Equal((start, end, step), (Math.Round(axis.Low, 9), Math.Round(axis.High, 9), axis.Step));
        Assert.Equal(axis.High, axis.Marks().Last(), 1e-9);
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(-1e9)]
    public void Over_OneValue_HasAWidth(double value)
    {
        Axis axis = Axis.Over([value]);
        Assert.True(axis.Low < value && value < axis.High);
    }

    [Theory]
    [InlineData(0, 1, 4, 2)] // by 0.25
    [InlineData(0, 10, 4, 1)] // by 2.5
    [InlineData(0, 4, 4, 0)]
    public void Digits_OfSteps_AreEnough(double low, double high, int most, int digits) => Assert.Equal(digits, Axis.Over([low, high], most).Digits);

    [Fact]
    public void Place_ValuesOutside_LieAtTheEnds()
    {
        Axis axis = Axis.Over([0, 10]);
        Assert.Equal((100, 200, 150), (axis.Place(-5, 100, 200), axis.Place(double.PositiveInfinity, 100, 200), axis.Place(5, 100, 200)));
    }
}
