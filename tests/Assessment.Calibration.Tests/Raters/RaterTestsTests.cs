using Assessment.Calibration.Numerics;
using Assessment.Calibration.Raters;
using Assessment.Calibration.Tests.Planted;

namespace Assessment.Calibration.Tests.Raters;

public class RaterTestsTests
{
    [Fact]
    public void Halo_OfSquares_KeepsItsLevelWherePlainTDoesNot()
    {
        const int runs = 20_000, n = 50;
        var random = new SeededRandom(31);
        int halo = 0, plain = 0;
        for (int run = 0; run < runs; run++)
        {
            double[] terms = new double[n];
            for (int i = 0; i < n; i++)
            {
                double z = random.NextNormal();
                terms[i] = z * z;
            }

            halo += RaterTests.Halo(terms, 1).PValue <= 0.01 ? 1 : 0;
            plain += RaterTests.OneSided([.. terms.Select(t => t - 1)], upper: true).PValue <= 0.01 ? 1 : 0;
        }

        // Right to order 1/n where t is to order 1/√n: the skewness of squares costs t most of its level, and the transformation little.
        double error = Math.Abs(((double)halo / runs) - 0.01), plainError = Math.Abs(((double)plain / runs) - 0.01);
        Assert.InRange(error, 0, 0.7 * plainError);
        Assert.InRange(halo, plain, Chances.Most(runs, 0.01));
    }

    [Fact]
    public void CusumPath_WithoutChange_HasIndependentStandardNormalDeviations()
    {
        // One dispersion in common would correlate the squares.
        const int runs = 20_000;
        var random = new SeededRandom(32);
        double sum = 0, squares = 0, first = 0, second = 0, product = 0;
        for (int run = 0; run < runs; run++)
        {
            var cells = new List<RaterCell>();
            for (int i = 0; i < 12; i++)
            {
                cells.Add(new RaterCell(i, 1, 0, double.NaN, 3 + (2 * random.NextNormal()), 0, 1, i / 3));
            }

            CusumPath path = CusumBuilder.Path(cells, 0.5)!;
            Assert.Equal([1, 2, 3], path.Periods);
            double a = path.Deviations[0] * path.Deviations[0], b = path.Deviations[2] * path.Deviations[2];
            (sum, squares) = (sum + path.Deviations[2], squares + b);
            (first, second, product) = (first + a, second + b, product + (a * b));
        }

        double covariance = (product / runs) - (first / runs * (second / runs));
        Assert.Equal(0, sum / runs, 4 / Math.Sqrt(runs));
        Assert.Equal(1, squares / runs, 4 * Math.Sqrt(2.0 / runs));
        Assert.Equal(0, covariance, 4 * 2 / Math.Sqrt(runs));
    }
}
