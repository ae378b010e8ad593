namespace Assessment.Calibration.Rasch;

/// <summary>Where Newton starts: PROX, the normal approximation (Cohen 1979; Linacre 1994 for many facets).</summary>
/// <remarks>
/// A logit of an element's total is spread too little by the variation of the others; PROX multiplies it by √(1 + V/2.89), V the variance of
/// the others' measures. Raters are then compared with the mean ability of the candidates they met.
/// </remarks>
internal static class RaschStart
{
    private const double LogisticVariance = 2.89;

    public static void Set(RaschPanel panel, StepLayout layout, RaschState state)
    {
        double[] ability = state.Ability;
        double sum = 0, squares = 0;
        for (int n = 0; n < ability.Length; n++)
        {
            long maximum = 0;
            for (int row = panel.RowStarts[panel.PairStarts[n]]; row < panel.RowStarts[panel.PairStarts[n + 1]]; row++)
            {
                maximum += panel.CategoryCount[panel.Criterion[row]] - 1;
            }

            ability[n] = Logit(panel.CandidateTotal[n], maximum);
            sum += ability[n];
            squares += ability[n] * ability[n];
        }

        double mean = sum / ability.Length, variance = Math.Max(0, (squares / ability.Length) - (mean * mean));
        SetRaters(panel, state, mean, Math.Sqrt(1 + (variance / LogisticVariance)));
        layout.Start(panel).CopyTo(state.Free, 0);
        state.Mean = mean;
        state.LogSd = 0.5 * Math.Log(Math.Max(variance, 0.25));
    }

    private static void SetRaters(RaschPanel panel, RaschState state, double mean, double expansion)
    {
        double[] leniency = state.Leniency;
        var met = new double[leniency.Length];
        for (int n = 0; n < state.Ability.Length; n++)
        {
            for (int p = panel.PairStarts[n]; p < panel.PairStarts[n + 1]; p++)
            {
                met[panel.PairRater[p]] += (panel.RowStarts[p + 1] - panel.RowStarts[p]) * (state.Ability[n] - mean);
            }
        }

        double centre = 0;
        for (int j = 0; j < leniency.Length; j++)
        {
            leniency[j] = (expansion * Logit(panel.RaterTotal[j], panel.RaterMaximum[j])) - (met[j] / panel.RaterCount[j]);
            centre += leniency[j] / leniency.Length;
        }

        for (int j = 0; j < leniency.Length; j++)
        {
            leniency[j] -= centre;
        }
    }

    private static double Logit(long total, long maximum) => Math.Log((total + 0.5) / (maximum - total + 0.5));
}
