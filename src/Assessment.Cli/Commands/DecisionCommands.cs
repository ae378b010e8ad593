using System.CommandLine;
using Assessment.Cli.Output;
using Assessment.V1;
using Outcome = Assessment.V1.Decision.Types.Outcome;
using ReasonCode = Assessment.V1.Decision.Types.ReasonCode;

namespace Assessment.Cli.Commands;

/// <summary><c>assess decisions record</c> and <c>list</c></summary>
internal static class DecisionCommands
{
    private const string Example = "interviews/0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11";

    public static Command CreateRecord()
    {
        var interview = CommonOptions.Interview();
        var by = new Option<string>("--by") { Description = "The person who decided.", HelpName = "WHO", Required = true };
        var outcome = new Option<string>("--outcome") { Description = "What was decided.", Required = true };
        outcome.AcceptOnlyFromAmong(EnumWords.All<Outcome>());
        var code = new Option<string>("--reason-code") { Description = "Why.", Required = true };
        code.AcceptOnlyFromAmong(EnumWords.All<ReasonCode>());
        var reason = new Option<string>("--reason") { Description = "Why, in words; needed when the decision departs from the verdict.", HelpName = "TEXT" };
        var redirected = new Option<string>("--redirected-to") { Description = "The open role that the candidate is redirected to, e.g. data_engineer/senior.", HelpName = "ROLE/LEVEL" };
        var requestId = new Option<string>("--request-id") { Description = "A UUID that makes a second run give the first one's decision.", HelpName = "UUID" };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "record",
            "Records what a person decided, with what the rules advised at that moment. Older decisions stay.",
            $"assess decisions record {Example} --by dana --outcome hire --reason-code follows_verdict",
            $"assess decisions record {Example} --by dana --outcome continue --reason-code weak_evidence --reason \"Nobody asked about monitoring.\"")
        {
            interview, by, outcome, code, reason, redirected, requestId, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new RecordDecisionRequest
                {
                    Parent = Names.Interview(parsed.GetRequiredValue(interview)),
                    Decision = new Decision
                    {
                        DecidedBy = parsed.GetRequiredValue(by),
                        Outcome = EnumWords.Parse<Outcome>(parsed.GetRequiredValue(outcome)),
                        ReasonCode = EnumWords.Parse<ReasonCode>(parsed.GetRequiredValue(code)),
                        Reason = parsed.GetValue(reason) ?? "",
                        RedirectedTo = parsed.GetValue(redirected) is { } role ? Names.RoleProfile(role) : "",
                    },
                    RequestId = parsed.GetValue(requestId) ?? "",
                };
                var decision = await client.CandidateAssessments.RecordDecisionAsync(request, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(decision));
                }
                else
                {
                    terminal.WriteLine(decision.Name);
                    DecisionTables.Write(decision, terminal);
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
            "list", "Lists the decisions of an interview, oldest first.", $"assess decisions list {Example}", $"assess decisions list {Example} --json | jq '.[].diverges'")
        {
            interview, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new ListDecisionsRequest { Parent = Names.Interview(parsed.GetRequiredValue(interview)) };
                var found = await client.CandidateAssessments.ListDecisionsAsync(request, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(found.Decisions));
                    return ExitCodes.Done;
                }

                foreach (var decision in found.Decisions)
                {
                    DecisionTables.Write(decision, terminal);
                }

                terminal.WriteLine($"{found.Decisions.Count} decision(s).");
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }
}
