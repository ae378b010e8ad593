namespace Assessment.QuestionBanks.Tests;

public class BrokenBankTests
{
    [Fact]
    public void Read_BrokenBank_ReportsEveryFaultInOneRun()
    {
        string[] expected =
        [
            "1:1 missing-key",
            "3:1 duplicate-key",
            "4:10 version",
            "5:8 unknown-value",
            "7:1 unknown-key",
            "10:23 wrong-type",
            "12:5 missing-key",
            "12:9 id-format",
            "14:18 empty-value",
            "15:13 weight-out-of-range",
            "21:11 anchor-missing",
            "21:14 anchor-length",
            "25:13 criterion-not-elicited",
            "36:17 tag",
            "37:17 too-few",
            "38:18 minutes-out-of-range",
            "39:23 unknown-value",
            "39:29 duplicate-value",
            "40:20 unknown-criterion",
            "43:17 claim-part",
            "45:13 duplicate-id",
            "47:17 wrong-type",
            "48:18 alias",
            "52:13 id-format",
            "54:14 cap-out-of-range",
            "55:19 wrong-type",
        ];
        var reading = BankReader.Read("broken-bank.yaml", File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "broken-bank.yaml")));
        Assert.Equal(expected, reading.Diagnostics.Select(d => $"{d.Line}:{d.Column} {d.Code}"));
        Assert.Null(reading.Bank);
        Assert.All(reading.Diagnostics, d => Assert.True(d.Message[^1] is '.' or '?', d.Message));
    }
}
