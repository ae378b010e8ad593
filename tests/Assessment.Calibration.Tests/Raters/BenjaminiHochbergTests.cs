using Assessment.Calibration.Raters;

namespace Assessment.Calibration.Tests.Raters;

public class BenjaminiHochbergTests
{
    // Benjamini and Hochberg (1995), section 4: fifteen hypotheses of the myocardial infarction trial; four are rejected at .05.
    private static readonly double[] Trial =
        [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0];

    [Fact]
    public void Adjust_PublishedExample_RejectsFour() =>
        Assert.Equal(4, BenjaminiHochberg.Adjust(Trial).Count(q => q <= 0.05));

    [Fact]
    public void Adjust_AnyOrder_IsMonotoneAndFollowsItsValue()
    {
        double[] reversed = [.. Trial.Reverse()];
        Assert.Equal(BenjaminiHochberg.Adjust(Trial).Reverse(), BenjaminiHochberg.Adjust(reversed));
        Assert.Equal(BenjaminiHochberg.Adjust(Trial).Order(), BenjaminiHochberg.Adjust(Trial));
    }

    [Fact]
    public void Adjust_Missing_DoesNotCountAsATest()
    {
        double[] q = BenjaminiHochberg.Adjust([0.01, double.NaN, 0.04]);
        Assert.Equal(0.02, q[0], 1e-12);
        Assert.True(double.IsNaN(q[1]));
        Assert.Equal(0.04, q[2], 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => BenjaminiHochberg.Adjust([1.5]));
    }
}
