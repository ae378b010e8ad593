namespace Assessment.Calibration.Agreement;

/// <summary>The mean level over criteria of each rater on each candidate, by candidate and then by rater index.</summary>
internal sealed class Scorecards
{
    private Scorecards(int[] starts, int[] raters, double[] means, int activeRaters)
    {
        Starts = starts;
        Raters = raters;
        Means = means;
        ActiveRaters = activeRaters;
    }

    /// <summary>Candidate c owns Starts[c] .. Starts[c + 1].</summary>
    public int[] Starts { get; }

    public int[] Raters { get; }

    public double[] Means { get; }

    /// <summary>Raters with at least one rating.</summary>
    public int ActiveRaters { get; }

    public int Count => Raters.Length;

    public int RatersOf(int candidate) => Starts[candidate + 1] - Starts[candidate];

    public static Scorecards Of(RatingTable table)
    {
        var starts = new int[table.CandidateCount + 1];
        var raters = new List<int>();
        var means = new List<double>();
        var sum = new long[table.RaterCount];
        var count = new int[table.RaterCount];
        var active = new bool[table.RaterCount];
        var touched = new List<int>();
        for (int candidate = 0; candidate < table.CandidateCount; candidate++)
        {
            touched.Clear();
            for (int row = table.CandidateStarts[candidate]; row < table.CandidateStarts[candidate + 1]; row++)
            {
                int rater = table.Raters[row];
                if (count[rater]++ == 0)
                {
                    touched.Add(rater);
                }

                sum[rater] += table.Levels[row];
            }

            touched.Sort();
            foreach (int rater in touched)
            {
                raters.Add(rater);
                means.Add(sum[rater] / (double)count[rater]);
                active[rater] = true;
                (sum[rater], count[rater]) = (0, 0);
            }

            starts[candidate + 1] = raters.Count;
        }

        return new Scorecards(starts, [.. raters], [.. means], active.Count(a => a));
    }
}
