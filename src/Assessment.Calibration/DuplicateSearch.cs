namespace Assessment.Calibration;

/// <summary>Finds ratings of the same candidate, rater, criterion and period.</summary>
internal static class DuplicateSearch
{
    private const int MaximumNamed = 20;
    private const int SmallGroup = 24;

    /// <param name="columns">Sorted by candidate.</param>
    /// <param name="names">To name what is found.</param>
    /// <param name="candidatesByPosition">The candidate column as it came in, to find positions of input.</param>
    public static void ThrowOnDuplicates(RatingColumns columns, RatingNames names, ReadOnlySpan<int> candidatesByPosition)
    {
        var found = new List<(int First, int Again)>();
        long count = 0;
        int[] order = [];
        for (int c = 0; c < names.Candidates.Count; c++)
        {
            int start = columns.CandidateStarts[c];
            int end = columns.CandidateStarts[c + 1];
            if (end - start > SmallGroup)
            {
                count += SearchSorted(columns, start, end, ref order, found);
            }
            else
            {
                count += SearchPairs(columns, start, end, found);
            }
        }

        if (count > 0)
        {
            throw new DuplicateRatingException(Named(columns, names, candidatesByPosition, found), count);
        }
    }

    private static long SearchPairs(RatingColumns columns, int start, int end, List<(int First, int Again)> found)
    {
        long count = 0;
        for (int row = start + 1; row < end; row++)
        {
            for (int earlier = start; earlier < row; earlier++)
            {
                if (columns.Raters[earlier] == columns.Raters[row] && Compare(columns, earlier, row) == 0)
                {
                    count++;
                    Note(found, earlier, row);
                    break;
                }
            }
        }

        return count;
    }

    private static long SearchSorted(RatingColumns columns, int start, int end, ref int[] order, List<(int First, int Again)> found)
    {
        int length = end - start;
        if (order.Length < length)
        {
            order = new int[length];
        }

        for (int i = 0; i < length; i++)
        {
            order[i] = start + i;
        }

        var rows = order.AsSpan(0, length);
        rows.Sort((a, b) => Compare(columns, a, b) is var c && c != 0 ? c : a.CompareTo(b));
        long count = 0;
        int first = rows[0];
        foreach (int row in rows[1..])
        {
            if (Compare(columns, first, row) == 0)
            {
                count++;
                Note(found, first, row);
            }
            else
            {
                first = row;
            }
        }

        return count;
    }

    private static void Note(List<(int First, int Again)> found, int first, int again)
    {
        if (found.Count < MaximumNamed)
        {
            found.Add((first, again));
        }
    }

    private static int Compare(RatingColumns columns, int a, int b)
    {
        int byRater = columns.Raters[a].CompareTo(columns.Raters[b]);
        int byCriterion = byRater != 0 ? byRater : columns.Criteria[a].CompareTo(columns.Criteria[b]);
        return byCriterion != 0 || columns.Periods.Length == 0 ? byCriterion : columns.Periods[a].CompareTo(columns.Periods[b]);
    }

    private static DuplicateRating[] Named(
        RatingColumns columns, RatingNames names, ReadOnlySpan<int> candidatesByPosition, List<(int First, int Again)> found)
    {
        // The sort was stable: repeating it tells which position of the input each row had.
        var next = columns.CandidateStarts.AsSpan(0, names.Candidates.Count).ToArray();
        var positionOfRow = new int[candidatesByPosition.Length];
        for (int position = 0; position < candidatesByPosition.Length; position++)
        {
            positionOfRow[next[candidatesByPosition[position]]++] = position;
        }

        return [.. found.Select(pair => new DuplicateRating(
            names.Candidates[columns.Candidates[pair.Again]],
            names.Raters[columns.Raters[pair.Again]],
            names.Criteria[columns.Criteria[pair.Again]],
            columns.Periods.Length == 0 || columns.Periods[pair.Again] < 0 ? null : names.Periods[columns.Periods[pair.Again]],
            positionOfRow[pair.First],
            positionOfRow[pair.Again]))];
    }
}
