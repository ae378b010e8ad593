namespace Assessment.Calibration.Rasch;

/// <summary>Who belongs to which subset, those set aside for being extreme included where the rest can place them.</summary>
internal sealed class SubsetMembers
{
    private SubsetMembers(int subsets)
    {
        Candidates = new int[subsets][];
        Raters = new int[subsets][];
        ExtremeCandidates = new int[subsets][];
        ExtremeRaters = new int[subsets][];
    }

    /// <summary>Table indices by subset, ascending.</summary>
    public int[][] Candidates { get; }

    public int[][] Raters { get; }

    public int[][] ExtremeCandidates { get; }

    public int[][] ExtremeRaters { get; }

    public List<(int Candidate, ExtremeKind Extreme)> UnplacedCandidates { get; } = [];

    public List<(int Rater, ExtremeKind Extreme)> UnplacedRaters { get; } = [];

    public static SubsetMembers Of(RatingTable table, RatingPruning pruning)
    {
        var members = new SubsetMembers(pruning.SubsetCount);
        int[] candidateHome = HomesOfCandidates(table, pruning), raterHome = HomesOfRaters(table, pruning);
        Deal(pruning.SubsetOfCandidate, members.Candidates);
        Deal(pruning.SubsetOfRater, members.Raters);
        Deal(candidateHome, members.ExtremeCandidates);
        Deal(raterHome, members.ExtremeRaters);
        for (int c = 0; c < candidateHome.Length; c++)
        {
            if (candidateHome[c] < 0 && pruning.SubsetOfCandidate[c] < 0 && table.CandidateStarts[c + 1] > table.CandidateStarts[c])
            {
                members.UnplacedCandidates.Add((c, pruning.CandidateExtreme[c]));
            }
        }

        var rated = new bool[table.RaterCount];
        foreach (int rater in table.Raters)
        {
            rated[rater] = true;
        }

        for (int r = 0; r < raterHome.Length; r++)
        {
            if (raterHome[r] < 0 && pruning.SubsetOfRater[r] < 0 && rated[r])
            {
                members.UnplacedRaters.Add((r, pruning.RaterExtreme[r]));
            }
        }

        return members;
    }

    private static void Deal(int[] subsetOf, int[][] members)
    {
        var counts = new int[members.Length];
        foreach (int subset in subsetOf)
        {
            if (subset >= 0)
            {
                counts[subset]++;
            }
        }

        for (int s = 0; s < members.Length; s++)
        {
            members[s] = counts[s] == 0 ? [] : new int[counts[s]];
            counts[s] = 0;
        }

        for (int i = 0; i < subsetOf.Length; i++)
        {
            if (subsetOf[i] >= 0)
            {
                members[subsetOf[i]][counts[subsetOf[i]]++] = i;
            }
        }
    }

    // An element set aside may have met several subsets; it goes to the first of those that it met, and is placed by that one's ratings.
    private static int[] HomesOfCandidates(RatingTable table, RatingPruning pruning)
    {
        var home = new int[table.CandidateCount];
        Array.Fill(home, -1);
        for (int c = 0; c < home.Length; c++)
        {
            for (int row = table.CandidateStarts[c]; row < table.CandidateStarts[c + 1] && home[c] < 0 && pruning.SubsetOfCandidate[c] < 0; row++)
            {
                int rater = table.Raters[row];
                home[c] = pruning.SetAside.Contains((rater, table.Criteria[row])) ? -1 : pruning.SubsetOfRater[rater];
            }
        }

        return home;
    }

    private static int[] HomesOfRaters(RatingTable table, RatingPruning pruning)
    {
        var home = new int[table.RaterCount];
        Array.Fill(home, -1);
        if (Array.TrueForAll(pruning.RaterExtreme, kind => kind == ExtremeKind.None))
        {
            return home;
        }

        for (int c = 0; c < table.CandidateCount; c++)
        {
            for (int row = table.CandidateStarts[c]; row < table.CandidateStarts[c + 1] && pruning.SubsetOfCandidate[c] >= 0; row++)
            {
                int rater = table.Raters[row];
                if (home[rater] < 0 && pruning.SubsetOfRater[rater] < 0)
                {
                    home[rater] = pruning.SubsetOfCandidate[c];
                }
            }
        }

        return home;
    }
}
