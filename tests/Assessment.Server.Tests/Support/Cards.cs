using Assessment.Scoring;
using Rating = Assessment.V1.Rating;
using Scorecard = Assessment.V1.Scorecard;

namespace Assessment.Server.Tests.Support;

/// <summary>Scorecards to send.</summary>
public static class Cards
{
    public static Rating Rated(string criterion, int level, string evidence = "Said so, with an example.") =>
        new() { Criterion = criterion, Level = level, Evidence = evidence };

    public static Rating Unseen(string criterion, V1.NotObservedReason reason = V1.NotObservedReason.OutOfTime) =>
        new() { Criterion = criterion, NotObservedReason = reason };

    public static V1.RaisedFlag Flag(string id, string evidence = "Said it twice.") => new() { RedFlag = id, Evidence = evidence };

    public static Scorecard Of(string interviewer, params Rating[] ratings) => new() { InterviewerId = interviewer, Ratings = { ratings } };

    /// <summary>Two ratings: enough where content does not matter.</summary>
    public static Scorecard Small(string interviewer, int level = 3) =>
        Of(interviewer, Rated("P1.decision", level), Rated("D1.grain", level));

    /// <summary>Every criterion of the repository's banks at one level.</summary>
    public static Scorecard Whole(string interviewer, int level) =>
        Of(interviewer, [.. Repository.Rubric.CriterionIds.Select(id => Rated(id, level))]);

    /// <summary>Random ratings and flags, valid for an interviewer who covers everything.</summary>
    public static Scorecard Random(string interviewer, Random random)
    {
        var card = Of(interviewer);
        string[] criteria = [.. Repository.Rubric.CriterionIds];
        random.Shuffle(criteria);
        foreach (string criterion in criteria.Take(random.Next(1, criteria.Length + 1)))
        {
            card.Ratings.Add(random.Next(8) == 0
                ? Unseen(criterion, (V1.NotObservedReason)random.Next(1, 6))
                : Rated(criterion, random.Next(1, 6)));
        }

        string[] flags = [.. Repository.Rubric.RedFlagIds];
        random.Shuffle(flags);
        card.RaisedFlags.Add(flags.Take(random.Next(6)).Select(id => Flag(id)));
        card.Note = $"Note {random.Next()}";
        return card;
    }

    /// <summary>The score by the library itself.</summary>
    public static ScorecardScore Score(Scorecard card, Rubric rubric, BoundProfile profile, params string[] focus)
    {
        var score = new ScorecardScore(rubric);
        Scoring.Rating[] ratings =
        [
            .. card.Ratings.Select(r => new Scoring.Rating(
                rubric.FindCriterion(r.Criterion), r.HasLevel ? r.Level : Scoring.Rating.NotObserved, r.Evidence.Length > 0)),
        ];
        int[] flags = [.. card.RaisedFlags.Select(f => rubric.FindRedFlag(f.RedFlag))];
        Assert.True(score.TryScore(profile, focus.Length == 0 ? rubric.Everything : rubric.FocusOn(focus), ratings, flags));
        return score;
    }

    /// <summary>Asserts that a message says what the library computed.</summary>
    public static void AssertSame(ScorecardScore expected, V1.ScorecardScore actual)
    {
        Assert.Equal(expected.Composite, actual.HasCompositeHundredths ? actual.CompositeHundredths : null);
        Assert.Equal(expected.EqualWeights, actual.HasEqualWeightsHundredths ? actual.EqualWeightsHundredths : null);
        Assert.Equal(expected.Coverage, actual.CoverageHundredths);
        var rubric = expected.Rubric;
        Assert.Equal(
            from c in Enumerable.Range(0, rubric.CriterionIds.Count)
            where expected.CappedValue(c) is not null
            select (rubric.CriterionIds[c], expected.RawValue(c)!.Value, expected.CappedValue(c)!.Value,
                string.Join(',', expected.CappedBy(c).Select(f => rubric.RedFlagIds[f]))),
            actual.Criteria.Select(c => (c.Criterion, c.RawHundredths, c.CappedHundredths, string.Join(',', c.CappedBy))));
        foreach (var competency in actual.Competencies)
        {
            int index = rubric.FindCompetency(competency.Competency);
            Assert.Equal(expected.CompetencyScore(index), competency.HasScoreHundredths ? competency.ScoreHundredths : null);
            Assert.Equal(expected.CompetencyCoverage(index), competency.CoverageHundredths);
        }

        foreach (var track in actual.Tracks)
        {
            Assert.Equal(expected.TrackScore((Track)track.Track), track.HasScoreHundredths ? track.ScoreHundredths : null);
            Assert.Equal(expected.TrackCoverage((Track)track.Track), track.CoverageHundredths);
        }
    }

    /// <summary>Asserts that the parts of a composite sum to it at both levels.</summary>
    public static void AssertSums(int composite, IReadOnlyList<V1.Contribution> explanation)
    {
        Assert.Equal(composite, explanation.Sum(part => part.Hundredths));
        Assert.All(explanation, part => Assert.Equal(part.Hundredths, part.Criteria.Sum(c => c.Hundredths)));
    }
}
