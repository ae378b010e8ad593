namespace Assessment.Calibration.Variance;

/// <summary>How large the panels really were.</summary>
/// <param name="Raters">Harmonic mean over rated candidates of their distinct raters; NaN on an empty table.</param>
/// <param name="Criteria">Harmonic mean over rated candidates of their distinct criteria; NaN on an empty table.</param>
/// <param name="Candidates">Candidates with at least one rating.</param>
public sealed record PanelSizes(double Raters, double Criteria, long Candidates)
{
    /// <summary>Counts a table's panels, in one pass.</summary>
    public static PanelSizes Of(RatingTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        double raters = 0, criteria = 0;
        long candidates = 0;
        ReadOnlySpan<int> starts = table.CandidateStarts, raterOf = table.Raters, criterionOf = table.Criteria;
        int[] raterSeen = new int[table.RaterCount], criterionSeen = new int[table.CriterionCount];
        for (int candidate = 0; candidate < table.CandidateCount; candidate++)
        {
            int distinctRaters = 0, distinctCriteria = 0;
            for (int row = starts[candidate]; row < starts[candidate + 1]; row++)
            {
                distinctRaters += raterSeen[raterOf[row]] == candidate + 1 ? 0 : 1;
                distinctCriteria += criterionSeen[criterionOf[row]] == candidate + 1 ? 0 : 1;
                raterSeen[raterOf[row]] = criterionSeen[criterionOf[row]] = candidate + 1;
            }

            if (distinctRaters > 0)
            {
                raters += 1.0 / distinctRaters;
                criteria += 1.0 / distinctCriteria;
                candidates++;
            }
        }

        return new PanelSizes(candidates / raters, candidates / criteria, candidates);
    }
}
