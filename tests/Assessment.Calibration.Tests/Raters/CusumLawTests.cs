using Assessment.Calibration.Numerics;
using Assessment.Calibration.Raters;

namespace Assessment.Calibration.Tests.Raters;

public class CusumLawTests
{
    [Theory]
    [InlineData(3.0, 8)]
    [InlineData(4.0, 12)]
    [InlineData(5.0, 24)]
    public void Chance_AgainstSimulation_AgreesAndErrsOnTheSafeSide(double limit, int points)
    {
        const int runs = 200_000;
        var random = new SeededRandom(11);
        int passed = 0;
        for (int run = 0; run < runs; run++)
        {
            double upper = 0, lower = 0;
            for (int i = 0; i < points; i++)
            {
                double z = random.NextNormal();
                upper = Math.Max(0, upper + z - 0.5);
                lower = Math.Max(0, lower - z - 0.5);
                if (Math.Max(upper, lower) >= limit)
                {
                    passed++;
                    break;
                }
            }
        }

        double simulated = (double)passed / runs, error = Math.Sqrt(simulated / runs);
        Assert.InRange(new CusumLaw(0.5, points).Chance(limit, points), simulated - (4 * error), (simulated * 1.06) + (4 * error));
    }

    [Fact]
    public void LimitFor_Chance_IsItsInverse()
    {
        var law = new CusumLaw(0.5, 12);
        Assert.Equal(0.05, law.Chance(law.LimitFor(0.05, 12), 12), 1e-6);
        Assert.True(law.LimitFor(0.01, 12) > law.LimitFor(0.05, 12));
    }
}
