using System.Text;
using System.Text.Json;
using Assessment.Scoring;

namespace Assessment.QuestionBanks.Tests;

public class CanonicalTests
{
    private static readonly QuestionBank Bank = Sample.Read(Sample.Bank).Bank!;
    private static readonly RoleProfileSet Profiles = Sample.Read(Sample.Profiles).Profiles!;

    [Fact]
    public void CanonicalUtf8_SampleBank_IsPinned() // a change here changes every stored hash
    {
        string json = Encoding.UTF8.GetString(Bank.CanonicalUtf8.Span);
        Assert.StartsWith("{\"kind\":\"question-bank\",\"id\":\"sample\",\"version\":\"1.0.0\",\"track\":\"product_sense\",\"title\":\"Sample\",\"summary\":\"A small bank, for tests.\",", json, StringComparison.Ordinal);
        Assert.Contains("\"probes\":[\"How many answers were there?\",\"How late did they come in?\"],\"minutes\":6,\"levels\":[\"senior\",\"staff\"],\"criteria\":[\"P1.decision\",\"P1.cost\"],\"claim\":{\"probe\":1,\"part\":\"shared\",\"records\":[\"target\",\"label_source\"]}}", json, StringComparison.Ordinal);
        Assert.Equal("f8cf3725ff08983e1012dd1189a1d0bda5c935721912e830137900882eaad776", Bank.Sha256);
    }

    [Fact]
    public void CanonicalUtf8_SampleProfiles_IsPinned()
    {
        string json = Encoding.UTF8.GetString(Profiles.CanonicalUtf8.Span);
        Assert.Contains("\"verdict\":{\"critical_weight\":10,\"hire_mean_gap\":0.25,\"hire_gap_limit\":2,\"train_gap_limit\":1,\"train_slow_gap_limit\":0.5,", json, StringComparison.Ordinal);
        Assert.Contains("\"P2\":{\"weight\":40,\"bars\":{\"junior\":2,\"mid\":2,\"senior\":3,\"staff\":3},\"required\":false}", json, StringComparison.Ordinal);
        Assert.Equal("0b4782f140f4fecb7fe1f16f064e5fc1d8546d4b5b6d1fe5e6c9ffad4b3df480", Profiles.Sha256);
    }

    [Fact]
    public void CanonicalUtf8_Shape_IsThereUnlessItSaysWhatSilenceSays()
    {
        const string Before = "learning_times:\n";
        string silent = Sample.Profiles;
        var said = Sample.Read(silent.With(Before, $"shape: {{ minimum_competencies: 12, minimum_deviation: 0.5, minimum_margin: 0.05 }}\n{Before}"));
        Assert.Equal(Profiles.Sha256, said.Profiles!.Sha256);
        var other = Sample.Read(silent.With(Before, $"shape: {{ minimum_competencies: 4, minimum_deviation: 0.25, minimum_margin: 0 }}\n{Before}"));
        Assert.Equal(new ShapeThresholds { MinimumCompetencies = 4, MinimumDeviation = 25, MinimumMargin = 0 }, other.Profiles!.Shape);
        string json = Encoding.UTF8.GetString(other.Profiles.CanonicalUtf8.Span);
        Assert.EndsWith(",\"shape\":{\"minimum_competencies\":4,\"minimum_deviation\":0.25,\"minimum_margin\":0}}", json, StringComparison.Ordinal);
        Assert.Equal(other.Profiles.Sha256, Sample.Read(json).Profiles!.Sha256);
    }

    [Fact]
    public void Read_CanonicalForm_GivesTheSameModelAndHash()
    {
        var bank = BankReader.Read("canonical", Bank.CanonicalUtf8.Span).Bank!;
        Assert.Equal(Bank, bank);
        Assert.True(Bank.Equals((object)bank));
        Assert.Equal(Bank.GetHashCode(), bank.GetHashCode());
        Assert.Equal(Bank.Sha256, bank.Sha256);
        Assert.Equal(Everything(Bank), Everything(bank));
        var profiles = BankReader.Read("canonical", Profiles.CanonicalUtf8.Span).Profiles!;
        Assert.Equal(Profiles, profiles);
        Assert.True(Profiles.Equals((object)profiles));
        Assert.Equal(Profiles.GetHashCode(), profiles.GetHashCode());
        Assert.Equal(Everything(Profiles), Everything(profiles));
    }

    [Theory]
    [InlineData("He said \"no\" and 'yes'")]
    [InlineData("C:\\new\\table, \\u0041")]
    [InlineData("two\nlines\n\nand a gap")]
    [InlineData("a\ttab")]
    [InlineData("emoji 😀 👩‍🔬 and 𝛼")]
    [InlineData("Größe, naïveté, Ελλάδα, 日本語, हिन्दी, עברית")]
    [InlineData("  leading, and no-break\u00A0space")]
    [InlineData("- # : { [ ? & * ! | > % @ `")]
    [InlineData("12")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("~")]
    public void Read_CanonicalFormOfAnyText_GivesTheTextBack(string text)
    {
        var bank = Sample.Read(Sample.Bank.With("title: Sample\n", $"title: {Quoted(text)}\n")).Bank!;
        Assert.Equal(text, bank.Title);
        var again = BankReader.Read("canonical", bank.CanonicalUtf8.Span);
        Assert.Empty(again.Diagnostics);
        Assert.Equal(bank, again.Bank);
        Assert.Equal(text, again.Bank!.Title);
        Assert.Equal(text, JsonDocument.Parse(bank.CanonicalUtf8).RootElement.GetProperty("title").GetString()); // it is JSON for others too
    }

