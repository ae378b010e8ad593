namespace Assessment.Calibration.Agreement;

/// <summary>
/// The jackknife by recomputation, for statistics without sums: candidates are dealt to at most 200 groups, and each group is left out
/// in turn (Efron and Stein 1981; Shao and Tu 1995, The Jackknife and Bootstrap, section 2.3).
/// </summary>
internal static class GroupJackknife
{
    public const string Method = "jackknife over candidates (at most 200 groups), t interval";

    private const int MaximumGroups = 200;

    /// <param name="table">The ratings.</param>
    /// <param name="value">The whole table's value.</param>
    /// <param name="n">What to report as n.</param>
    /// <param name="statistic">NaN where undefined; then there is no uncertainty.</param>
    /// <param name="cancellation">Looked at before each group.</param>
    public static Estimate Of(RatingTable table, double value, long n, Func<RatingTable, double> statistic, CancellationToken cancellation)
    {
        int[] rank = Ranks(table, out int candidates);
        int groups = Math.Min(MaximumGroups, candidates);
        if (groups < 2)
        {
            return Estimate.Bare(value, n);
        }

        var leftOut = new double[groups];
        var parallel = new ParallelOptions { CancellationToken = cancellation };
        Parallel.For(0, groups, parallel, group => leftOut[group] = statistic(table.Where(row => rank[table.Candidates[row]] % groups != group)));
        double mean = leftOut.Average();
        double squares = leftOut.Sum(x => (x - mean) * (x - mean));
        return Intervals.StudentT(value, Math.Sqrt((groups - 1.0) / groups * squares), groups - 1, n);
    }

    private static int[] Ranks(RatingTable table, out int candidates)
    {
        var rank = new int[table.CandidateCount];
        candidates = 0;
        for (int c = 0; c < rank.Length; c++)
        {
            rank[c] = table.CandidateStarts[c + 1] > table.CandidateStarts[c] ? candidates++ : -1;
        }

        return rank;
    }
}
