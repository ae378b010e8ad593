namespace Assessment.Calibration.Connectivity;

/// <summary>Two raters with candidates in common.</summary>
/// <param name="First">The lower rater index.</param>
/// <param name="Second">The higher one.</param>
/// <param name="SharedCandidates">Candidates whom both rated, on any criterion; ≥ 1.</param>
public readonly record struct RaterPair(int First, int Second, int SharedCandidates);

/// <summary>Counts the candidates that raters share.</summary>
internal static class PairSearch
{
    public static int SharedCandidates(RatingTable table, int first, int second)
    {
        ReadOnlySpan<int> a = table.ByRater.RowsOf(first);
        ReadOnlySpan<int> b = table.ByRater.RowsOf(second);
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < a.Length && j < b.Length)
        {
            int ofA = table.Candidates[a[i]];
            int ofB = table.Candidates[b[j]];
            shared += ofA == ofB ? 1 : 0;
            int low = Math.Min(ofA, ofB);
            while (i < a.Length && table.Candidates[a[i]] == low)
            {
                i++;
            }

            while (j < b.Length && table.Candidates[b[j]] == low)
            {
                j++;
            }
        }

        return shared;
    }

    public static IEnumerable<RaterPair> All(RatingTable table)
    {
        var shared = new int[table.RaterCount];
        var lastCandidate = new int[table.RaterCount]; // so that several criteria of one candidate count once
        var touched = new List<int>();
        for (int first = 0; first < table.RaterCount; first++)
        {
            lastCandidate.AsSpan().Fill(-1);
            Count(table, first, shared, lastCandidate, touched);
            touched.Sort();
            foreach (int second in touched)
            {
                yield return new RaterPair(first, second, shared[second]);
                shared[second] = 0;
            }

            touched.Clear();
        }
    }

    private static void Count(RatingTable table, int first, int[] shared, int[] lastCandidate, List<int> touched)
    {
        int previous = -1;
        foreach (int row in table.ByRater.RowsOf(first))
        {
            int candidate = table.Candidates[row];
            if (candidate == previous)
            {
                continue;
            }

            previous = candidate;
            for (int other = table.CandidateStarts[candidate]; other < table.CandidateStarts[candidate + 1]; other++)
            {
                int second = table.Raters[other];
                if (second > first && lastCandidate[second] != candidate)
                {
                    lastCandidate[second] = candidate;
                    if (shared[second]++ == 0)
                    {
                        touched.Add(second);
                    }
                }
            }
        }
    }
}
