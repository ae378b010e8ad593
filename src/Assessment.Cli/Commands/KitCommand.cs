using System.CommandLine;
using Assessment.Cli.Kits;
using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess kit</c></summary>
internal static class KitCommand
{
    private static readonly TimeSpan LongestSearch = TimeSpan.FromMinutes(3); // the search for the best choice has its own limit, far below on an idle machine

    public static Command Create()
    {
        var interview = new Option<string>("--interview")
        {
            Description = "Build for this interview: role, banks and panel come from it, and its questions are counted as put to the candidate.",
            HelpName = "NAME",
        };
        var role = InterviewOptions.Role(required: false);
        var level = InterviewOptions.Level();
        var panel = new Option<int>("--panel") { Description = "How many interviewers, 1 to 8. By default 3.", HelpName = "N", DefaultValueFactory = _ => 3 };
        var minutes = new Option<int>("--minutes") { Description = "Minutes of questions for each interviewer, 5 to 240. By default 45.", HelpName = "N", DefaultValueFactory = _ => 45 };
        var avoid = new Option<int>("--avoid-recent") { Description = "Avoid the questions of the last so many kits.", HelpName = "N" };
        var format = new Option<string>("--format") { Description = "table: an overview; md or html: to print, with anchors beside each question; json.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "md", "html", "json");
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "kit",
            "Chooses questions for each interviewer that cover the role best within the minutes.",
            "assess kit --role ml_engineer --level senior --panel 3 --minutes 45",
            "assess kit --interview interviews/0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11 --minutes 45 --format html > kit.html",
            "assess kit --role data_scientist --level mid --format md > kit.md")
        {
            interview, role, level, panel, minutes, avoid, format, server, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(interview) is null == result.GetResult(role) is null)
            {
                result.AddError("name an interview with --interview, or a role with --role; one of the two.");
            }
        });
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new BuildKitRequest { Minutes = parsed.GetValue(minutes), AvoidRecentKits = parsed.GetValue(avoid) };
                if (parsed.GetValue(interview) is { } name)
                {
                    request.Interview = Names.Interview(name);
                }
                else
                {
                    request.RoleProfile = Names.RoleProfile(parsed.GetRequiredValue(role)!, parsed.GetRequiredValue(level));
                    request.PanelSize = parsed.GetValue(panel);
                }

                var deadline = TimeProvider.System.GetUtcNow() + LongestSearch;
                var kit = await client.Interviews.BuildKitAsync(request, deadline: deadline.UtcDateTime, cancellationToken: cancellation);
                Write(kit, parsed.GetValue(json) ? "json" : parsed.GetRequiredValue(format), Terminal.Of(parsed));
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    private static void Write(InterviewKit kit, string format, Terminal terminal)
    {
        switch (format)
        {
            case "json":
                terminal.WriteJson(ProtoJson.Of(kit));
                break;
            case "md":
                terminal.WriteLine(KitMarkdown.Of(kit));
                break;
            case "html":
                terminal.WriteLine(KitHtml.Of(kit));
                break;
            default:
                KitTables.Write(kit, terminal);
                break;
        }
    }
}
