namespace Assessment.Scoring.Tests;

public class ScaleTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2_500)]
    [InlineData(3, 5_000)]
    [InlineData(4, 7_500)]
    [InlineData(5, 10_000)]
    public void ValueOf_Level_IsTwentyFivePointsALevel(int level, int value) => Assert.Equal(value, Scale.ValueOf(level));

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(int.MinValue)]
    public void ValueOf_OutOfRange_Throws(int level) => Assert.Throws<ArgumentOutOfRangeException>(() => Scale.ValueOf(level));

    [Theory]
    [InlineData(1, 2, 0)] // 0.5: the tie goes down to 0
    [InlineData(3, 2, 2)] // 1.5: up to 2
    [InlineData(5, 2, 2)] // 2.5: down to 2
    [InlineData(7, 2, 4)] // 3.5: up to 4
    [InlineData(4, 3, 1)] // 1.33
    [InlineData(5, 3, 2)] // 1.67
    [InlineData(0, 7, 0)]
    [InlineData(640_000_000, 64_000, 10_000)] // the largest there is
    [InlineData(31_999, 64_000, 0)] // just below a half
    [InlineData(32_000, 64_000, 0)] // the tie goes down
    [InlineData(32_001, 64_000, 1)]
    [InlineData(96_000, 64_000, 2)] // 1.5: up
    public void Quotient_HalfAndBeside_RoundsHalfToEven(uint numerator, uint denominator, int quotient) =>
        Assert.Equal(quotient, Scale.Quotient(numerator, denominator));

    [Fact]
    public void Quotient_EverySmallFraction_EqualsDecimals()
    {
        for (uint denominator = 1; denominator <= 200; denominator++)
        {
            for (uint numerator = 0; numerator <= 3 * denominator; numerator++)
            {
                Assert.Equal(ReferenceScoring.Quotient(numerator, denominator), Scale.Quotient(numerator, denominator));
            }
        }
    }
}
