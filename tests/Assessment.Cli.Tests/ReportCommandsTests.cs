using System.Text.RegularExpressions;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Cli.Tests;

public class ReportCommandsTests(CalibratedBanks calibrated) : IClassFixture<CalibratedBanks>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_ToItsEnd_ShowsProgressAndNamesItsReport()
    {
        var run = await calibrated.RunAsync("report run --role ml_engineer --level senior --competency D1 P1 --method mml --seed 3 --cut 3.5 --from 2020-01-01");
        Assert.Equal(ExitCodes.Done, run.Code);
        string[] lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^calibrationReports/[0-9a-f-]{36}$", lines[0]);
        Assert.Equal($"Show it: assess report show {lines[0].Split('/')[1]}", lines[1]);
        var shown = CalibrationReport.Parser.WithDiscardUnknownFields(true).ParseJson((await calibrated.RunAsync($"report show {lines[0]} --json")).Out);
        Assert.Equal((SeverityMethod.Marginal, 3UL, 3.5), (shown.Options.Method, shown.Options.Seed, shown.Options.Cut));
        Assert.Equal(("ml_engineer", "senior", 1577836800L), (shown.Inputs.Role, shown.Inputs.Level, shown.Inputs.WindowFrom.Seconds));
        Assert.All(shown.Inputs.OnlyCriteria, criterion => Assert.Matches("^(D1|P1)[.]", criterion));

        var listed = await calibrated.RunAsync("report list --state succeeded");
        Assert.Contains(lines[0].Split('/')[1], listed.Out, StringComparison.Ordinal);
        Assert.Contains("from 2020-01-01T00:00:00Z ml_engineer senior D1,P1", listed.Out, StringComparison.Ordinal);
        var json = (await calibrated.RunAsync("report list --json")).Json.AsArray();
        Assert.Contains(json, one => (string)one!["report"]! == lines[0]);
        Assert.Contains(json, one => (string)one!["report"]! == $"calibrationReports/{calibrated.Id}");
    }

    [Fact]
    public async Task Run_NoWait_GivesARunToWatch()
    {
        var created = await calibrated.RunAsync("report run --no-wait");
        string[] lines = created.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"Watch it: assess report watch {lines[0].Split('/')[1]}", lines[1]);
        var watched = await Assess.RunAsync([.. lines[1].Split(' ')[3..], "--json", "--server", calibrated.Address]);
        Assert.Equal((ExitCodes.Done, "STATE_SUCCEEDED"), (watched.Code, (string)watched.Json["state"]!));
        var cancelled = await calibrated.RunAsync($"report cancel {lines[0]}");
        Assert.Equal((ExitCodes.Done, $"{lines[0]}  succeeded\n"), (cancelled.Code, cancelled.Out));
    }

    [Fact]
    public async Task Run_NothingInTheWindow_ExitsWith1AndSaysWhy()
    {
        var run = await calibrated.RunAsync("report run --until 2020-01-01T12:00:00+02:00");
        Assert.Equal((ExitCodes.ProblemsFound, ""), (run.Code, run.Out));
        Assert.Contains("failed: No submitted scorecard fits the filter.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Interrupted_SaysHowToGoOn()
    {
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(ExitCodes.Done, (await calibrated.RunAsync("report run --no-wait")).Code); // so that the one to interrupt waits
        }

        using var stop = new CancellationTokenSource();
        var error = new LineWriter();
        var running = CommandLine.RunAsync(["report", "run", "--server", calibrated.Address], new StringWriter(), error, stop.Token);
        Assert.Equal("waits for its turn", await error.Lines.ReadAsync(Cancellation));
        await stop.CancelAsync();
        Assert.Equal(ExitCodes.Interrupted, await running);
        string last = "";
        while (error.Lines.TryRead(out string? line))
        {
            last = line.Length > 0 ? line : last;
        }

        var rest = Regex.Match(last, "^assess: interrupted; the run goes on. Watch it again: assess (report watch [0-9a-f-]{36})$");
        Assert.True(rest.Success, last);
        var watched = await calibrated.RunAsync(rest.Groups[1].Value);
        Assert.Equal(ExitCodes.Done, watched.Code);
        Assert.Contains("step ", watched.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_Latest_ComesInOrderAndFitsAHundredColumns()
    {
        var run = await calibrated.RunAsync($"report show {calibrated.Id}");
        Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
        Assert.All(run.Out.Split('\n'), line => Assert.True(line.Length <= 110, line));
        int[] heads = [.. Enumerable.Range(1, 11).Select(i => run.Out.IndexOf($"\n{i}  ", StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, heads);
        Assert.Equal(heads.Order(), heads);
        Assert.Contains("Connected: all interviewers and candidates are linked", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", run.Out, StringComparison.Ordinal);
        string severity = run.Out[heads[3]..heads[4]];
        int[] order = [.. CalibratedBanks.Severity.Keys.Select(name => severity.IndexOf($"\n {name} ", StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, order);
        Assert.Equal(order.Order(), order); // the planted order, the most severe first
        Assert.Matches("├─*●─*┤", severity);
    }

    [Fact]
    public async Task Show_Json_EqualsTheServersWithEveryFairScore()
    {
        var run = await calibrated.RunAsync($"report show {calibrated.Id} --json");
        var shown = JsonParser.Default.Parse<CalibrationReport>(run.Out);
        var request = new GetCalibrationReportRequest { Name = $"calibrationReports/{calibrated.Id}" };
        var expected = await calibrated.Served.Client.Calibration.GetCalibrationReportAsync(request, cancellationToken: Cancellation);
        Assert.Equal(CalibratedBanks.Candidates, shown.FairScores.Count);
        shown.FairScores.Clear();
        Assert.Equal(expected, shown);
    }

    [Fact]
    public async Task Show_ToFiles_WritesAPageAndTables()
    {
        using var folder = new TemporaryFolder();
        string page = folder.File("report.html"), tables = folder.File("tables");
        var run = await calibrated.RunAsync($"report show {calibrated.Id} --html {page} --csv {tables}");
        Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Out));
        Assert.Contains(page, run.Error, StringComparison.Ordinal);
        string html = await File.ReadAllTextAsync(page, Cancellation);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("lenient", html, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(tables, "README.txt")));
        string[] severities = await File.ReadAllLinesAsync(Directory.GetFiles(tables, "*severit*.csv").Order(StringComparer.Ordinal).First(), Cancellation);
        Assert.Equal(1 + CalibratedBanks.Severity.Count, severities.Length);

        var unwritable = await calibrated.RunAsync($"report show --html {folder.File("missing")}/report.html");
        Assert.Equal((ExitCodes.WrongUsage, ""), (unwritable.Code, unwritable.Out));
        Assert.Contains("can't be written", unwritable.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_StoredReport_IsIdentical()
    {
        var run = await calibrated.RunAsync($"report replay {calibrated.Id}");
        Assert.Equal(ExitCodes.Done, run.Code);
        string[] hashes = [.. Regex.Matches(run.Out, "[0-9a-f]{64}").Select(match => match.Value)];
        Assert.Equal(2, hashes.Length);
        Assert.Equal(hashes[0], hashes[1]);
        Assert.Contains("Identical: every byte is the same.", run.Out, StringComparison.Ordinal);
        Assert.True((bool)(await calibrated.RunAsync($"report replay {calibrated.Id} --json")).Json["identical"]!);
    }

    [Fact]
    public async Task Interviewer_Own_ShowsSeverityAndNoColleague()
    {
        var run = await calibrated.RunAsync($"report interviewer severe --report {calibrated.Id}");
        Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
        Assert.Contains("0 of the 5 interviewers of your part are more severe", run.Out, StringComparison.Ordinal);
        Assert.All(CalibratedBanks.Severity.Keys.Where(name => name != "severe"), name => Assert.DoesNotContain(name, run.Out, StringComparison.Ordinal));
        var json = await calibrated.RunAsync($"report interviewer severe --report {calibrated.Id} --json");
        Assert.True((double)json.Json["severity"]!["shrunken"]!["value"]! > 0);
        var unknown = await calibrated.RunAsync("report interviewer nobody");
        Assert.Equal((ExitCodes.Refused, ""), (unknown.Code, unknown.Out));
        Assert.Contains("RESOURCE_NOT_FOUND", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Impact_OfStoredLabels_ShowsRatesByGroup()
    {
        using var folder = new TemporaryFolder();
        string csv = "candidate,category,label\n" + string.Concat(Enumerable.Range(0, CalibratedBanks.Candidates).Select(i => $"c-{i:00},sex,{(i % 2 == 0 ? "f" : "m")}\n"));
        var stored = await calibrated.RunAsync($"report labels {folder.File("labels.csv", csv)}");
        Assert.Equal((ExitCodes.Done, "30 label(s) stored, 0 taken away.\n"), (stored.Code, stored.Out));
        foreach (string basis in new[] { "observed", "fair" })
        {
            var run = await calibrated.RunAsync($"report impact --category sex --basis {basis} --report {calibrated.Id}");
            Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
            Assert.Matches("(?m)^ f +15 ", run.Out);
            Assert.Contains("All: 30 considered", run.Out, StringComparison.Ordinal);
        }

        var json = await calibrated.RunAsync($"report impact --category sex --report {calibrated.Id} --json");
        Assert.Equal(2, json.Json["impact"]!["groups"]!.AsArray().Count);
        var decided = await calibrated.RunAsync($"report impact --category sex --basis decision --report {calibrated.Id}");
        Assert.Equal(ExitCodes.Done, decided.Code);
        var taken = await calibrated.RunAsync($"report labels {folder.File("none.csv", "candidate,category,label\nc-00,race,\n")} --json");
        Assert.Equal((0, 1), ((int)taken.Json["stored"]!, (int)taken.Json["removed"]!));
    }

    [Theory]
    [InlineData("candidate,label\nc,f\n", "line 1: the columns must be candidate,category,label.")]
    [InlineData("candidate,category,label\nc,sex\n", "line 2: it has 2 cells, not 3.")]
    [InlineData("candidate,category,label\nc,sex,f\nc,sex,m\n", "line 3: an earlier line labels c in sex.")]
    [InlineData("candidate,category,label\n", "it has a header and no label.")]
    public async Task Labels_BadFile_ExitsWith1(string csv, string problem)
    {
        using var folder = new TemporaryFolder();
        var run = await calibrated.RunAsync($"report labels {folder.File("labels.csv", csv)}");
        Assert.Equal((ExitCodes.ProblemsFound, ""), (run.Code, run.Out));
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report show 0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11", "RESOURCE_NOT_FOUND")]
    [InlineData("report watch 0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11", "RESOURCE_NOT_FOUND")]
    [InlineData("report cancel nonsense", "INVALID_FIELDS")]
    [InlineData("report replay nonsense", "INVALID_FIELDS")]
    [InlineData("report impact --category Sex", "INVALID_FIELDS")]
    [InlineData("report run --competency X9", "INVALID_FIELDS")]
    [InlineData("report run --from 2026-02-01 --until 2026-01-01", "INVALID_FIELDS")]
    public async Task Report_WhatTheServerRefuses_ExitsWith4(string line, string reason)
    {
        var run = await calibrated.RunAsync(line);
        Assert.Equal((ExitCodes.Refused, ""), (run.Code, run.Out));
        Assert.StartsWith($"assess: refused ({reason}): ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report list")]
    [InlineData("report show --json")]
    [InlineData("report run --no-wait")]
    [InlineData("candidates rank a b")]
    [InlineData("decisions list a")]
    [InlineData("claims list a")]
    public async Task Committee_NoServer_ExitsWith3(string line)
    {
        var run = await Assess.RunAsync([.. line.Split(' '), "--server", "http://127.0.0.1:1"]);
        Assert.Equal((ExitCodes.Unreachable, ""), (run.Code, run.Out));
    }
}
