using Assessment.Calibration.Numerics;
using Assessment.Calibration.Rasch;

namespace Assessment.Calibration.Tests.Rasch;

public class SparseShrinkageTests
{
    [Fact]
    public void Of_FewLargeAmongMany_RecoversShareAndSpread()
    {
        (double[] values, double[] errors, double[] truth) = Draw(20_000, 0.05, 1, 0.3, 7);
        SparseShrinkage shrinkage = SparseShrinkage.Of(values, errors)!;

        // The share of the large is known to about its binomial error where the groups lie apart, here a few times that.
        Assert.InRange(shrinkage.Share, 0.04, 0.06);
        Assert.InRange(shrinkage.Slab, 0.8, 1.2);
        double raw = 0, shrunken = 0;
        for (int i = 0; i < values.Length; i++)
        {
            raw += (values[i] - truth[i]) * (values[i] - truth[i]);
            shrunken += Math.Pow(shrinkage.Apply(values[i], errors[i], 1).Value.Value - truth[i], 2);
        }

        Assert.True(shrunken < raw / 3);
    }

    [Fact]
    public void Apply_OneLargeAmongThousands_KeepsMostOfIt()
    {
        (double[] values, double[] errors, _) = Draw(5_000, 0, 0, 0.2, 8);
        values[17] = 2;
        (Estimate value, double falseSign) = SparseShrinkage.Of(values, errors)!.Apply(2, 0.2, 1);
        Assert.InRange(value.Value, 1.5, 2);
        Assert.InRange(falseSign, 0, 0.01);
        Assert.True(Shrinkage.Of(values, errors, 0)!.Apply(2, 0.2, 1).Value < 0.5);
    }

    [Fact]
    public void Apply_FalseSignRates_AreHonest()
    {
        // Of the values whose rate lies in a band, about that share is null or has the other sign.
        (double[] values, double[] errors, double[] truth) = Draw(50_000, 0.2, 1, 0.4, 9);
        SparseShrinkage shrinkage = SparseShrinkage.Of(values, errors)!;
        var rates = values.Select((v, i) => (Rate: shrinkage.Apply(v, errors[i], 1).FalseSignRate, Wrong: truth[i] * v <= 0)).ToArray();
        foreach (double from in (double[])[0, 0.1, 0.3, 0.6])
        {
            var band = rates.Where(r => r.Rate >= from && r.Rate < from + 0.1).ToArray();
            Assert.True(band.Length > 100);
            double expected = band.Average(r => r.Rate);
            Assert.Equal(expected, band.Average(r => r.Wrong ? 1.0 : 0), 0.02 + (4 * Math.Sqrt(expected * (1 - expected) / band.Length)));
        }
    }

    [Fact]
    public void Apply_ValuesCloserThanChance_ShrinksToNil()
    {
        SparseShrinkage shrinkage = SparseShrinkage.Of([0.1, -0.1, 0.05, 0], [1, 1, 1, 1])!;
        (Estimate value, double falseSign) = shrinkage.Apply(0.1, 1, 3);
        Assert.Equal(0, shrinkage.Variance, 1e-3);
        Assert.Equal(0, value.Value, 1e-3);
        Assert.True(falseSign > 0.4);
    }

    [Fact]
    public void Of_FewerThanTwoValues_IsNull()
    {
        Assert.Null(SparseShrinkage.Of([1, double.NaN], [1, double.NaN]));
        Assert.Null(SparseShrinkage.Of([], []));
    }

    private static (double[] Values, double[] Errors, double[] Truth) Draw(int count, double share, double spread, double error, ulong seed)
    {
        var random = new SeededRandom(seed);
        double[] values = new double[count], errors = new double[count], truth = new double[count];
        for (int i = 0; i < count; i++)
        {
            truth[i] = random.NextDouble() < share ? spread * random.NextNormal() : 0;
            errors[i] = error * (0.75 + (0.5 * random.NextDouble()));
            values[i] = truth[i] + (errors[i] * random.NextNormal());
        }

        return (values, errors, truth);
    }
}