    [Theory] // the same content, written otherwise
    [InlineData("title: Sample\n", "title:   \"Sample\"   # a comment\n")]
    [InlineData("title: Sample\n", "title: |\n  Sample\n")]
    [InlineData("summary: >-\n  A small bank,\n  for tests.\n", "summary: A small bank, for tests.\n")]
    [InlineData("summary: >-\n  A small bank,\n  for tests.\n", "\nsummary: >+\n  A small bank,\n  for\n  tests.\n\n\n")]
    [InlineData("id: sample\nversion: 1.0.0\n", "version: 1.0.0\nid: sample\n")]
    [InlineData("        weight: 60\n        anchors:\n          1: Names no decision at all, even when asked for one twice over.\n", "        weight: 60\n        anchors:\n          \"1\": 'Names no decision at all, even when asked for one twice over.'\n")]
    [InlineData("levels: [junior, mid]", "levels: [mid, junior]")]
    [InlineData("        levels: [senior, staff]\n", "        levels:\n          - senior\n          - staff\n")]
    public void Sha256_OtherFormOfTheSameContent_IsTheSame(string piece, string replacement)
    {
        var bank = Sample.Read(Sample.Bank.With(piece, replacement)).Bank;
        Assert.Equal(Bank.Sha256, bank?.Sha256);
    }

    [Theory] // every scalar of the sample counts
    [InlineData("id: sample", "id: sample-2")]
    [InlineData("version: 1.0.0", "version: 1.0.1")]
    [InlineData("track: product_sense", "track: ml_platform")]
    [InlineData("title: Sample", "title: sample")]
    [InlineData("for tests.", "for tests!")]
    [InlineData("Made up, without evidence.", "Made up.")]
    [InlineData("Written for a test.", "Written for two tests.")]
    [InlineData("evidence_at_extremes: true", "evidence_at_extremes: false")]
    [InlineData("name: Framing", "name: Frames")]
    [InlineData("Finds the decision behind a wish.", "Finds decisions.")]
    [InlineData("weight: 100", "weight: 101")]
    [InlineData("It stands first.", "It is first.")]
    [InlineData("name: Names the decision", "name: Names decisions")]
    [InlineData("weight: 60", "weight: 61")]
    [InlineData("5: Tells how naming", "5: Says how naming")]
    [InlineData("Tell me about a wish", "Tell us about a wish")]
    [InlineData("What did the first wish leave out?", "What was left out?")]
    [InlineData("minutes: 7", "minutes: 8")]
    [InlineData("levels: [junior, mid]", "levels: [junior]")]
    [InlineData("criteria: [P2.baseline, P1.cost]", "criteria: [P1.cost, P2.baseline]")]
    [InlineData("probe: 1\n          part: shared", "probe: 2\n          part: first")]
    [InlineData("records: [target, label_source]", "records: [target]")]
    [InlineData("Cannot name anyone who", "Names nobody who")]
    [InlineData("cap: 2", "cap: 3")]
    [InlineData("cap: 2\n        criteria: [P1.decision]", "cap: 2\n        criteria: [P1.cost]")]
    [InlineData("id: P1.flag-no-user", "id: P1.flag-nobody")]
    public void Sha256_OtherContent_IsAnother(string piece, string replacement)
    {
        var bank = Sample.Read(Sample.Bank.With(piece, replacement)).Bank;
        Assert.NotNull(bank);
        Assert.NotEqual(Bank.Sha256, bank.Sha256);
        Assert.NotEqual(Bank, bank);
    }

    [Theory]
    [InlineData("minimum_coverage: 70", "minimum_coverage: 71")]
    [InlineData("combination: mean", "combination: median")]
    [InlineData("strong_yes: 80", "strong_yes: 81")]
    [InlineData("train_gap_limit: 1\n", "train_gap_limit: 1.01\n")]
    [InlineData("slow: 26", "slow: 27")]
    [InlineData("P2: quick", "P2: quarter")]
    [InlineData(", required: true", "")]
    [InlineData("staff: 5", "staff: 4")]
    public void Sha256_OtherProfiles_IsAnother(string piece, string replacement)
    {
        var profiles = Sample.Read(Sample.Profiles.With(piece, replacement)).Profiles;
        Assert.NotNull(profiles);
        Assert.NotEqual(Profiles.Sha256, profiles.Sha256);
        Assert.Equal(profiles, BankReader.Read("canonical", profiles.CanonicalUtf8.Span).Profiles);
    }

    [Theory]
    [InlineData("train_slow_gap_limit: 0.5", "train_slow_gap_limit: 0.50")]
    [InlineData("  P1: slow\n  P2: quick\n", "  P2: quick\n  P1: slow\n")]
    public void Sha256_OtherFormOfTheSameProfiles_IsTheSame(string piece, string replacement)
    {
        var profiles = Sample.Read(Sample.Profiles.With(piece, replacement)).Profiles;
        Assert.Equal(Profiles.Sha256, profiles?.Sha256);
    }

    /// <summary>All public properties, nested, by a serializer that knows nothing of the canonical form.</summary>
    private static string Everything<T>(T model) => JsonSerializer.Serialize(model);

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\t", "\\t")}\"";
}
