namespace Assessment.Calibration.Criteria;

/// <summary>Classical statistics of criteria: difficulty, discrimination, use of the levels. Linear in ratings.</summary>
/// <remarks>
/// Source: Lord and Novick (1968), Statistical Theories of Mental Test Scores, chapter 15; the correction for overlap is that of
/// Henrysson (1963), Psychometrika 28(2), 211–218: the rest leaves the criterion itself out.
/// </remarks>
public static class CriterionAnalysis
{
    /// <summary>The statistics of every criterion, by index; also of criteria without ratings.</summary>
    public static IReadOnlyList<CriterionStatistics> Of(RatingTable table, CriterionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= CriterionOptions.Default;
        CriterionSums[] sums = Gather(table);
        return [.. sums.Select((s, criterion) => Describe(table, criterion, s, options))];
    }

    private static CriterionSums[] Gather(RatingTable table)
    {
        var sums = new CriterionSums[table.CriterionCount];
        for (int k = 0; k < sums.Length; k++)
        {
            sums[k] = new CriterionSums(table.LevelCount);
        }

        var total = new long[table.CriterionCount];
        var count = new int[table.CriterionCount];
        var touched = new List<int>();
        for (int candidate = 0; candidate < table.CandidateCount; candidate++)
        {
            touched.Clear();
            for (int row = table.CandidateStarts[candidate]; row < table.CandidateStarts[candidate + 1]; row++)
            {
                int criterion = table.Criteria[row];
                if (count[criterion]++ == 0)
                {
                    touched.Add(criterion);
                }

                total[criterion] += table.Levels[row];
                sums[criterion].Levels[table.Levels[row] - table.LowestLevel]++;
            }

            double all = 0;
            foreach (int criterion in touched)
            {
                all += total[criterion] / (double)count[criterion];
            }

            foreach (int criterion in touched)
            {
                double own = total[criterion] / (double)count[criterion];
                sums[criterion].AddCandidate(total[criterion], count[criterion]);
                if (touched.Count > 1)
                {
                    sums[criterion].AddPair(own, (all - own) / (touched.Count - 1));
                }

                (total[criterion], count[criterion]) = (0, 0);
            }
        }

        return sums;
    }

    private static CriterionStatistics Describe(RatingTable table, int criterion, CriterionSums sums, CriterionOptions options)
    {
        long ratings = sums.Ratings;
        bool tooFew = ratings < options.MinimumRatings;
        EstimateStatus withheld = ratings == 0 ? EstimateStatus.Empty : EstimateStatus.Suppressed;
        Estimate difficulty = tooFew ? Estimate.None(withheld, ratings) : sums.Difficulty(table.LowestLevel, table.HighestLevel);
        Estimate discrimination = tooFew ? Estimate.None(withheld, sums.Pairs) : sums.Discrimination();
        double floor = sums.Levels[0] / (double)ratings;
        double ceiling = sums.Levels[^1] / (double)ratings;
        CriterionConcerns concerns = tooFew ? CriterionConcerns.TooFewRatings
            : (floor >= options.EndShare ? CriterionConcerns.Floor : 0)
            | (ceiling >= options.EndShare ? CriterionConcerns.Ceiling : 0)
            | (sums.Levels.Any(count => count == 0) ? CriterionConcerns.UnusedLevels : 0)
            | (sums.Levels.Any(count => count > 0 && count < options.MinimumPerLevel) ? CriterionConcerns.SparseLevels : 0)
            | (discrimination.Lower < options.WeakBar ? CriterionConcerns.WeakDiscrimination : 0)
            | (discrimination.Upper < 0 ? CriterionConcerns.NegativeDiscrimination : 0);
        return new CriterionStatistics(
            criterion, ratings, sums.Candidates,
            new Statistic("Difficulty", "1 - mean share of the scale", "cluster-robust over candidates, normal interval", difficulty),
            new Statistic("Item-rest correlation", "corrected for overlap, candidate means", "Fisher z interval", discrimination),
            sums.Levels, floor, ceiling, concerns);
    }
}
