using System.CommandLine;
using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess interviews create</c>, <c>assign</c> and <c>close</c></summary>
internal static class InterviewWriteCommands
{
    private const string Example = "interviews/0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11";

    public static Command CreateCreate()
    {
        var candidate = new Option<string>("--candidate") { Description = "The candidate's opaque id; no name.", HelpName = "ID", Required = true };
        var role = InterviewOptions.Role(required: true);
        var level = InterviewOptions.Level();
        var panel = InterviewOptions.Members("--panel", required: false);
        var openRoles = new Option<string[]>("--open-role")
        {
            Description = "Another role profile with an opening, e.g. data_engineer/senior. May be given several times.",
            HelpName = "ROLE/LEVEL",
            AllowMultipleArgumentsPerToken = true,
        };
        var application = new Option<string>("--application") { Description = "The application in the tracking system.", HelpName = "ID" };
        var step = new Option<string>("--step") { Description = "The step of the hiring process, e.g. onsite.", HelpName = "STEP" };
        var requestId = new Option<string>("--request-id") { Description = "A UUID that makes a second run give the first one's interview.", HelpName = "UUID" };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "create",
            "Creates an interview. The newest banks and profiles are pinned to it.",
            "assess interviews create --candidate c-1041 --role ml_engineer --level senior --panel ada grace:P1,P2,D1 edsger",
            "assess interviews create --candidate c-1041 --role ml_engineer --panel ada --open-role data_engineer/senior --json | jq -r .name")
        {
            candidate, role, level, panel, openRoles, application, step, requestId, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var interview = new Interview
                {
                    CandidateId = parsed.GetRequiredValue(candidate),
                    RoleProfile = Names.RoleProfile(parsed.GetRequiredValue(role), parsed.GetRequiredValue(level)),
                    ApplicationId = parsed.GetValue(application) ?? "",
                    Step = parsed.GetValue(step) ?? "",
                    OpenRoles = { (parsed.GetValue(openRoles) ?? []).Select(Names.RoleProfile) },
                    Panel = { (parsed.GetValue(panel) ?? []).Select(Names.PanelMember) },
                };
                var request = new CreateInterviewRequest { Interview = interview, RequestId = parsed.GetValue(requestId) ?? "" };
                return Write(await client.Interviews.CreateInterviewAsync(request, cancellationToken: cancellation), parsed, json);
            },
            cancellation));
        return command;
    }

    public static Command CreateAssign()
    {
        var name = CommonOptions.Interview();
        var members = InterviewOptions.Members("--panel", required: false);
        var removed = new Option<string[]>("--remove")
        {
            Description = "An interviewer to take off the panel. May be given several times.",
            HelpName = "ID",
            AllowMultipleArgumentsPerToken = true,
        };
        var etag = CommonOptions.Etag();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "assign",
            "Puts interviewers on the panel, changes their focus, or takes them off.",
            $"assess interviews assign {Example} --panel ada:P1,P2 grace",
            $"assess interviews assign {Example} --remove edsger")
        {
            name, members, removed, etag, server, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(members) is null && result.GetResult(removed) is null)
            {
                result.AddError("name whom to assign with --panel, or whom to take off with --remove.");
            }
        });
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                string interview = Names.Interview(parsed.GetRequiredValue(name));
                var now = await client.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = interview }, cancellationToken: cancellation);
                Etags.Require(parsed.GetValue(etag), now.Etag, now.Name);
                foreach (string interviewer in parsed.GetValue(removed) ?? [])
                {
                    var request = new UnassignPanelMemberRequest { Name = interview, InterviewerId = interviewer, Etag = now.Etag };
                    now = await client.Interviews.UnassignPanelMemberAsync(request, cancellationToken: cancellation);
                }

                if (parsed.GetValue(members) is { Length: > 0 } given)
                {
                    var request = new AssignPanelMembersRequest { Name = interview, Panel = { given.Select(Names.PanelMember) }, Etag = now.Etag };
                    now = await client.Interviews.AssignPanelMembersAsync(request, cancellationToken: cancellation);
                }

                return Write(now, parsed, json);
            },
            cancellation));
        return command;
    }

    public static Command CreateClose()
    {
        var name = CommonOptions.Interview();
        var etag = CommonOptions.Etag();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "close", "Closes an interview: no scorecard can be submitted, amended or withdrawn after it.", $"assess interviews close {Example}")
        {
            name, etag, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new CloseInterviewRequest { Name = Names.Interview(parsed.GetRequiredValue(name)), Etag = parsed.GetValue(etag) ?? "" };
                return Write(await client.Interviews.CloseInterviewAsync(request, cancellationToken: cancellation), parsed, json);
            },
            cancellation));
        return command;
    }

    private static int Write(Interview interview, ParseResult parsed, Option<bool> json)
    {
        if (parsed.GetValue(json))
        {
            Terminal.Of(parsed).WriteJson(ProtoJson.Of(interview));
        }
        else
        {
            InterviewTables.Write(interview, Terminal.Of(parsed));
        }

        return ExitCodes.Done;
    }
}
