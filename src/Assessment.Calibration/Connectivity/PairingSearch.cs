namespace Assessment.Calibration.Connectivity;

/// <summary>A rater who should rate a candidate, because that would join two components.</summary>
/// <param name="Rater">The rater's index.</param>
/// <param name="RatersComponent">Where the rater is now.</param>
/// <param name="Candidate">The candidate's index.</param>
/// <param name="CandidatesComponent">Where the candidate is now.</param>
/// <remarks>
/// Every pairing costs one interview, so the cheapest is the one whose rater has interviewed the fewest candidates so far, of both
/// components' raters (ties: the lower index). The candidate is the other component's best known one: most raters, then the mean level
/// nearest to the middle of the scale (a candidate at an end of it links nothing in a maximum-likelihood fit), then the lower index.
/// </remarks>
public sealed record JoiningPairing(int Rater, Component RatersComponent, int Candidate, Component CandidatesComponent);

/// <summary>Chooses pairings that join components.</summary>
internal static class PairingSearch
{
    /// <summary>A star: every component is joined to the largest, which has most to offer to each.</summary>
    public static IReadOnlyList<JoiningPairing> Join(RatingTable table, IReadOnlyList<Component> components)
    {
        if (components.Count < 2)
        {
            return [];
        }

        Choice hub = Choose(table, components[0]);
        return [.. components.Skip(1).Select(component => Cheapest(components[0], hub, component, Choose(table, component)))];
    }

    public static JoiningPairing Between(RatingTable table, Component first, Component second) =>
        Cheapest(first, Choose(table, first), second, Choose(table, second));

    private static JoiningPairing Cheapest(Component first, Choice ofFirst, Component second, Choice ofSecond) =>
        (ofFirst.Load, ofFirst.Rater).CompareTo((ofSecond.Load, ofSecond.Rater)) <= 0
            ? new JoiningPairing(ofFirst.Rater, first, ofSecond.Candidate, second)
            : new JoiningPairing(ofSecond.Rater, second, ofFirst.Candidate, first);

    private static Choice Choose(RatingTable table, Component component)
    {
        var (load, rater) = component.Raters.Select(r => (Load: CandidatesOf(table, r), Rater: r)).Min();
        // Most raters first, then nearest to the middle, then the lower index: as a tuple, the smallest of negated counts.
        var best = component.Candidates.Select(c => (-RatersOf(table, c), DistanceFromMiddle(table, c), Candidate: c)).Min();
        return new Choice(rater, load, best.Candidate);
    }

    private static int CandidatesOf(RatingTable table, int rater)
    {
        int count = 0;
        int previous = -1;
        foreach (int row in table.ByRater.RowsOf(rater))
        {
            count += table.Candidates[row] == previous ? 0 : 1;
            previous = table.Candidates[row];
        }

        return count;
    }

    private static int RatersOf(RatingTable table, int candidate)
    {
        int start = table.CandidateStarts[candidate];
        int length = table.CandidateStarts[candidate + 1] - start;
        int[] raters = table.Raters.Slice(start, length).ToArray();
        Array.Sort(raters);
        int count = 0;
        for (int i = 0; i < raters.Length; i++)
        {
            count += i == 0 || raters[i] != raters[i - 1] ? 1 : 0;
        }

        return count;
    }

    private static double DistanceFromMiddle(RatingTable table, int candidate)
    {
        int start = table.CandidateStarts[candidate];
        int end = table.CandidateStarts[candidate + 1];
        long sum = 0;
        for (int row = start; row < end; row++)
        {
            sum += table.Levels[row];
        }

        return Math.Abs((sum / (double)(end - start)) - ((table.LowestLevel + table.HighestLevel) / 2.0));
    }

    private readonly record struct Choice(int Rater, int Load, int Candidate);
}
