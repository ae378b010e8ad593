using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Agreement;

/// <summary>F intervals of the intraclass correlations on a complete table: McGraw and Wong (1996), table 7; Shrout and Fleiss (1979).</summary>
internal static class FIntervals
{
    /// <summary>95 % intervals in the order of <see cref="IccForm"/>; their standard errors are not published, so NaN.</summary>
    public static Estimate[] Of(MeanSquares squares, int candidates, int raters, double[] values)
    {
        double n = candidates;
        double k = raters;
        var oneWay = Ends(squares.BetweenCandidates / squares.WithinCandidates, n - 1, n * (k - 1));
        var consistency = Ends(squares.BetweenCandidates / squares.Residual, n - 1, (n - 1) * (k - 1));
        var agreement = Agreement(squares, n, k, values[(int)IccForm.Agreement]);
        (double Lower, double Upper)[] ends =
        [
            Single(oneWay, k), agreement, Single(consistency, k),
            Mean(oneWay), SpearmanBrown(agreement, k), Mean(consistency),
        ];
        // A residual of exactly zero makes the F ratio infinite: the coefficient is 1, and so are both ends.
        return [.. values.Select((value, i) => double.IsNaN(value) ? Estimate.None(EstimateStatus.NoVariation, candidates)
            : !double.IsFinite(ends[i].Lower) || double.IsNaN(ends[i].Upper) ? Estimate.Bare(value, candidates, EstimateStatus.Boundary)
            : new Estimate(value, double.NaN, ends[i].Lower, Math.Min(1, ends[i].Upper), candidates, EstimateStatus.Ok))];
    }

    private static (double Lower, double Upper) Ends(double f, double numerator, double denominator) =>
        (f / Quantile(numerator, denominator), f * Quantile(denominator, numerator));

    private static (double Lower, double Upper) Single((double Lower, double Upper) f, double k) =>
        ((f.Lower - 1) / (f.Lower + k - 1), (f.Upper - 1) / (f.Upper + k - 1));

    private static (double Lower, double Upper) Mean((double Lower, double Upper) f) => (1 - (1 / f.Lower), 1 - (1 / f.Upper));

    private static (double Lower, double Upper) SpearmanBrown((double Lower, double Upper) icc, double k) =>
        (icc.Lower * k / (1 + (icc.Lower * (k - 1))), icc.Upper * k / (1 + (icc.Upper * (k - 1))));

    private static (double Lower, double Upper) Agreement(MeanSquares squares, double n, double k, double icc)
    {
        double f = squares.BetweenRaters / squares.Residual;
        double a = k * icc * f;
        double b = (n * (1 + ((k - 1) * icc))) - (k * icc);
        double freedom = (k - 1) * (n - 1) * (a + b) * (a + b) / (((n - 1) * a * a) + (b * b));
        if (!(freedom > 0))
        {
            return (double.NaN, double.NaN);
        }

        double above = Quantile(n - 1, freedom);
        double below = Quantile(freedom, n - 1);
        double rest = (k * squares.BetweenRaters) + (((k * n) - k - n) * squares.Residual);
        return (
            n * (squares.BetweenCandidates - (above * squares.Residual)) / ((above * rest) + (n * squares.BetweenCandidates)),
            n * ((below * squares.BetweenCandidates) - squares.Residual) / (rest + (n * below * squares.BetweenCandidates)));
    }

    private static double Quantile(double numerator, double denominator) => FisherSnedecor.InvCDF(numerator, denominator, 0.975);
}

/// <summary>Leaves out one candidate at a time; only the sums of the raters concerned change.</summary>
internal static class IccJackknife
{
    public static Estimate[] Of(Scorecards scorecards, IccSums sums, double[] values)
    {
        int candidates = sums.Candidates;
        var sum = new double[values.Length];
        var squares = new double[values.Length];
        for (int candidate = 0; candidate + 1 < scorecards.Starts.Length; candidate++)
        {
            if (scorecards.RatersOf(candidate) == 0)
            {
                continue;
            }

            sums.Change(scorecards, candidate, -1);
            double[] leftOut = sums.Values();
            sums.Change(scorecards, candidate, 1);
            for (int v = 0; v < values.Length; v++)
            {
                double deviation = leftOut[v] - values[v];
                sum[v] += deviation;
                squares[v] += deviation * deviation;
            }
        }

        return [.. values.Select((value, v) =>
        {
            double variance = (candidates - 1.0) / candidates * Math.Max(0, squares[v] - (sum[v] * sum[v] / candidates));
            return Intervals.StudentT(value, Math.Sqrt(variance), candidates - 1, candidates);
        })];
    }
}
