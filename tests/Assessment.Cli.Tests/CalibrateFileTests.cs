using System.Text;

namespace Assessment.Cli.Tests;

public class CalibrateFileTests
{
    private const string Header = "candidate,rater,criterion,score,period,group\n";

    public static TheoryData<string, string> BadFiles => new()
    {
        { "", "is empty" },
        { "candidate,rater,score\n", "line 1: the header lacks criterion" },
        { "candidate;rater;criterion;score\n", "line 1: the header lacks candidate, rater, criterion, score" },
        { "candidate,rater,criterion,score,rater\n", "line 1: the column 'rater' comes twice" },
        { "candidate,rater,criterion,score,\"x\n", "a quote that is never closed" },
        { Header + "a,r,k,1,1\n", "line 2: 5 fields where the header has 6" },
        { Header + "a,r,k,1,1,g,more\n", "line 2: 7 fields where the header has 6" },
        { Header + ",r,k,1,1,g\n", "line 2: no candidate" },
        { Header + "a,,k,1,1,g\n", "line 2: no rater" },
        { Header + "a,r, ,1,1,g\n", "line 2: no criterion" },
        { Header + "a,r,k,,1,g\n", "line 2: no score" },
        { Header + "a,r,k,2.5,1,g\n", "line 2: the score '2.5' is not a whole number from 0 to 255" },
        { Header + "a,r,k,-1,1,g\n", "line 2: the score '-1'" },
        { Header + "a,r,k,256,1,g\n", "line 2: the score '256'" },
        { Header + "a,r,k,good,1,g\n", "line 2: the score 'good'" },
        { Header + "a,r\"x,k,1,1,g\n", "line 2: a quote inside a field" },
        { Header + "\"a\"b,r,k,1,1,g\n", "line 2: text after a closing quote" },
        { Header + "a,r,k,1,1,g\n\"b,r,k,1,1,g\n", "line 3: a quote that is never closed" },
        { Header + "a,r,k,1,1,g\na,q,k,1,1,h\n", "line 3: candidate 'a' has group 'g' and now 'h'" },
        { Header + "a,r,k,1,1,g\n\n\"b\n\",r,k,1,1,g\na,r,k,2,1,g\n", "line 6: rater 'r' rated candidate 'a' on 'k' in period '1' already on line 2" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task Calibrate_BadFile_NamesTheLineAndComputesNothing(string csv, string expected)
    {
        var run = await RunAsync(csv);
        Assert.Equal((ExitCodes.ProblemsFound, ""), (run.Code, run.Out));
        Assert.StartsWith("assess: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calibrate_BytesThatAreNotUtf8_NamesTheLine()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("ratings.csv");
        await File.WriteAllBytesAsync(path, [.. Encoding.UTF8.GetBytes(Header + "a,r,k,1,1,g\nb,r"), 0xff, .. ",k,1,1,g\n"u8], TestContext.Current.CancellationToken);
        var run = await Assess.RunAsync("calibrate", path);
        Assert.Equal(ExitCodes.ProblemsFound, run.Code);
        Assert.Contains("line 3: a field is not UTF-8", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calibrate_ManyBadLines_NamesTheFirstHundredAndCountsAll()
    {
        var run = await RunAsync(Header + string.Concat(Enumerable.Range(0, 250).Select(i => $"c{i},r,k,x,1,g\n")));
        string[] lines = run.Error.TrimEnd().Split('\n');
        Assert.Contains("250 bad lines", lines[0], StringComparison.Ordinal);
        Assert.Equal(102, lines.Length);
        Assert.Equal("  line 101: the score 'x' is not a whole number from 0 to 255", lines[100]);
        Assert.Equal("  … and 150 more", lines[101]);
    }

    [Fact]
    public async Task Calibrate_BadLinesOfEveryKind_AreReportedTogetherInOrder()
    {
        var run = await RunAsync(Header + "a,r,k,1,1,g\na,q,k,9x,1,g\na,s,k,1,1,h\nb,r,k\n");
        string[] lines = run.Error.TrimEnd().Split('\n');
        Assert.Equal(["  line 3", "  line 4", "  line 5"], lines.Skip(1).Select(line => line.Split(':')[0]));
    }

    [Fact]
    public async Task Calibrate_OutsideTheDeclaredScale_NamesTheLine()
    {
        var run = await RunAsync("candidate,rater,criterion,score\na,r,k,1\na,q,k,6\n", "--scale", "1-5");
        Assert.Equal(ExitCodes.ProblemsFound, run.Code);
        Assert.Contains("line 3: level 6 is outside [1, 5]", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calibrate_ColumnsInAnyOrderQuotedWithMarkAndCrLf_ReadsTheSame()
    {
        string plain = "candidate,rater,criterion,score\n" + string.Concat(Rows().Select(r => $"{r.C},{r.R},{r.K},{r.Level}\n"));
        string other = "\ufeffScore,extra,\"Criterion\",CANDIDATE,rater\r\n"
            + string.Concat(Rows().Select(r => $"{r.Level},\"a \"\"b\"\", c\",{r.K}, \"{r.C}\" ,{r.R}\r\n\r\n"));
        var first = await RunAsync(plain, "--json");
        var second = await RunAsync(other, "--json");
        Assert.Equal((ExitCodes.Done, ExitCodes.Done), (first.Code, second.Code));
        Assert.Equal("columns that play no part: extra", second.Json["notes"]![0]!.GetValue<string>());
        var (a, b) = (first.Json.AsObject(), second.Json.AsObject());
        a.Remove("notes");
        b.Remove("notes");
        Assert.Equal(a.ToJsonString(), b.ToJsonString());
    }

    [Fact]
    public async Task Calibrate_Progress_IsOnStandardErrorOnlyWhenAskedFor()
    {
        string csv = "candidate,rater,criterion,score\n" + string.Concat(Rows().Select(r => $"{r.C},{r.R},{r.K},{r.Level}\n"));
        Assert.Equal("", (await RunAsync(csv)).Error);
        Assert.Equal("", (await RunAsync(csv, "--progress", "--no-progress")).Error);
        Assert.Contains("step 8 of 8: impact", (await RunAsync(csv, "--progress")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calibrate_Interrupted_SaysSo()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var run = await Assess.RunAsync(source.Token, "calibrate", folder.File("ratings.csv", Header));
        Assert.Equal((ExitCodes.Interrupted, ""), (run.Code, run.Out));
    }

    [Theory]
    [InlineData("step 3 of 8: variance")]
    [InlineData("step 4 of 8: severity")]
    public async Task Calibrate_InterruptedHalfWay_SaysSoAndPrintsNothing(string step)
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        string csv = Header + string.Concat(Rows().Select(r => $"{r.C},{r.R},{r.K},{r.Level},1,g\n"));
        var (output, error) = (new StringWriter(), new CancellingWriter(source, step));
        int code = await CommandLine.RunAsync(["calibrate", "--progress", folder.File("ratings.csv", csv)], output, error, source.Token);
        Assert.Equal((ExitCodes.Interrupted, ""), (code, output.ToString()));
        Assert.EndsWith("assess: interrupted.", error.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("calibrate")]
    [InlineData("calibrate no-such-file.csv")]
    [InlineData("calibrate x.csv --model grm")]
    [InlineData("calibrate x.csv --method guess")]
    [InlineData("calibrate x.csv --seed -1")]
    [InlineData("calibrate x.csv --scale 5-1")]
    [InlineData("calibrate x.csv --min-fit 0")]
    [InlineData("calibrate x.csv --min-share 101")]
    [InlineData("calibrate x.csv --fdr 1")]
    [InlineData("calibrate x.csv --rows -1")]
    public async Task Calibrate_WrongUsage_ExitsWith2(string line)
    {
        var run = await Assess.RunAsync(line.Split(' '));
        Assert.Equal((ExitCodes.WrongUsage, ""), (run.Code, run.Out));
    }

    internal static async Task<Assess> RunAsync(string csv, params string[] options)
    {
        using var folder = new TemporaryFolder();
        return await Assess.RunAsync(["calibrate", .. options, folder.File("ratings.csv", csv)]);
    }

    private static IEnumerable<(string C, string R, string K, int Level)> Rows() =>
        from c in Enumerable.Range(0, 12)
        from r in Enumerable.Range(0, 3)
        from k in Enumerable.Range(0, 2)
        select ($"c{c}", $"r{r}", $"k{k}", 1 + ((c + (r * k) + (c * r % 3)) % 4));

    /// <summary>Interrupts as soon as a line is written.</summary>
    private sealed class CancellingWriter(CancellationTokenSource source, string line) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value == line)
            {
                source.Cancel();
            }
        }
    }
}
