namespace Assessment.Calibration.Rasch;

/// <summary>How well the measures of a facet are told apart, given their standard errors.</summary>
/// <param name="Count">Elements with a finite measure; extreme ones are left out.</param>
/// <param name="StandardDeviation">Sample standard deviation (n − 1) of the measures, in logits; NaN below two elements.</param>
/// <param name="RootMeanSquareError">Root mean square standard error, in logits.</param>
/// <param name="Separation">G = √(SD² − RMSE²)/RMSE, ≥ 0: spread in units of error.</param>
/// <param name="Strata">(4G + 1)/3: levels statistically three errors apart.</param>
/// <param name="Reliability">G²/(1 + G²), in [0, 1]; for raters it is high when they differ, which is not what one hopes for.</param>
/// <param name="ChiSquare">Of 'all measures are equal': Σw·d² − (Σw·d)²/Σw, w = 1/error².</param>
/// <param name="DegreesOfFreedom">Count − 1.</param>
/// <remarks>Wright and Masters (1982), chapter 5; Linacre (1989). All NaN below two elements.</remarks>
public readonly record struct SeparationSummary(
    int Count, double StandardDeviation, double RootMeanSquareError, double Separation, double Strata, double Reliability, double ChiSquare, int DegreesOfFreedom)
{
    internal static SeparationSummary Of(IReadOnlyList<double> measures, IReadOnlyList<double> errors)
    {
        int count = 0;
        double sum = 0, errorSquares = 0, weights = 0, weighted = 0, weightedSquares = 0;
        for (int i = 0; i < measures.Count; i++)
        {
            if (!Usable(measures[i], errors[i]))
            {
                continue;
            }

            double square = errors[i] * errors[i], weight = 1 / square;
            count++;
            sum += measures[i];
            errorSquares += square;
            weights += weight;
            weighted += weight * measures[i];
            weightedSquares += weight * measures[i] * measures[i];
        }

        if (count < 2)
        {
            return new SeparationSummary(count, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, Math.Max(0, count - 1));
        }

        double mean = sum / count, squares = 0;
        for (int i = 0; i < measures.Count; i++)
        {
            squares += Usable(measures[i], errors[i]) ? (measures[i] - mean) * (measures[i] - mean) : 0;
        }

        double variance = squares / (count - 1), error = errorSquares / count;
        double separation = Math.Sqrt(Math.Max(0, variance - error) / error);
        return new SeparationSummary(
            count, Math.Sqrt(variance), Math.Sqrt(error), separation, ((4 * separation) + 1) / 3,
            separation * separation / (1 + (separation * separation)), weightedSquares - (weighted * weighted / weights), count - 1);
    }

    private static bool Usable(double measure, double error) => double.IsFinite(measure) && double.IsFinite(error) && error > 0;
}
