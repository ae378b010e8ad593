using System.CommandLine;
using Assessment.Cli.Calibration;
using Assessment.Cli.Committee;
using Assessment.Cli.Files;
using Assessment.Cli.Output;
using Assessment.Client;
using Assessment.Reports;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess report show</c> and <c>replay</c></summary>
internal static class ReportReadCommands
{
    private const string Example = "0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11";

    /// <summary>Longer than any report takes; whoever waits less interrupts it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static Command CreateShow()
    {
        var name = ReportArgument();
        var rows = new Option<int>("--rows") { Description = "Rows shown of either end of a ranking.", DefaultValueFactory = _ => 5, HelpName = "N" };
        CalibrationPolicy.Ask(rows, count => count >= 0, "must not be negative");
        var html = new Option<string>("--html") { Description = "Write the report as one page of HTML to this file, instead of tables.", HelpName = "FILE" };
        var csv = new Option<string>("--csv") { Description = "Write the report as CSV files to this folder, instead of tables.", HelpName = "DIR" };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "show",
            "Shows a calibration report: first whether people can be compared at all, then agreement, severity, fair scores.",
            "assess report show",
            $"assess report show {Example} --html report.html --csv report",
            "assess report show latest --json | jq .design.connected")
        {
            name, rows, html, csv, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var terminal = Terminal.Of(parsed);
                var report = await ReadAsync(client, Names.CalibrationReport(parsed.GetRequiredValue(name)), cancellation);
                if (parsed.GetValue(html) is { } page)
                {
                    OutputFile.Write(page, output => ReportPage.Write(report, output));
                    terminal.WriteProgress($"{report.Name} written to {page}");
                }

                if (parsed.GetValue(csv) is { } folder)
                {
                    OutputFile.Guard(folder, () => ReportCsv.Write(report, folder));
                    terminal.WriteProgress($"{report.Name} written to the CSV files of {folder}; README.txt says what their columns are");
                }

                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(report));
                }
                else if (parsed.GetValue(html) is null && parsed.GetValue(csv) is null)
                {
                    new CommitteeReport(report, terminal, parsed.GetValue(rows)).Write();
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    public static Command CreateReplay()
    {
        var name = ReportArgument();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "replay",
            "Computes a report again from the very revisions that it was made of, and compares every byte. Exit code 1 when it is not the same.",
            "assess report replay",
            $"assess report replay {Example} --json | jq .identical")
        {
            name, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new ReplayCalibrationReportRequest { Name = Names.CalibrationReport(parsed.GetRequiredValue(name)) };
                var deadline = TimeProvider.System.GetUtcNow().UtcDateTime + Longest;
                var replay = await client.Calibration.ReplayCalibrationReportAsync(request, deadline: deadline, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(replay));
                }
                else
                {
                    terminal.WriteLine($"Stored    {replay.StoredSha256}  {Figures.Count(replay.Bytes)} bytes");
                    terminal.WriteLine($"Replayed  {replay.ReplayedSha256}");
                    terminal.WriteLine(replay.Identical ? "Identical: every byte is the same." : "NOT IDENTICAL: the report can't be reproduced.");
                }

                return replay.Identical ? ExitCodes.Done : ExitCodes.ProblemsFound;
            },
            cancellation));
        return command;
    }

    /// <summary>A whole report: with the fair scores, which are read page by page.</summary>
    public static async Task<CalibrationReport> ReadAsync(AssessmentClient client, string name, CancellationToken cancellation)
    {
        var report = await client.Calibration.GetCalibrationReportAsync(
            new GetCalibrationReportRequest { Name = name }, cancellationToken: cancellation);
        var request = new ListFairScoresRequest { Parent = report.Name, PageSize = 1000 };
        await foreach (var score in client.Calibration.ListAllFairScoresAsync(request, cancellation))
        {
            report.FairScores.Add(score);
        }

        return report;
    }

    private static Argument<string> ReportArgument() => new("REPORT")
    {
        Description = "'calibrationReports/{uuid}', the UUID, or 'latest', which is the default.",
        DefaultValueFactory = _ => "latest",
    };
}
