namespace Assessment.Calibration.Rasch;

/// <summary>p-values adjusted for the false-discovery rate: Benjamini and Hochberg (1995), JRSS B 57, 289–300.</summary>
internal static class BenjaminiHochberg
{
    /// <summary>adjusted[i] = min over j with p_j ≥ p_i of p_j·m/rank_j, at most 1.</summary>
    public static double[] Adjust(double[] p)
    {
        int[] order = [.. Enumerable.Range(0, p.Length).OrderByDescending(i => p[i])];
        var adjusted = new double[p.Length];
        double smallest = 1;
        for (int k = 0; k < order.Length; k++)
        {
            smallest = Math.Min(smallest, p[order[k]] * p.Length / (p.Length - k));
            adjusted[order[k]] = smallest;
        }

        return adjusted;
    }
}
