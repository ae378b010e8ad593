namespace Assessment.Calibration.Raters;

/// <summary>Benjamini and Hochberg's step-up control of the false discovery rate.</summary>
/// <remarks>
/// Adjusted p-value of the i-th smallest of m: min over j ≥ i of m p(j) / j, at most 1. Source: Benjamini and Hochberg (1995),
/// Journal of the Royal Statistical Society B 57, 289–300; the adjusted form is Yekutieli and Benjamini's (1999).
/// </remarks>
public static class BenjaminiHochberg
{
    /// <summary>Adjusted p-values ('q-values'), in the order given; NaN stays NaN and does not count as a test.</summary>
    /// <param name="pValues">In [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is outside [0, 1].</exception>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var adjusted = new double[pValues.Length];
        var tests = new List<int>();
        for (int i = 0; i < pValues.Length; i++)
        {
            double p = pValues[i];
            if (p < 0 || p > 1)
            {
                throw new ArgumentOutOfRangeException(nameof(pValues), p, "In [0, 1], or NaN.");
            }

            adjusted[i] = double.NaN;
            if (!double.IsNaN(p))
            {
                tests.Add(i);
            }
        }

        double[] p0 = pValues.ToArray();
        tests.Sort((a, b) => p0[a] != p0[b] ? p0[a].CompareTo(p0[b]) : a.CompareTo(b));
        double smallest = 1;
        for (int rank = tests.Count; rank > 0; rank--)
        {
            int i = tests[rank - 1];
            smallest = Math.Min(smallest, p0[i] * tests.Count / rank);
            adjusted[i] = smallest;
        }

        return adjusted;
    }
}
