using System.Text.RegularExpressions;

namespace Assessment.QuestionBanks.Tests;

/// <summary>What holds for the banks of this repository beyond what the reader asks of any bank.</summary>
public partial class ShippedBanksTests
{
    private static readonly BankFolderReading Shipped = BankFolder.Read([Path.Combine(Sample.Root, "question-banks")]);

    private static readonly string[] Judgments = ["good", "strong", "basic", "excellent"];

    [Fact]
    public void Read_EveryShippedFile_HasNoDiagnostics() => Assert.Empty(Shipped.Diagnostics);

    [Fact]
    public void Banks_AllTracks_AreThere()
    {
        SkipWithoutBanks();
        Assert.Equal(WireNames.Tracks.Values.Order(), Shipped.Banks.Select(b => b.Track).Order());
        Assert.Equal(18, RubricCompiler.Compile(Shipped.Banks).CompetencyIds.Count);
    }

    [Fact]
    public void Competencies_HaveEnoughOfEverything()
    {
        SkipWithoutBanks();
        Assert.All(Shipped.Banks.SelectMany(b => b.Competencies), competency =>
        {
            Assert.True(competency.Questions.Count >= 18, $"{competency.Id} has {competency.Questions.Count} questions.");
            Assert.True(competency.RedFlags.Count >= 5, $"{competency.Id} has {competency.RedFlags.Count} red flags.");
            Assert.True(competency.Criteria.Count >= 2, $"{competency.Id} has {competency.Criteria.Count} criteria.");
            Assert.Equal(Enum.GetValues<RoleLevel>(), competency.Questions.SelectMany(q => q.Levels).Distinct().Order());
        });
    }

    [Fact]
    public void Sentences_OfFourWordsOrMore_StandOnce()
    {
        SkipWithoutBanks();
        var twice = Shipped.Banks.SelectMany(Texts).SelectMany(text => SentenceEnd().Split(text)).Select(Words).Where(words => words.Length >= 4)
            .GroupBy(words => string.Join(' ', words)).Where(group => group.Count() > 1).Select(group => group.Key);
        Assert.Empty(twice);
    }

    [Fact]
    public void Anchors_RunsOfFiveWords_StandInTwoAtMost()
    {
        SkipWithoutBanks();
        var often = Anchors().Select(Words)
            .SelectMany(words => Enumerable.Range(0, Math.Max(0, words.Length - 4)).Select(i => string.Join(' ', words[i..(i + 5)])).Distinct())
            .GroupBy(run => run).Where(group => group.Count() > 2).Select(group => group.Key);
        Assert.Empty(often);
    }

    [Fact]
    public void Anchors_SayWhatIsObserved_NotHowItIsJudged()
    {
        SkipWithoutBanks();
        Assert.DoesNotContain(Anchors(), anchor => Words(anchor).Intersect(Judgments).Any());
    }

    private static void SkipWithoutBanks() => Assert.SkipWhen(Shipped.Banks.Count == 0, "question-banks/ holds no bank yet.");

    private static IEnumerable<string> Anchors() => Shipped.Banks.SelectMany(b => b.Competencies).SelectMany(c => c.Criteria).SelectMany(c => c.Anchors);

    /// <summary>What is read aloud or rated by: not the rationales, which may repeat a caution.</summary>
    private static IEnumerable<string> Texts(QuestionBank bank) => bank.Competencies.SelectMany(c => (string[])
    [
        c.Description,
        .. c.Criteria.SelectMany(x => x.Anchors.Prepend(x.Name)),
        .. c.Questions.SelectMany(q => q.Probes.Prepend(q.Prompt)),
        .. c.RedFlags.Select(f => f.Sign),
    ]);

    private static string[] Words(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(m => m.Value)];

    [GeneratedRegex(@"(?<=[.?!])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’][\p{L}]+)*")]
    private static partial Regex Word();
}
