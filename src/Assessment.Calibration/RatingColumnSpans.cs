namespace Assessment.Calibration;

/// <summary>Ratings in parallel columns of one length, in any order.</summary>
/// <param name="candidates">Who was rated, in [0, candidates).</param>
/// <param name="raters">Who rated, in [0, raters).</param>
/// <param name="criteria">On what, in [0, criteria).</param>
/// <param name="periods">When, in [0, periods) or −1 where unknown; empty when no periods are named.</param>
/// <param name="levels">With which level, within the scale.</param>
public readonly ref struct RatingColumnSpans(
    ReadOnlySpan<int> candidates, ReadOnlySpan<int> raters, ReadOnlySpan<int> criteria, ReadOnlySpan<int> periods, ReadOnlySpan<byte> levels)
{
    private const int MaximumProblems = 1_000;

    /// <summary>Who was rated.</summary>
    public ReadOnlySpan<int> Candidates { get; } = candidates;

    /// <summary>Who rated.</summary>
    public ReadOnlySpan<int> Raters { get; } = raters;

    /// <summary>On what.</summary>
    public ReadOnlySpan<int> Criteria { get; } = criteria;

    /// <summary>When.</summary>
    public ReadOnlySpan<int> Periods { get; } = periods;

    /// <summary>With which level.</summary>
    public ReadOnlySpan<byte> Levels { get; } = levels;

    /// <summary>Checks lengths, indices and levels.</summary>
    internal void Validate(RatingNames names, int lowestLevel, int highestLevel)
    {
        int count = Levels.Length;
        if (Candidates.Length != count || Raters.Length != count || Criteria.Length != count
            || Periods.Length != (names.Periods.Count == 0 ? 0 : count))
        {
            throw new ArgumentException("The columns differ in length, or there are periods without names.");
        }

        RequireInRange(Candidates, 0, names.Candidates.Count, "candidate");
        RequireInRange(Raters, 0, names.Raters.Count, "rater");
        RequireInRange(Criteria, 0, names.Criteria.Count, "criterion");
        RequireInRange(Periods, -1, names.Periods.Count, "period");
        if (Levels.ContainsAnyExceptInRange((byte)lowestLevel, (byte)highestLevel))
        {
            throw Problems(lowestLevel, highestLevel);
        }
    }

    private static void RequireInRange(ReadOnlySpan<int> indices, int lowest, int count, string what)
    {
        int at = count > 0 ? indices.IndexOfAnyExceptInRange(lowest, count - 1) : indices.Length - 1; // Without names nothing is in range.
        if (at >= 0)
        {
            throw new ArgumentOutOfRangeException(what, indices[at], $"The {what} at position {at} is out of range.");
        }
    }

    private InvalidRatingsException Problems(int lowestLevel, int highestLevel)
    {
        var problems = new List<RatingProblem>();
        long count = 0;
        for (int i = 0; i < Levels.Length; i++)
        {
            if (Levels[i] >= lowestLevel && Levels[i] <= highestLevel)
            {
                continue;
            }

            count++;
            if (problems.Count < MaximumProblems)
            {
                problems.Add(new RatingProblem(i, $"level {Levels[i]} is outside [{lowestLevel}, {highestLevel}]"));
            }
        }

        return new InvalidRatingsException(problems, count);
    }
}
