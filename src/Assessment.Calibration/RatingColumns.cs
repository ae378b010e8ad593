namespace Assessment.Calibration;

/// <summary>The names behind the indices of a table.</summary>
internal sealed record RatingNames(
    IReadOnlyList<string> Candidates,
    IReadOnlyList<string> Raters,
    IReadOnlyList<string> Criteria,
    IReadOnlyList<string> Periods,
    IReadOnlyList<string> Groups)
{
    /// <summary>A checked copy of the candidates' groups; empty when no groups are named.</summary>
    /// <param name="groupOfCandidate">A group index for each candidate, −1 where unknown; null when none is known.</param>
    /// <exception cref="ArgumentException">Its length or an index is wrong.</exception>
    public int[] GroupsOf(IReadOnlyList<int>? groupOfCandidate)
    {
        if (groupOfCandidate is not null
            && (groupOfCandidate.Count != Candidates.Count || groupOfCandidate.Any(group => group < -1 || group >= Groups.Count)))
        {
            throw new ArgumentException("One group index a candidate, each in [−1, groups).", nameof(groupOfCandidate));
        }

        return Groups.Count == 0 ? [] : groupOfCandidate?.ToArray() ?? [.. Enumerable.Repeat(-1, Candidates.Count)];
    }
}

/// <summary>The columns of a table, sorted by candidate.</summary>
internal sealed class RatingColumns
{
    private RatingColumns(int count, bool hasPeriods, int[] candidateStarts)
    {
        Candidates = new int[count];
        Raters = new int[count];
        Criteria = new int[count];
        Periods = hasPeriods ? new int[count] : [];
        Levels = new byte[count];
        CandidateStarts = candidateStarts;
    }

    public int[] Candidates { get; }

    public int[] Raters { get; }

    public int[] Criteria { get; }

    public int[] Periods { get; }

    public byte[] Levels { get; }

    public int[] CandidateStarts { get; }

    /// <summary>Stable counting sort by candidate, linear in rows and candidates.</summary>
    public static RatingColumns Sorted(
        ReadOnlySpan<int> candidates, ReadOnlySpan<int> raters, ReadOnlySpan<int> criteria,
        ReadOnlySpan<int> periods, ReadOnlySpan<byte> levels, int candidateCount)
    {
        int[] starts = StartsOf(candidates, candidateCount);
        var sorted = new RatingColumns(candidates.Length, !periods.IsEmpty, starts);
        var next = starts.AsSpan(0, candidateCount).ToArray();
        for (int i = 0; i < candidates.Length; i++)
        {
            int to = next[candidates[i]]++;
            sorted.Candidates[to] = candidates[i];
            sorted.Raters[to] = raters[i];
            sorted.Criteria[to] = criteria[i];
            sorted.Levels[to] = levels[i];
            if (!periods.IsEmpty)
            {
                sorted.Periods[to] = periods[i];
            }
        }

        return sorted;
    }

    /// <summary>The named rows, ascending.</summary>
    public RatingColumns Select(ReadOnlySpan<int> rows, int candidateCount)
    {
        var candidates = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            candidates[i] = Candidates[rows[i]];
        }

        var selected = new RatingColumns(rows.Length, Periods.Length > 0, StartsOf(candidates, candidateCount));
        for (int i = 0; i < rows.Length; i++)
        {
            int row = rows[i];
            selected.Candidates[i] = candidates[i];
            selected.Raters[i] = Raters[row];
            selected.Criteria[i] = Criteria[row];
            selected.Levels[i] = Levels[row];
            if (Periods.Length > 0)
            {
                selected.Periods[i] = Periods[row];
            }
        }

        return selected;
    }

    private static int[] StartsOf(ReadOnlySpan<int> candidates, int candidateCount)
    {
        var starts = new int[candidateCount + 1];
        foreach (int candidate in candidates)
        {
            starts[candidate + 1]++;
        }

        for (int c = 0; c < candidateCount; c++)
        {
            starts[c + 1] += starts[c];
        }

        return starts;
    }
}
