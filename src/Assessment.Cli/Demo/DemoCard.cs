using Assessment.V1;

namespace Assessment.Cli.Demo;

/// <summary>Writes an invented scorecard: ability less severity plus chance, rounded to levels.</summary>
internal static class DemoCard
{
    private const double Chance = 0.4;
    private const double ShareNotObserved = 0.04;

    private static readonly NotObservedReason[] Reasons =
        [NotObservedReason.NotAsked, NotObservedReason.OutOfTime, NotObservedReason.Inconclusive, NotObservedReason.OutsideExpertise];

    public static Scorecard Write(
        string interviewer,
        double severity,
        DemoCandidate candidate,
        IReadOnlyCollection<string> focus,
        IReadOnlyList<QuestionBank> banks,
        Random random)
    {
        var card = new Scorecard { InterviewerId = interviewer };
        foreach (var competency in banks.SelectMany(b => b.Competencies).Where(c => focus.Contains(c.Id)))
        {
            double seen = candidate.AbilityIn(competency.Id) - severity;
            foreach (var criterion in competency.Criteria)
            {
                card.Ratings.Add(Rate(criterion, seen + (Chance * random.NextNormal()), random));
            }

            RaiseFlag(card, competency, seen, random);
        }

        return card;
    }

    private static Rating Rate(Criterion criterion, double seen, Random random)
    {
        var rating = new Rating { Criterion = criterion.Id };
        if (random.NextDouble() < ShareNotObserved)
        {
            rating.NotObservedReason = Reasons[random.Next(Reasons.Length)];
            return rating;
        }

        rating.Level = Math.Clamp((int)Math.Round(seen), 1, 5);
        if (rating.Level is 1 or 5)
        {
            rating.Evidence = criterion.Anchors[rating.Level - 1]; // what such an answer looks like, in the bank's words
        }

        return rating;
    }

    /// <summary>A weak answer shows a red flag now and then, a good one rarely. Only flags that cap what was rated count.</summary>
    private static void RaiseFlag(Scorecard card, Competency competency, double seen, Random random)
    {
        double likely = seen < 2.2 ? 0.25 : 0.012;
        if (random.NextDouble() < likely && competency.RedFlags.Count > 0)
        {
            var flag = competency.RedFlags[random.Next(competency.RedFlags.Count)];
            if (flag.Criteria.Any(id => competency.Criteria.Any(c => c.Id == id)))
            {
                card.RaisedFlags.Add(new RaisedFlag { RedFlag = flag.Id, Evidence = flag.Sign });
            }
        }
    }
}
