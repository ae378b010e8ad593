using System.Text.Json;
using Assessment.LoadTests.Reports;

namespace Assessment.LoadTests.Tests.Reports;

public sealed class ReportTests
{
    private static readonly LoadReport Report = new()
    {
        StartedAt = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero),
        Machine = "a machine",
        Build = "Release",
        LoadAfter = "0.50",
        Measurements = [Summaries.Shedding.Measured() with { Remark = "Meanwhile something was done." }],
        Targets = ["met: everything."],
        Broken = ["submit: too slow."],
    };

    [Fact]
    public void ToJson_OfARun_HoldsItsFigures()
    {
        using var json = JsonDocument.Parse(Report.ToJson());
        var run = json.RootElement.GetProperty("measurements")[0];

        Assert.Equal(97, run.GetProperty("summary").GetProperty("okPerSecond").GetDouble());
        Assert.Equal(30, run.GetProperty("summary").GetProperty("statuses").GetProperty("ResourceExhausted").GetInt64());
        Assert.Equal(18, run.GetProperty("summary").GetProperty("okLatency").GetProperty("p999Milliseconds").GetDouble());
        Assert.Equal(6_000, run.GetProperty("serverMicrosecondsPerCall").GetDouble());
        Assert.Equal(0.4, run.GetProperty("usage").GetProperty("generatorCores").GetDouble());
        Assert.Equal("submit: too slow.", json.RootElement.GetProperty("broken")[0].GetString());
    }

    [Fact]
    public void Markdown_OfARun_HasACellForEachColumnAndSaysTheRest()
    {
        string[] lines = Markdown.Of(Report).Split('\n');
        string[] table = [.. lines.Where(line => line.StartsWith('|'))];

        Assert.Equal(3, table.Length);
        Assert.Single(table.Select(line => line.Count(c => c == '|')).Distinct());
        Assert.Contains("| 12.0 | 18.0 | 20.0 |", table[2], StringComparison.Ordinal);
        Assert.Contains("submit: Meanwhile something was done.", lines);
        Assert.Contains("- met: everything.", lines);
        Assert.Contains("- submit: too slow.", lines);
    }
}
