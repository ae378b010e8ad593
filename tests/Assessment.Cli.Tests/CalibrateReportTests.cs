using System.Text.Json.Nodes;

namespace Assessment.Cli.Tests;

public class CalibrateReportTests
{
    private const string Header = "candidate,rater,criterion,score\n";

    private static readonly CalibrateSchema Schema = CalibrateSchema.Load();

    public static TheoryData<string, string> TinyTables => new()
    {
        { "header only", Header },
        { "one rating", Header + "a,r,k,3\n" },
        { "one rater", Header + "a,r,k,3\nb,r,k,2\nc,r,k,4\na,r,m,3\nb,r,m,1\nc,r,m,5\n" },
        { "one candidate", Header + "a,r,k,3\na,q,k,2\na,s,k,4\na,r,m,3\na,q,m,5\n" },
        { "one criterion", Header + "a,r,k,3\na,q,k,2\nb,r,k,4\nb,q,k,3\nc,r,k,1\nc,q,k,2\n" },
        { "all equal", Header + "a,r,k,3\na,q,k,3\nb,r,k,3\nb,q,k,3\n" },
        { "two levels", Header + "a,r,k,0\na,q,k,1\nb,r,k,1\nb,q,k,0\nc,r,k,1\nc,q,k,1\n" },
        { "separated raters", Header + "a,r,k,1\na,q,k,5\nb,r,k,1\nb,q,k,5\nc,r,k,2\nc,q,k,4\n" },
        { "two islands", Header + Block("a", "r") + Block("b", "s") },
        { "one rating each", Header + string.Concat(Enumerable.Range(0, 60).Select(i => $"c{i},r{i % 4},k,{1 + (i * 7 % 5)}\n")) },
        { "groups", "candidate,rater,criterion,score,period,group\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"c{i / 2},r{i % 2},k,{1 + (i * 7 % 5)},{i % 3},{(i / 2 % 3 == 0 ? "" : $"g{i / 2 % 3}")}\n")) },
    };

    [Theory]
    [MemberData(nameof(TinyTables))]
    public async Task Calibrate_TinyTable_HasAReportByEveryMethodThatMeetsTheSchema(string what, string csv)
    {
        foreach (string[] options in (string[][])[[], ["--method", "jml"], ["--method", "mml", "--model", "pcm"], ["--method", "reml"], ["--cut", "3", "--min-n", "0", "--min-linked", "0", "--min-fit", "1", "--min-cell", "0"]])
        {
            var json = await CalibrateFileTests.RunAsync(csv, ["--json", .. options]);
            Assert.True(json.Code == ExitCodes.Done, $"{what} {string.Join(' ', options)}: {json.Error}");
            Assert.Empty(Schema.Errors(json.Json));
            var table = await CalibrateFileTests.RunAsync(csv, options);
            Assert.True(table.Code == ExitCodes.Done, $"{what} {string.Join(' ', options)}: {table.Error}");
            Assert.DoesNotContain("NaN", table.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Calibrate_Islands_AreNeverInOneRanking()
    {
        var run = await CalibrateFileTests.RunAsync(Header + Block("a", "r") + Block("b", "s"), "--json", "--min-n", "1");
        Assert.False(run.Json["design"]!["connected"]!.GetValue<bool>());
        Assert.Equal(2, run.Json["severity"]!["components"]!.AsArray().Count);
        Assert.All(run.Json["severity"]!["components"]!.AsArray(), component =>
            Assert.Single(component!["raters"]!.AsArray().Select(rater => rater!["rater"]!.GetValue<string>()[0]).Distinct()));
        Assert.Single(run.Json["design"]!["joiningPairings"]!.AsArray());
        var table = await CalibrateFileTests.RunAsync(Header + Block("a", "r") + Block("b", "s"), "--min-n", "1");
        Assert.Contains("NOT CONNECTED: 2 components", table.Out, StringComparison.Ordinal);
        Assert.Contains("Component 2, subset 2", table.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calibrate_FewRatings_WithholdsSeverityAndSaysSo()
    {
        string csv = Header + Block("a", "r");
        var hidden = await CalibrateFileTests.RunAsync(csv, "--json", "--min-n", "1000");
        Assert.All(Raters(hidden.Json), rater => Assert.Equal("Suppressed", rater["severity"]!["status"]!.GetValue<string>()));
        Assert.All(Raters(hidden.Json), rater => Assert.Null(rater["shrunken"]!["value"]));
        var table = await CalibrateFileTests.RunAsync(csv, "--min-n", "1000");
        Assert.Contains("Severity under 1000 ratings or 3 linked candidates: 3 raters.", table.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jml", 1)]
    [InlineData("mml", 1)]
    [InlineData("reml", 1)]
    public async Task Calibrate_TenThousandLines_RecoversPlantedSeverities(string method, int seed)
    {
        CalibrateSimulation simulation = CalibrateSimulation.Of(10_000, 25, seed);
        var run = await CalibrateFileTests.RunAsync(simulation.Csv, "--json", "--method", method);
        Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
        Assert.Empty(Schema.Errors(run.Json));
        var (estimates, truth) = (new List<double>(), new List<double>());
        foreach (JsonNode rater in Raters(run.Json))
        {
            estimates.Add(rater["shrunken"]!["value"]!.GetValue<double>());
            truth.Add(simulation.Severity[rater["rater"]!.GetValue<string>()]);
        }

        Assert.Equal(25, estimates.Count);
        double correlation = Correlation(estimates, truth);
        TestContext.Current.TestOutputHelper?.WriteLine($"{method}: correlation of severities with the truth {correlation:0.000}");
        Assert.True(correlation > 0.9, $"{method}: {correlation}");
    }

    [Fact]
    public async Task Calibrate_SameSeed_GivesTheSameBytes()
    {
        CalibrateSimulation simulation = CalibrateSimulation.Of(3_000, 12, 2);
        var first = await CalibrateFileTests.RunAsync(simulation.Csv, "--json", "--seed", "7");
        var second = await CalibrateFileTests.RunAsync(simulation.Csv, "--json", "--seed", "7");
        Assert.Equal(ExitCodes.Done, first.Code);
        Assert.Equal(first.Out, second.Out);
        Assert.Equal((await CalibrateFileTests.RunAsync(simulation.Csv)).Out, (await CalibrateFileTests.RunAsync(simulation.Csv)).Out);
    }

    [Fact]
    public async Task Calibrate_Tables_FitAHundredColumnsAndComeInOrder()
    {
        var run = await CalibrateFileTests.RunAsync(CalibrateSimulation.Of(3_000, 12, 3).Csv);
        Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
        Assert.All(run.Out.Split('\n'), line => Assert.True(line.Length <= 100, line));
        int[] heads = [.. Enumerable.Range(1, 11).Select(i => run.Out.IndexOf($"\n{i}  ", StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, heads);
        Assert.Equal(heads.Order(), heads);
    }

    private static IEnumerable<JsonNode> Raters(JsonNode report) =>
        report["severity"]!["components"]!.AsArray().SelectMany(component => component!["raters"]!.AsArray()).OfType<JsonNode>();

    private static string Block(string candidate, string rater) => string.Concat(
        from c in Enumerable.Range(0, 12)
        from r in Enumerable.Range(0, 3)
        from k in Enumerable.Range(0, 2)
        select $"{candidate}{c},{rater}{r},k{k},{1 + (((c * 5) + (r * 3) + (k * 2) + (c * r)) % 5)}\n");

    private static double Correlation(List<double> x, List<double> y)
    {
        double meanX = x.Average(), meanY = y.Average();
        double products = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return products / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }
}
