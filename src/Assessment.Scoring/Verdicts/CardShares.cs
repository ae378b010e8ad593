namespace Assessment.Scoring;

/// <summary>How much each card moves a candidate's composite.</summary>
public static class CardShares
{
    /// <summary>
    /// The part of the composite that rests on each card: by how much it moves, in points, when all of the card's values move by one. A
    /// criterion that n cards observed gives each 1/n of its weight, under every combination rule: exact for the mean.
    /// </summary>
    /// <param name="profile">The bound profile.</param>
    /// <param name="cards">Scored cards of the same rubric.</param>
    /// <returns>A share in [0, 1] for each card; they sum to 1 when something that weighs was observed, else all are 0.</returns>
    public static double[] Of(BoundProfile profile, IReadOnlyList<ScorecardScore> cards)
    {
        var rubric = profile.Rubric;
        var shares = new double[cards.Count];
        double weights = 0;
        for (int competency = 0; competency < rubric.CompetencyIds.Count; competency++)
        {
            var (first, end) = rubric.CriteriaOf(competency);
            var within = new double[cards.Count];
            double observed = 0;
            for (int criterion = first; criterion < end; criterion++)
            {
                int n = cards.Count(card => card.RawValue(criterion) is not null);
                int weight = n == 0 ? 0 : rubric.Criteria[criterion].Weight;
                observed += weight;
                for (int card = 0; card < cards.Count && n > 0; card++)
                {
                    within[card] += cards[card].RawValue(criterion) is null ? 0 : (double)weight / n;
                }
            }

            int p = observed > 0 ? profile.Weights[competency] : 0;
            weights += p;
            for (int card = 0; card < cards.Count && p > 0; card++)
            {
                shares[card] += p * within[card] / observed;
            }
        }

        return weights == 0 ? shares : [.. shares.Select(share => share / weights)];
    }
}
