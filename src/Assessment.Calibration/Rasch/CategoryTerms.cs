namespace Assessment.Calibration.Rasch;

/// <summary>The unnormalised category probabilities of one rating.</summary>
/// <remarks>
/// P(k) ∝ exp(k·η + w_k), η = ability − severity (Linacre 1989, with difficulty and thresholds inside w). With y = e^η and
/// a_k = e^(w_k) the terms are a_k·y^k: one exponential a (candidate, rater) pair, none a rating.
/// </remarks>
internal static unsafe class CategoryTerms
{
    /// <summary>Writes terms[0 .. categories); returns their sum. The true terms are e^shift times these.</summary>
    public static double Fill(double* weights, double* logWeights, double y, double eta, int categories, bool logSpace, double* terms, out double shift)
    {
        if (logSpace)
        {
            return FillFromLogs(logWeights, eta, categories, terms, out shift);
        }

        shift = 0;
        double power = 1, sum = 1;
        terms[0] = 1;
        for (int k = 1; k < categories; k++)
        {
            power *= y;
            double term = weights[k] * power;
            terms[k] = term;
            sum += term;
        }

        return sum;
    }

    /// <summary>Expected category and its variance.</summary>
    public static void Moments(double* weights, double* logWeights, double y, double eta, int categories, bool logSpace, double* terms, out double mean, out double variance)
    {
        if (logSpace)
        {
            double sum = FillFromLogs(logWeights, eta, categories, terms, out _), first = 0, second = 0;
            for (int k = 1; k < categories; k++)
            {
                first += k * terms[k];
                second += (double)k * k * terms[k];
            }

            mean = first / sum;
            variance = Math.Max(0, (second / sum) - (mean * mean));
            return;
        }

        if (categories == 5)
        {
            MomentsOfFive(weights, y, out mean, out variance);
            return;
        }

        double power = 1, s0 = 1, s1 = 0, s2 = 0;
        for (int k = 1; k < categories; k++)
        {
            power *= y;
            double term = weights[k] * power, weighted = k * term;
            s0 += term;
            s1 += weighted;
            s2 += k * weighted;
        }

        double inverse = 1 / s0;
        mean = s1 * inverse;
        variance = Math.Max(0, (s2 * inverse) - (mean * mean));
    }

    private static void MomentsOfFive(double* weights, double y, out double mean, out double variance)
    {
        double y2 = y * y;
        double t1 = weights[1] * y, t2 = weights[2] * y2, t3 = weights[3] * (y2 * y), t4 = weights[4] * (y2 * y2);
        double odd = t1 + t3, inverse = 1 / (1 + odd + (t2 + t4));
        mean = (t1 + (2 * t2) + (3 * t3) + (4 * t4)) * inverse;
        double second = (t1 + (4 * t2) + (9 * t3) + (16 * t4)) * inverse;
        variance = Math.Max(0, second - (mean * mean));
    }

    private static double FillFromLogs(double* logWeights, double eta, int categories, double* terms, out double shift)
    {
        double largest = 0;
        for (int k = 1; k < categories; k++)
        {
            largest = Math.Max(largest, (k * eta) + logWeights[k]);
        }

        double sum = terms[0] = Math.Exp(-largest);
        for (int k = 1; k < categories; k++)
        {
            terms[k] = Math.Exp((k * eta) + logWeights[k] - largest);
            sum += terms[k];
        }

        shift = largest;
        return sum;
    }
}
