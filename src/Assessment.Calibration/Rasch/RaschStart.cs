namespace Assessment.Calibration.Rasch;

/// <summary>Where Newton starts: a normal approximation in the manner of PROX (Cohen 1979; Linacre 1994 for many facets).</summary>
/// <remarks>
/// An element's mean category is, to first order, the overall mean plus its location times the variance of a category; so a location starts as
/// the deviation of its mean over that variance, whatever the scale's length. Raters are compared with the abilities of those whom they met.
/// </remarks>
internal static class RaschStart
{
    public static void Set(RaschPanel panel, StepLayout layout, RaschState state)
    {
        (double[] mean, double variance) = CategoryMoments(panel);
        double[] ability = state.Ability;
        double sum = 0, squares = 0;
        for (int n = 0; n < ability.Length; n++)
        {
            int first = panel.RowStarts[panel.PairStarts[n]], end = panel.RowStarts[panel.PairStarts[n + 1]];
            double deviation = panel.CandidateTotal[n];
            for (int row = first; row < end; row++)
            {
                deviation -= mean[panel.Criterion[row]];
            }

            ability[n] = deviation / ((end - first) * variance);
            sum += ability[n];
            squares += ability[n] * ability[n];
        }

        SetRaters(panel, state, mean, variance);
        layout.Start(panel).CopyTo(state.Free, 0);
        state.Mean = sum / ability.Length;
        double spread = (squares / ability.Length) - (state.Mean * state.Mean);
        state.LogSd = 0.5 * Math.Log(Math.Max(spread, 0.05 / variance));
    }

    private static (double[] MeanOfCriterion, double Variance) CategoryMoments(RaschPanel panel)
    {
        var mean = new double[panel.Criteria.Length];
        double within = 0;
        for (int i = 0; i < mean.Length; i++)
        {
            double count = 0, first = 0, second = 0;
            for (int k = 0; k < panel.Stride; k++)
            {
                double n = panel.CategoryCounts[(i * panel.Stride) + k];
                count += n;
                first += n * k;
                second += n * k * k;
            }

            mean[i] = first / count;
            within += second - (first * mean[i]);
        }

        // Something varies in every panel, but perhaps between criteria only.
        return (mean, Math.Max(within / panel.RowCount, 0.05));
    }

    private static void SetRaters(RaschPanel panel, RaschState state, double[] mean, double variance)
    {
        double[] leniency = state.Leniency;
        for (int n = 0; n < state.Ability.Length; n++)
        {
            for (int p = panel.PairStarts[n]; p < panel.PairStarts[n + 1]; p++)
            {
                double deviation = 0;
                for (int row = panel.RowStarts[p]; row < panel.RowStarts[p + 1]; row++)
                {
                    deviation += panel.Category[row] - mean[panel.Criterion[row]];
                }

                double ratings = panel.RowStarts[p + 1] - panel.RowStarts[p];
                leniency[panel.PairRater[p]] += ((deviation / variance) - (ratings * state.Ability[n])) / panel.RaterCount[panel.PairRater[p]];
            }
        }

        double centre = leniency.Average();
        for (int j = 0; j < leniency.Length; j++)
        {
            leniency[j] -= centre;
        }
    }
}
