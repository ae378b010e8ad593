namespace Assessment.Calibration.Impact;

/// <summary>How many of a group were considered and selected.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Selected">In [0, <paramref name="Considered"/>].</param>
/// <param name="Considered">≥ 0.</param>
public sealed record GroupOutcome(string Group, long Selected, long Considered)
{
    /// <summary>Considered and not selected.</summary>
    public long Rejected => Considered - Selected;
}

/// <summary>Outcomes by group, with those of candidates whose group is unknown apart.</summary>
public sealed record GroupOutcomes
{
    /// <param name="groups">Each group once.</param>
    /// <param name="unknownSelected">Selected candidates without a label.</param>
    /// <param name="unknownConsidered">Considered candidates without a label.</param>
    /// <param name="withoutScore">Candidates left out because they have no score.</param>
    /// <exception cref="ArgumentException">A name twice, or counts that are negative or exceed the considered.</exception>
    public GroupOutcomes(IReadOnlyList<GroupOutcome> groups, long unknownSelected = 0, long unknownConsidered = 0, long withoutScore = 0)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Select(g => g.Group).Distinct(StringComparer.Ordinal).Count() != groups.Count
            || groups.Any(g => g.Selected < 0 || g.Selected > g.Considered) || unknownSelected < 0 || unknownSelected > unknownConsidered
            || withoutScore < 0)
        {
            throw new ArgumentException("Each group once, with 0 ≤ selected ≤ considered.", nameof(groups));
        }

        Groups = groups;
        UnknownSelected = unknownSelected;
        UnknownConsidered = unknownConsidered;
        WithoutScore = withoutScore;
    }

    /// <summary>The groups as given.</summary>
    public IReadOnlyList<GroupOutcome> Groups { get; }

    /// <summary>Selected candidates without a label.</summary>
    public long UnknownSelected { get; }

    /// <summary>Considered candidates without a label.</summary>
    public long UnknownConsidered { get; }

    /// <summary>Candidates left out because they have no score.</summary>
    public long WithoutScore { get; }

    /// <summary>Selection: counts decisions by group.</summary>
    /// <param name="selected">By candidate.</param>
    /// <param name="groupOfCandidate">By candidate; −1 where unknown.</param>
    /// <param name="groupNames">By group.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static GroupOutcomes OfDecisions(
        ReadOnlySpan<bool> selected, ReadOnlySpan<int> groupOfCandidate, IReadOnlyList<string> groupNames)
    {
        ArgumentNullException.ThrowIfNull(groupNames);
        if (selected.Length != groupOfCandidate.Length)
        {
            throw new ArgumentException("One decision and one group a candidate.", nameof(selected));
        }

        var chosen = new long[groupNames.Count + 1]; // the last is unknown
        var considered = new long[groupNames.Count + 1];
        for (int candidate = 0; candidate < selected.Length; candidate++)
        {
            int group = groupOfCandidate[candidate] < 0 ? groupNames.Count : groupOfCandidate[candidate];
            considered[group]++;
            chosen[group] += selected[candidate] ? 1 : 0;
        }

        return new GroupOutcomes(
            [.. groupNames.Select((name, g) => new GroupOutcome(name, chosen[g], considered[g]))], chosen[^1], considered[^1]);
    }

    /// <summary>Scoring: counts as selected who scored above the median of all scored candidates (observed or fair scores).</summary>
    /// <param name="scores">By candidate; NaN for 'no score', who is left out and counted in <see cref="WithoutScore"/>.</param>
    /// <param name="groupOfCandidate">By candidate; −1 where unknown.</param>
    /// <param name="groupNames">By group.</param>
    /// <remarks>Source: New York City Department of Consumer and Worker Protection (2023), 6 RCNY § 5-300, 'scoring rate'.</remarks>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static GroupOutcomes OfScores(
        ReadOnlySpan<double> scores, ReadOnlySpan<int> groupOfCandidate, IReadOnlyList<string> groupNames)
    {
        if (scores.Length != groupOfCandidate.Length)
        {
            throw new ArgumentException("One score and one group a candidate.", nameof(scores));
        }

        int[] groups = groupOfCandidate.ToArray();
        double[] all = scores.ToArray();
        int[] scored = [.. Enumerable.Range(0, all.Length).Where(candidate => !double.IsNaN(all[candidate]))];
        double[] sorted = [.. scored.Select(candidate => all[candidate]).Order()];
        double median = sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        GroupOutcomes outcomes = OfDecisions(
            scored.Select(candidate => all[candidate] > median).ToArray(), scored.Select(candidate => groups[candidate]).ToArray(), groupNames);
        return new GroupOutcomes(outcomes.Groups, outcomes.UnknownSelected, outcomes.UnknownConsidered, all.Length - scored.Length);
    }
}
