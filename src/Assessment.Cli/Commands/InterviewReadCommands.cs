using System.CommandLine;
using Assessment.Cli.Output;
using Assessment.Client;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess interviews show</c>, <c>list</c>, <c>outstanding</c> and <c>watch</c></summary>
internal static class InterviewReadCommands
{
    private const string Example = "interviews/0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11";

    public static Command CreateShow()
    {
        var name = CommonOptions.Interview();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand("show", "Shows an interview with its panel.", $"assess interviews show {Example}", $"assess interviews show {Example} --json")
        {
            name, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new GetInterviewRequest { Name = Names.Interview(parsed.GetRequiredValue(name)) };
                var interview = await client.Interviews.GetInterviewAsync(request, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(interview));
                }
                else
                {
                    InterviewTables.Write(interview, terminal);
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    public static Command CreateList()
    {
        var state = InterviewOptions.State();
        var candidate = new Option<string>("--candidate") { Description = "Only this candidate's.", HelpName = "ID" };
        var role = new Option<string>("--role") { Description = "Only those for this role profile, e.g. ml_engineer/senior.", HelpName = "ROLE/LEVEL" };
        var interviewer = new Option<string>("--interviewer") { Description = "Only those with this interviewer on the panel.", HelpName = "ID" };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "list",
            "Lists interviews, newest first.",
            "assess interviews list --state open",
            "assess interviews list --interviewer ada",
            "assess interviews list --role ml_engineer/senior --json | jq length")
        {
            state, candidate, role, interviewer, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var wanted = InterviewOptions.StateOf(parsed.GetValue(state));
                string candidateId = parsed.GetValue(candidate) ?? "", profile = parsed.GetValue(role) is { } typed ? Names.RoleProfile(typed) : "";
                var found = parsed.GetValue(interviewer) is { } id
                    ? client.Interviews.ListAllMyInterviewsAsync(new ListMyInterviewsRequest { InterviewerId = id, State = wanted, PageSize = 200 }, cancellation)
                        .Where(i => (candidateId.Length == 0 || i.CandidateId == candidateId) && (profile.Length == 0 || i.RoleProfile == profile))
                    : client.Interviews.ListAllInterviewsAsync(
                        new ListInterviewsRequest { State = wanted, CandidateId = candidateId, RoleProfile = profile, PageSize = 200 }, cancellation);
                var interviews = await found.ToListAsync(cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(interviews));
                }
                else
                {
                    InterviewTables.WriteList(interviews, terminal);
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    public static Command CreateOutstanding()
    {
        var interview = new Option<string>("--interview") { Description = "Only this interview's: 'interviews/{uuid}' or the UUID.", HelpName = "NAME" };
        var interviewer = new Option<string>("--interviewer") { Description = "Only this interviewer's.", HelpName = "ID" };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "outstanding",
            "Lists the scorecards that open interviews still wait for, oldest interview first.",
            "assess interviews outstanding",
            "assess interviews outstanding --interviewer ada --json | jq length")
        {
            interview, interviewer, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new ListOutstandingScorecardsRequest
                {
                    Interview = parsed.GetValue(interview) is { } name ? Names.Interview(name) : "",
                    InterviewerId = parsed.GetValue(interviewer) ?? "",
                    PageSize = 200,
                };
                var outstanding = await client.Interviews.ListAllOutstandingScorecardsAsync(request, cancellation).ToListAsync(cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(outstanding));
                }
                else
                {
                    InterviewTables.WriteOutstanding(outstanding, terminal);
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    public static Command CreateWatch()
    {
        var interview = new Option<string>("--interview") { Description = "Only this interview's: 'interviews/{uuid}' or the UUID.", HelpName = "NAME" };
        var from = new Option<string>("--from") { Description = "'start', or the last token seen: changes after it. By default from now on.", HelpName = "TOKEN" };
        var count = new Option<int>("--count") { Description = "End after so many changes. By default it goes on until Ctrl+C.", HelpName = "N" };
        var server = CommonOptions.Server();
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line, and nothing else, on standard output." };
        var command = new ExampleCommand(
            "watch",
            "Prints state changes as they happen. A lost connection is made again, and nothing is missed.",
            "assess interviews watch",
            "assess interviews watch --from start --count 1",
            "assess interviews watch --json | jq --unbuffered -r .kind")
        {
            interview, from, count, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new WatchInterviewsRequest
                {
                    Interview = parsed.GetValue(interview) is { } name ? Names.Interview(name) : "",
                    ResumeToken = parsed.GetValue(from) ?? "",
                };
                var terminal = Terminal.Of(parsed);
                int left = parsed.GetValue(count) is var given and > 0 ? given : int.MaxValue;
                await foreach (var change in client.Interviews.WatchAllAsync(request, cancellation: cancellation).Take(left))
                {
                    terminal.WriteLine(parsed.GetValue(json)
                        ? ProtoJson.Of(change).ToJsonString()
                        : $"{Figures.Time(change.OccurredAt)}  {change.ResumeToken,6}  {Figures.Name(change.Kind),-20}  "
                          + (change.Scorecard.Length > 0 ? $"{change.Scorecard}  {Grid.OneLine(change.InterviewerId)}" : change.Interview));
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }
}
