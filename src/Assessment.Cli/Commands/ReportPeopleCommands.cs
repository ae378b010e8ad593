using System.CommandLine;
using Assessment.Cli.Committee;
using Assessment.Cli.Files;
using Assessment.Cli.Output;
using Assessment.V1;
using Basis = Assessment.V1.GetImpactReportRequest.Types.Basis;

namespace Assessment.Cli.Commands;

/// <summary><c>assess report interviewer</c>, <c>impact</c> and <c>labels</c></summary>
internal static class ReportPeopleCommands
{
    private const int LabelsACall = 1000;

    private static readonly Dictionary<string, Basis> Bases = new(StringComparer.Ordinal)
    {
        ["observed"] = Basis.ObservedScore,
        ["fair"] = Basis.FairScore,
        ["decision"] = Basis.Decision,
    };

    public static Command CreateInterviewer()
    {
        var interviewer = new Argument<string>("INTERVIEWER") { Description = "The interviewer's id." };
        var report = ReportOption();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "interviewer",
            "Shows what a report says of one interviewer beside the panel as a whole. No colleague is named.",
            "assess report interviewer ada",
            "assess report interviewer ada --report latest --json | jq .severity.shrunken")
        {
            interviewer, report, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new GetInterviewerCalibrationRequest
                {
                    Name = $"{Names.CalibrationReport(parsed.GetRequiredValue(report))}/interviewers/{parsed.GetRequiredValue(interviewer)}",
                };
                var own = await client.Calibration.GetInterviewerCalibrationAsync(request, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(own));
                }
                else
                {
                    OwnProfile.Write(own, terminal);
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    public static Command CreateImpact()
    {
        var categories = new Option<string[]>("--category")
        {
            Description = "A category of the group labels, e.g. sex. Given twice, the two are crossed.",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
            Required = true,
        };
        var basis = new Option<string>("--basis")
        {
            Description = "What counts as selected: passing by mean level, passing by fair score, or a recorded decision to hire.",
            DefaultValueFactory = _ => "observed",
        };
        basis.AcceptOnlyFromAmong([.. Bases.Keys]);
        var report = ReportOption();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "impact",
            "Shows selection rates by group over a report's candidates: ratios, the four-fifths rule, Fisher's test. Small groups are hidden.",
            "assess report impact --category sex",
            "assess report impact --category sex --category race --basis fair --json | jq .impact.groups")
        {
            categories, basis, report, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new GetImpactReportRequest
                {
                    Name = $"{Names.CalibrationReport(parsed.GetRequiredValue(report))}/impactReport",
                    Categories = { parsed.GetRequiredValue(categories) },
                    Basis = Bases[parsed.GetRequiredValue(basis)],
                };
                var impact = await client.Calibration.GetImpactReportAsync(request, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(impact));
                }
                else
                {
                    ImpactTable.Write(impact, terminal);
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    public static Command CreateLabels()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "CSV with the columns candidate,category,label; '-' reads standard input. An empty label takes one away.",
        };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "labels", "Stores candidates' group labels in the vault. They leave it only as aggregates.", "assess report labels labels.csv")
        {
            file, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var labels = await ReadAsync(parsed.GetRequiredValue(file), cancellation);
                var all = new SetGroupLabelsResponse();
                foreach (var some in labels.Chunk(LabelsACall))
                {
                    var request = new SetGroupLabelsRequest { Labels = { some } };
                    var stored = await client.Calibration.SetGroupLabelsAsync(request, cancellationToken: cancellation);
                    (all.Stored, all.Removed) = (all.Stored + stored.Stored, all.Removed + stored.Removed);
                }

                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(all));
                }
                else
                {
                    terminal.WriteLine($"{all.Stored} label(s) stored, {all.Removed} taken away.");
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    private static Option<string> ReportOption() => new("--report")
    {
        Description = "'calibrationReports/{uuid}', the UUID, or 'latest'.",
        HelpName = "REPORT",
        DefaultValueFactory = _ => "latest",
    };

    private static async Task<IReadOnlyList<GroupLabel>> ReadAsync(string file, CancellationToken cancellation)
    {
        string text = await TextFile.ReadAsync(file, cancellation);
        try
        {
            return LabelFile.Parse(text);
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCodes.ProblemsFound, $"nothing of {file} was stored: {e.Message}");
        }
    }
}
