using System.CommandLine;
using Assessment.Cli.Files;
using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess claims record</c> and <c>list</c></summary>
internal static class ClaimCommands
{
    private const string Example = "interviews/0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11";

    public static Command CreateRecord()
    {
        var interview = CommonOptions.Interview();
        var file = new Argument<string>("FILE") { Description = "A Claim in proto JSON; '-' reads standard input." };
        var requestId = new Option<string>("--request-id") { Description = "A UUID that makes a second run give the first one's claim.", HelpName = "UUID" };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "record",
            "Records what one interviewer heard about one system. Again for the same system: a new revision.",
            $"assess claims record {Example} claim.json",
            $"assess claims record {Example} claim.json --json | jq .revision")
        {
            interview, file, requestId, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new RecordClaimRequest
                {
                    Parent = Names.Interview(parsed.GetRequiredValue(interview)),
                    Claim = await ReadAsync(parsed.GetRequiredValue(file), cancellation),
                    RequestId = parsed.GetValue(requestId) ?? "",
                };
                var claim = await client.Claims.RecordClaimAsync(request, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(claim));
                }
                else
                {
                    terminal.WriteLine(claim.Name);
                    ClaimTables.Write(claim, terminal);
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    public static Command CreateList()
    {
        var interview = CommonOptions.Interview();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "list",
            "Lists the newest claims of an interview, and the facts that interviewers heard differently.",
            $"assess claims list {Example}",
            $"assess claims list {Example} --json | jq '.contradictions'")
        {
            interview, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new ListClaimsRequest { Parent = Names.Interview(parsed.GetRequiredValue(interview)) };
                var found = await client.Claims.ListClaimsAsync(request, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(found));
                }
                else
                {
                    ClaimTables.Write(found, terminal);
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    private static async Task<Claim> ReadAsync(string file, CancellationToken cancellation)
    {
        string text = await TextFile.ReadAsync(file, cancellation);
        try
        {
            return ProtoJson.Parse<Claim>(text);
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCodes.ProblemsFound, $"{file} is not a Claim in proto JSON. {e.Message}");
        }
    }
}
