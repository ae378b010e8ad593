using System.Text;

namespace Assessment.QuestionBanks.Tests;

public class YamlRefusalTests
{
    [Theory] // the file, and where and what its one diagnostic is
    [InlineData("", 1, 1, "empty-file")]
    [InlineData("# only a comment\n", 1, 1, "empty-file")]
    [InlineData("just words\n", 1, 1, "wrong-type")]
    [InlineData("- a\n", 1, 1, "wrong-type")]
    [InlineData("*a\n", 1, 1, "alias")]
    [InlineData("a: b: c\n", 1, 5, "syntax")]
    [InlineData("a: \"x\n", 1, 4, "syntax")]
    [InlineData("a: 1\n b: 2\n", 2, 3, "syntax")]
    [InlineData("a: [1, 2\nb: 3", 2, 1, "syntax")]
    [InlineData("a: {b: 1\n", 2, 1, "syntax")]
    [InlineData("a: \"\\q\"\n", 1, 4, "syntax")]
    [InlineData("kind: question-bank\n  - x\n- y\n", 3, 1, "syntax")]
    [InlineData("a: \u0085\n", 1, 4, "encoding")]
    [InlineData("a: 1\r\nb: 2\rc: \u2028\n", 3, 4, "encoding")]
    [InlineData("a: 1\nb: \"\u0000\"\n", 2, 5, "encoding")]
    [InlineData("a: 😀\uFEFF\n", 1, 6, "encoding")]
    public void Read_NotABankAtAll_IsOneDiagnostic(string yaml, int line, int column, string code)
    {
        var reading = Sample.Read(yaml);
        Assert.Equal([(line, column, code)], reading.Diagnostics.Select(d => (d.Line, d.Column, d.Code)));
        Assert.Null(reading.Bank);
    }

    [Theory]
    [InlineData("alias", "title: Sample\n", "title: &t Sample\n", "&t")]
    [InlineData("alias", "title: Sample\n", "title: *t\n", "*t")]
    [InlineData("alias", "levels: [mid]", "levels: &l [mid]", "&l")]
    [InlineData("alias", "probes: [\"What would change your mind?\",", "probes: [*p,", "*p")]
    [InlineData("alias", "evidence_at_extremes: true", "evidence_at_extremes: *e", "*e")]
    [InlineData("alias", "minutes: 7", "minutes: *m", "*m")]
    [InlineData("alias", "levels: [mid]", "levels: *l", "*l")]
    [InlineData("alias", "        claim:\n          probe: 1\n          part: shared\n          records: [target, label_source]\n", "        claim: *c\n", "*c")]
    [InlineData("tag", "title: Sample\n", "title: !!str Sample\n", "!!str")]
    [InlineData("tag", "levels: [mid]", "levels: !set [mid]", "!set")]
    [InlineData("key-type", "title: Sample\n", "title: Sample\n? [a, b]\n: c\n", "[a, b]")]
    [InlineData("documents", "    red_flags: []\n", "    red_flags: []\n---\nmore: 1\n", "---")]
    public void Read_RefusedYaml_IsReportedWhereItStands(string code, string piece, string replacement, string place) =>
        Sample.AssertOnly(Sample.Bank.With(piece, replacement), code, place);

    [Fact]
    public void Read_RefusedYamlBesideOtherFaults_ReportsThemAll()
    {
        string yaml = Sample.Bank.With("title: Sample\n", "title: !!str 12\nextra: 1\n").With("minutes: 7", "minutes: 70");
        Assert.Equal(["tag", "wrong-type", "unknown-key", "minutes-out-of-range"], Sample.Read(yaml).Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Read_ExplodingAliases_AreRefusedAtOnce()
    {
        var yaml = new StringBuilder("kind: question-bank\na: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c <= 'z'; c++)
        {
            char before = (char)(c - 1);
            yaml.Append($"{c}: &{c} [{string.Join(", ", Enumerable.Repeat($"*{before}", 10))}]\n"); // 10²⁵ items if expanded
        }

        var reading = Sample.WithinASecond(() => Sample.Read(yaml.ToString()));
        Assert.Equal((2, 4, "alias"), reading.Diagnostics.Where(d => d.Code == "alias").Select(d => (d.Line, d.Column, d.Code)).First());
        Assert.Equal(26 + 250, reading.Diagnostics.Count(d => d.Code == "alias"));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Read_EndlessNesting_EndsAtOnce(string opening)
    {
        string yaml = "title: " + string.Concat(Enumerable.Repeat(opening, 1_000_000 / opening.Length));
        var reading = Sample.WithinASecond(() => Sample.Read(opening is "- " or "? " ? yaml[7..] : yaml));
        Assert.Equal(["too-deep", "syntax"], reading.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Read_NestingBelowTheLimit_IsReportedBesideOtherFaults()
    {
        string Nested(int depth) => Sample.Bank.With("title: Sample\n", $"title: {new string('[', depth)}{new string(']', depth)}\nextra: 1\n");
        Assert.Equal(["wrong-type", "unknown-key"], Sample.Read(Nested(31)).Diagnostics.Select(d => d.Code));
        var deep = Sample.Read(Nested(32)).Diagnostics;
        Assert.Equal([(5, 8, "wrong-type"), (5, 39, "too-deep"), (6, 1, "unknown-key")], deep.Select(d => (d.Line, d.Column, d.Code)));
    }

    [Fact]
    public void Read_TenMegabytes_IsRefusedBeforeParsing()
    {
        byte[] yaml = new byte[10 << 20];
        yaml.AsSpan().Fill((byte)'[');
        var diagnostic = Assert.Single(Sample.WithinASecond(() => BankReader.Read("big.yaml", yaml)).Diagnostics);
        Assert.Equal("big.yaml:1:1: too-large The file has 10485760 bytes; at most 1048576 are allowed. Split it.", diagnostic.ToString());
    }

    [Theory] // Wrong bytes after 'kind: x' and a line feed and 'a: é'; where the diagnostic stands
    [InlineData(new byte[] { 0xFF }, 2, 5)]
    [InlineData(new byte[] { 0xC3 }, 2, 5)]
    [InlineData(new byte[] { 0xC0, 0x80 }, 2, 5)] // overlong
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, 2, 5)] // a surrogate
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 }, 2, 5)] // above U+10FFFF
    [InlineData(new byte[] { 0xF0, 0x9F, 0x98, 0x80, 0x80 }, 2, 7)] // a stray byte after an emoji of two code units
    public void Read_InvalidUtf8_IsReportedWhereItStands(byte[] wrong, int line, int column)
    {
        byte[] bytes = [.. "kind: x\na: é"u8, .. wrong, .. "\n"u8];
        var diagnostic = Assert.Single(BankReader.Read("f", bytes).Diagnostics);
        Assert.Equal((line, column, "encoding"), (diagnostic.Line, diagnostic.Column, diagnostic.Code));
    }

    [Fact]
    public void Read_Utf16_IsRefused() =>
        Assert.Equal("encoding", Assert.Single(BankReader.Read("f", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Sample.Bank)).ToArray()).Diagnostics).Code);

    [Fact]
    public void Read_ByteOrderMarkAndCarriageReturns_ChangeNothing()
    {
        var bank = Sample.Read(Sample.Bank).Bank;
        Assert.Equal(bank, Sample.Read("\uFEFF" + Sample.Bank).Bank);
        Assert.Equal(bank, Sample.Read(Sample.Bank.ReplaceLineEndings("\r\n")).Bank);
    }
}
