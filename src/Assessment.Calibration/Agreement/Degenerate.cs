namespace Assessment.Calibration.Agreement;

/// <summary>Why there is no agreement to speak of.</summary>
internal static class Degenerate
{
    /// <summary>(observed − chance) / (1 − chance); NaN when chance agreement is certain, but for rounding.</summary>
    public static double BeyondChance(double observed, double chance) =>
        1 - chance > 1e-12 ? (observed - chance) / (1 - chance) : double.NaN;

    /// <summary>Ok when at least one unit was rated twice; else the most telling reason.</summary>
    public static EstimateStatus ReasonFor(RatingTable table, long unitsWithPairs)
    {
        if (unitsWithPairs > 0)
        {
            return EstimateStatus.Ok;
        }

        if (table.Count == 0)
        {
            return EstimateStatus.Empty;
        }

        return table.Raters.IndexOfAnyExcept(table.Raters[0]) < 0 ? EstimateStatus.OneRater : EstimateStatus.NoPairs;
    }
}
