using CsCheck;

namespace Assessment.Scoring.Tests;

public class ScorecardScoreTests
{
    [Fact]
    public void TryScore_HostileCards_IsTrueExactlyWhenNothingIsViolated()
    {
        var kinds = new int[Enum.GetValues<ViolationKind>().Length + 1];
        int valid = 0;
        HostileSeries.Any.Sample(
            series =>
            {
                foreach (var card in series.Cards)
                {
                    var violations = Scorecards.Violations(series.Profile.Rubric, card.Focus, card.Ratings, card.Flags);
                    bool scored = card.Try(new ScorecardScore(series.Profile.Rubric), series.Profile);
                    Assert.True(scored == (violations.Count == 0), $"{scored}, but {string.Join(", ", violations)}: {card}");
                    Interlocked.Add(ref valid, scored ? 1 : 0);
                    foreach (var kind in violations.Select(v => v.Kind).Distinct())
                    {
                        Interlocked.Increment(ref kinds[(int)kind]);
                    }
                }
            },
            iter: 10_000);
        Assert.True(valid > 1_000, $"only {valid} valid cards");
        Assert.All(Enum.GetValues<ViolationKind>(), kind => Assert.True(kinds[(int)kind] > 100, $"{kind} only {kinds[(int)kind]} times"));
    }

    [Fact]
    public void TryScore_RoomUsedBefore_ScoresAsAFreshOne()
    {
        int scoredAfterFailure = 0, scoredAfterFlags = 0;
        HostileSeries.Any.Sample(
            series =>
            {
                var used = new ScorecardScore(series.Profile.Rubric);
                bool failed = false, flagged = false;
                foreach (var card in series.Cards)
                {
                    var fresh = new ScorecardScore(series.Profile.Rubric);
                    bool scored = card.Try(used, series.Profile);
                    Assert.Equal(card.Try(fresh, series.Profile), scored);
                    if (scored)
                    {
                        Assert.Equal(SheetText.Of(fresh, series.Profile), SheetText.Of(used, series.Profile));
                        Interlocked.Add(ref scoredAfterFailure, failed ? 1 : 0);
                        Interlocked.Add(ref scoredAfterFlags, flagged && card.Flags.Length == 0 ? 1 : 0);
                    }

                    (failed, flagged) = (!scored, card.Flags.Length > 0);
                }
            },
            iter: 5_000);
        Assert.True(scoredAfterFailure > 500 && scoredAfterFlags > 500, $"{scoredAfterFailure} after a failure, {scoredAfterFlags} after flags");
    }

    [Fact]
    public void TryScore_WarmRoom_AllocatesNothing()
    {
        var rubric = Panels.TwelveCriteria();
        var profile = Panels.Bound(rubric);
        var score = new ScorecardScore(rubric);
        var flag = rubric.FindRedFlag("F0");
        Rating[] ratings = [.. Enumerable.Range(0, 12).Select(i => new Rating((i * 5) % 12, 1 + (i % 5), HasEvidence: true))];
        long Score(int cards)
        {
            int[] flags = [flag];
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < cards; i++)
            {
                bool flagged = i % 2 == 0;
                if (!score.TryScore(profile, rubric.Everything, ratings, flagged ? flags : []) || score.Composite is null)
                {
                    throw new InvalidOperationException("The card is valid.");
                }

                score.TryScore(profile, default, ratings, flags); // a refused card costs no more
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Score(1_000);
        Assert.Equal(0, Score(10_000));
    }

    [Fact]
    public void TryScore_ProfileOfAnotherRubric_Throws()
    {
        var score = new ScorecardScore(Panels.TwelveCriteria());
        var other = Panels.Bound(Panels.TwelveCriteria());

        Assert.Throws<ArgumentException>(() => score.TryScore(other, score.Rubric.Everything, [new(0, 3)], []));
    }
}
