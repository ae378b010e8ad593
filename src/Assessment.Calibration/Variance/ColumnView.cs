namespace Assessment.Calibration.Variance;

/// <summary>The flat arrays that the kernels read: rows sorted by candidate, an index per facet.</summary>
internal readonly ref struct ColumnView
{
    public required ReadOnlySpan<int> CandidateStarts { get; init; }

    public required ReadOnlySpan<int> Raters { get; init; }

    public required ReadOnlySpan<int> Criteria { get; init; }

    /// <summary>−1 where unknown; empty when the table has no periods.</summary>
    public required ReadOnlySpan<int> Periods { get; init; }

    public required ReadOnlySpan<byte> Levels { get; init; }

    public required int RaterCount { get; init; }

    public required int CriterionCount { get; init; }

    public required int PeriodCount { get; init; }

    public static ColumnView Of(RatingTable table) => new()
    {
        CandidateStarts = table.CandidateStarts,
        Raters = table.Raters,
        Criteria = table.Criteria,
        Periods = table.Periods,
        Levels = table.Levels,
        RaterCount = table.RaterCount,
        CriterionCount = table.CriterionCount,
        PeriodCount = table.PeriodCount,
    };

    public int Count => Levels.Length;

    /// <summary>The same rows in blocks of 64, for models without any candidate-specific term: only work space depends on it.</summary>
    public int[] Blocks()
    {
        var starts = new int[((Count + 63) / 64) + 1];
        for (int i = 1; i < starts.Length; i++)
        {
            starts[i] = (int)Math.Min(64L * i, Count);
        }

        return starts;
    }

    public int PeriodsSeen()
    {
        var seen = new bool[PeriodCount];
        foreach (int period in Periods)
        {
            if (period >= 0)
            {
                seen[period] = true;
            }
        }

        return seen.Count(s => s);
    }

    /// <summary>Variance of the known periods' indices over ratings; 1 where they do not vary.</summary>
    public double PeriodVariance()
    {
        double count = 0, sum = 0, squares = 0;
        foreach (int period in Periods)
        {
            if (period >= 0)
            {
                (count, sum, squares) = (count + 1, sum + period, squares + ((double)period * period));
            }
        }

        double variance = (squares - (sum * sum / count)) / count;
        return variance > 0 ? variance : 1;
    }

    public int CandidateCount => CandidateStarts.Length - 1;
}
