using CsCheck;

namespace Assessment.QuestionBanks.Tests;

public class MinimumCoverTests
{
    private static readonly Gen<(int Criteria, CoverQuestion[] Questions)> SmallBanks =
        from criteria in Gen.Int[1, 7]
        from sets in Gen.Select(Gen.Int[1, 12], Gen.ULong[1, (1UL << criteria) - 1], (minutes, set) => new CoverQuestion(minutes, set)).Array[0, 10]
        from alone in Gen.Int[1, 30].Array[criteria]
        select (criteria, (CoverQuestion[])[.. sets, .. alone.Select((minutes, c) => new CoverQuestion(minutes, 1UL << c))]);

    [Fact]
    public void Of_SmallBank_IsWhatTryingEverySetFinds() => SmallBanks.Sample(
        bank => Assert.Equal(new CoverResult(BruteForce(bank.Criteria, bank.Questions), IsExact: true), MinimumCover.Of(bank.Criteria, bank.Questions)),
        iter: 400);

    [Theory]
    [InlineData(24, 150, 4)]
    [InlineData(24, 150, 24)]
    [InlineData(24, 60, 3)]
    public void Of_LargeBank_IsExactWithinASecond(int criteria, int questions, int elicited)
    {
        var random = new Random(20261124);
        var bank = Enumerable.Range(0, questions).Select(_ => new CoverQuestion(
                random.Next(4, 13),
                Enumerable.Range(0, random.Next(1, elicited + 1)).Aggregate(0UL, (set, _) => set | (1UL << random.Next(criteria)))))
            .Concat(Enumerable.Range(0, criteria).Select(c => new CoverQuestion(30, 1UL << c)))
            .ToArray();
        Assert.True(Sample.WithinASecond(() => MinimumCover.Of(criteria, bank)).IsExact);
    }

    [Fact]
    public void Of_SixtyFourCriteriaApart_IsTheSumOfTheParts() =>
        Assert.Equal(new CoverResult(64, IsExact: true), MinimumCover.Of(64, Enumerable.Range(0, 64).SelectMany(c => new CoverQuestion[] { new(1, 1UL << c), new(2, 1UL << c) })));

    [Fact]
    public void Of_SearchCutShort_SaysSoAndStillCovers()
    {
        // Greedy takes the wide question first: 2 for three criteria beats 3 for four. Then it pays 6 for what 6 would have covered whole.
        CoverQuestion[] questions = [new(3, 0b001111), new(3, 0b110000), new(2, 0b010101), new(2, 0b101000), new(2, 0b000010)];
        var whole = MinimumCover.Of(6, questions);
        var cut = MinimumCover.Of(6, questions, maximumLooks: 1);
        Assert.True(whole.IsExact);
        Assert.False(cut.IsExact);
        Assert.True(cut.Minutes >= whole.Minutes);
    }

    private static int BruteForce(int criteria, ReadOnlySpan<CoverQuestion> questions, ulong covered = 0)
    {
        if (questions.IsEmpty)
        {
            return covered == (1UL << criteria) - 1 ? 0 : 1_000_000;
        }

        int without = BruteForce(criteria, questions[1..], covered);
        return Math.Min(without, questions[0].Minutes + BruteForce(criteria, questions[1..], covered | questions[0].Criteria));
    }
}
