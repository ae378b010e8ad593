namespace Assessment.Calibration.Rasch;

/// <summary>Counts what a <see cref="RaschPanel"/> is going to hold, so that its arrays can be made once.</summary>
internal static class PanelSurvey
{
    /// <summary>(Candidate, rater) pairs, ratings, and which of the table's criteria occur.</summary>
    public static (int Pairs, int Rows, bool[] Used) Of(RatingTable table, ActiveRows active, int[] candidates)
    {
        var used = new bool[table.CriterionCount];
        ReadOnlySpan<int> tableRaters = table.Raters, tableCriteria = table.Criteria, starts = table.CandidateStarts;
        var stamp = new Dictionary<int, int>();
        int pairs = 0, rows = 0;
        foreach (int c in candidates)
        {
            int length = starts[c + 1] - starts[c];
            stamp.Clear();
            int before = -1;
            bool sorted = true;
            int runs = 0;
            for (int row = starts[c]; row < starts[c] + length; row++)
            {
                int rater = tableRaters[row];
                if (!active.Takes(c, rater, tableCriteria[row]))
                {
                    continue;
                }

                rows++;
                used[tableCriteria[row]] = true;
                sorted &= rater >= before;
                runs += rater == before ? 0 : 1;
                before = rater;
            }

            pairs += sorted ? runs : DistinctRaters(table, active, c, stamp);
        }

        return (pairs, rows, used);
    }

    private static int DistinctRaters(RatingTable table, ActiveRows active, int candidate, Dictionary<int, int> seen)
    {
        for (int row = table.CandidateStarts[candidate]; row < table.CandidateStarts[candidate + 1]; row++)
        {
            if (active.Takes(candidate, table.Raters[row], table.Criteria[row]))
            {
                seen[table.Raters[row]] = row;
            }
        }

        return seen.Count;
    }
}
