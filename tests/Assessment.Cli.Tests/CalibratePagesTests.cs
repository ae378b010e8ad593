using System.Globalization;
using System.Text;

namespace Assessment.Cli.Tests;

/// <summary><c>assess calibrate --html FILE --csv FOLDER</c></summary>
public class CalibratePagesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calibrate_HtmlAndCsv_WritesThePageAndTheTablesBesideTheReport()
    {
        using var folder = new TemporaryFolder();
        string ratings = await RatingsAsync(folder), page = folder.File("report.html"), tables = folder.File("tables");
        var run = await Assess.RunAsync("calibrate", "--html", page, "--csv", tables, ratings);
        Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
        Assert.StartsWith("Calibration of ratings.csv", run.Out, StringComparison.Ordinal);

        string html = await File.ReadAllTextAsync(page, Cancellation);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("120 ratings of 20 candidates by 3 interviewers on 3 criteria", html, StringComparison.Ordinal);
        string[] scores = await File.ReadAllLinesAsync(Path.Combine(tables, "fair_scores.csv"), Cancellation);
        Assert.Equal(21, scores.Length);
        Assert.True(File.Exists(Path.Combine(tables, "README.txt")));
    }

    [Fact]
    public async Task Calibrate_HtmlTwice_WritesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        string ratings = await RatingsAsync(folder), first = folder.File("first.html"), second = folder.File("second.html");
        await Assess.RunAsync("calibrate", "--html", first, ratings);
        await Assess.RunAsync("calibrate", "--html", second, ratings);
        Assert.Equal(await File.ReadAllBytesAsync(first, Cancellation), await File.ReadAllBytesAsync(second, Cancellation));
    }

    [Fact]
    public async Task Calibrate_HtmlWhereNothingCanBeWritten_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var run = await Assess.RunAsync("calibrate", "--html", folder.File("missing/report.html"), await RatingsAsync(folder));
        Assert.Equal(ExitCodes.WrongUsage, run.Code);
        Assert.Contains("can't be written", run.Error, StringComparison.Ordinal);
    }

    private static async Task<string> RatingsAsync(TemporaryFolder folder)
    {
        var csv = new StringBuilder("candidate,rater,criterion,score\n");
        for (int candidate = 0; candidate < 20; candidate++)
        {
            for (int seat = 0; seat < 2; seat++)
            {
                for (int criterion = 0; criterion < 3; criterion++)
                {
                    int score = 1 + ((candidate * 7 + criterion * 3 + seat * 2 + (candidate * criterion)) % 5);
                    csv.Append(CultureInfo.InvariantCulture, $"c{candidate},r{(candidate + seat) % 3},k{criterion},{score}\n");
                }
            }
        }

        string path = folder.File("ratings.csv");
        await File.WriteAllTextAsync(path, csv.ToString(), Cancellation);
        return path;
    }
}
