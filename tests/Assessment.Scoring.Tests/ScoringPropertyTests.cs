using CsCheck;

namespace Assessment.Scoring.Tests;

/// <summary>Laws that scores keep whatever the rubric, profile and panel.</summary>
public class ScoringPropertyTests
{
    private const int Samples = 10_000;
    private static readonly CombinationRule[] Rules = Enum.GetValues<CombinationRule>();

    [Fact]
    public void Score_LevelRaised_LowersNothing()
    {
        int raised = 0;
        Gen.Select(Cases.Any, Gen.UInt, Gen.UInt, Gen.UInt).Sample(
            (given, pickCard, pickRating, pickLevel) =>
            {
                var cards = given.Cards.Index().Where(c => c.Item.Ratings.Any(r => r.Level is >= 1 and < 5)).ToArray();
                if (cards.Length == 0)
                {
                    return;
                }

                var (index, card) = cards[pickCard % cards.Length];
                var ratings = card.Ratings.Index().Where(r => r.Item.Level is >= 1 and < 5).ToArray();
                var (at, rating) = ratings[pickRating % ratings.Length];
                var higher = new CardRating(rating.Criterion, rating.Level + 1 + (int)(pickLevel % (5 - rating.Level)), HasEvidence: true);
                var after = given.WithCard(index, card with { Ratings = [.. card.Ratings[..at], higher, .. card.Ratings[(at + 1)..]] });
                Interlocked.Increment(ref raised);

                foreach (var rule in Rules)
                {
                    var profile = given.WithRule(rule).Bind();
                    var before = given.ScoreCards(profile);
                    var now = after.ScoreCards(profile);
                    AssertNoneLower(before[index], now[index]);
                    var candidate = CandidateScore.Combine(profile, before);
                    var candidateNow = CandidateScore.Combine(profile, now);
                    AssertNoneLower(candidate, candidateNow);
                    Assert.True(candidateNow.Band >= candidate.Band, $"the band fell from {candidate.Band} to {candidateNow.Band}");
                }
            },
            iter: Samples);
        Assert.True(raised > Samples / 2, $"only {raised} cases had a level to raise");
    }

    [Fact]
    public void Score_CriterionAddedAtItsCompetencysScore_LeavesThatScore()
    {
        // Levels are worth multiples of 2500, but n cards combine to 2500·m/n. So the added criterion is given m levels' worth, spread
        // over n cards, where the quotient rounds to the score: panels make it any of many values, not only a level's.
        int added = 0, betweenLevels = 0;
        Gen.Select(Cases.Any, Gen.Int[1, RubricLimits.Weight]).Sample(
            (given, weight) =>
            {
                given = given.WithRule(CombinationRule.Mean);
                var profile = given.Bind();
                var before = CandidateScore.Combine(profile, given.ScoreCards(profile));
                foreach (var (at, competency) in given.Competencies.Index())
                {
                    var covering = given.Cards.Where(c => c.Focus.Contains(competency.Id)).ToArray();
                    int n = covering.Length;
                    if (n == 0
                        || before.CompetencyScore(profile.Rubric.FindCompetency(competency.Id)) is not int score
                        || Enumerable.Range(0, (4 * n) + 1).FirstOrDefault(m => ReferenceScoring.Quotient(2500 * m, n) == score, -1) is var steps && steps < 0)
                    {
                        continue;
                    }

                    var wider = competency with { Criteria = [.. competency.Criteria, new("added", weight)] };
                    var cards = given.Cards.Select(card =>
                    {
                        int turn = Array.IndexOf(covering, card);
                        int level = 1 + (steps / n) + (turn < steps % n ? 1 : 0);
                        return turn < 0 ? card : card with { Ratings = [.. card.Ratings, new("added", level, true)] };
                    });
                    var after = given with
                    {
                        Competencies = [.. given.Competencies[..at], wider, .. given.Competencies[(at + 1)..]],
                        Cards = [.. cards],
                    };
                    var widerProfile = after.Bind();
                    var scored = CandidateScore.Combine(widerProfile, after.ScoreCards(widerProfile));
                    int same = widerProfile.Rubric.FindCompetency(competency.Id);

                    Assert.Equal(score, scored.CriterionValues[widerProfile.Rubric.FindCriterion("added")]);
                    Assert.Equal(score, scored.CompetencyScore(same));
                    Assert.Equal(before.Composite, scored.Composite);
                    Interlocked.Increment(ref added);
                    Interlocked.Add(ref betweenLevels, score % Scale.PerLevel == 0 ? 0 : 1);
                }
            },
            iter: Samples);
        Assert.True(added >= 1_000 && betweenLevels >= 500, $"{added} added, {betweenLevels} of them between levels");
    }

    [Fact]
    public void Score_EverythingReordered_IsTheSame()
    {
        Gen.Select(Cases.Any, Gen.UInt).Sample(
            (given, seed) =>
            {
                var draw = new Draw(new PCG(1, seed));
                var profile = given.Bind();
                var cards = Array.ConvertAll(given.Cards, card => card with
                {
                    Focus = draw.Shuffle(card.Focus),
                    Ratings = draw.Shuffle(card.Ratings),
                    Flags = draw.Shuffle(card.Flags),
                });
                var scores = given.ScoreCards(profile);
                var shuffledScores = (given with { Cards = cards }).ScoreCards(profile);
                for (int i = 0; i < scores.Length; i++)
                {
                    Assert.Equal(SheetText.Of(scores[i], profile), SheetText.Of(shuffledScores[i], profile));
                }

                Assert.Equal(
                    SheetText.Of(CandidateScore.Combine(profile, scores), profile),
                    SheetText.Of(CandidateScore.Combine(profile, draw.Shuffle(shuffledScores)), profile));
            },
            iter: Samples);
    }

    [Fact]
    public void Explanation_AnySheet_SumsExactly()
    {
        Cases.Any.Sample(
            given =>
            {
                var profile = given.Bind();
                var cards = given.ScoreCards(profile);
                foreach (ScoreSheet sheet in cards.Append<ScoreSheet>(CandidateScore.Combine(profile, cards)))
                {
                    var explanation = Explanation.Of(sheet, profile);
                    Assert.Equal(sheet.Composite ?? 0, explanation.Sum(c => c.Hundredths));
                    Assert.All(explanation, c => Assert.Equal(c.Hundredths, c.Criteria.Sum(x => x.Hundredths)));
                    Assert.All(explanation, c => Assert.True(c.Hundredths >= 0 && c.Criteria.All(x => x.Hundredths >= 0)));
                }
            },
            iter: Samples);
    }

    private static void AssertNoneLower(ScoreSheet before, ScoreSheet after)
    {
        for (int i = 0; i < before.CriterionValues.Length; i++)
        {
            Assert.True(after.CriterionValues[i] >= before.CriterionValues[i], $"criterion {i} fell");
        }

        for (int i = 0; i < before.Rubric.CompetencyIds.Count; i++)
        {
            AssertNotLower(before.CompetencyScore(i), after.CompetencyScore(i), $"competency {i}");
        }

        foreach (var track in Enum.GetValues<Track>())
        {
            AssertNotLower(before.TrackScore(track), after.TrackScore(track), $"{track}");
        }

        AssertNotLower(before.Composite, after.Composite, "composite");
        AssertNotLower(before.EqualWeights, after.EqualWeights, "equal weights");
        Assert.Equal(before.Coverage, after.Coverage);
    }

    private static void AssertNotLower(int? before, int? after, string what)
    {
        Assert.True(before.HasValue == after.HasValue, $"{what} came or went");
        Assert.True(!(after < before), $"{what} fell from {before} to {after}");
    }
}
