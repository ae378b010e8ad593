namespace Assessment.Calibration.Rasch;

/// <summary>Newton's method for a decreasing score, kept inside the bracket that the score's signs leave; halves it where Newton would leave.</summary>
internal static class Bracket
{
    /// <param name="point">Where the score was taken.</param>
    /// <param name="score">Its value there; its root lies above when positive.</param>
    /// <param name="information">Minus its slope there, ≥ 0.</param>
    /// <param name="low">Lower end of the bracket; tightened.</param>
    /// <param name="high">Upper end of the bracket; tightened.</param>
    /// <returns>The next point.</returns>
    public static double Newton(double point, double score, double information, ref double low, ref double high)
    {
        if (score > 0)
        {
            low = Math.Max(low, point);
        }
        else
        {
            high = Math.Min(high, point);
        }

        double next = point + (score / information);
        return next >= low && next <= high ? next : 0.5 * (low + high);
    }
}
