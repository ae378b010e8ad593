using System.CommandLine;
using Assessment.Cli.Files;
using Assessment.Cli.Output;
using Assessment.Client;
using Grpc.Core;

namespace Assessment.Cli.Commands;

/// <summary><c>assess submit</c></summary>
internal static class SubmitCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "SubmitScorecardRequests in proto JSON: one object, an array, or JSON Lines; '-' reads standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "submit",
            "Submits scorecards one by one. A refused one stops nothing, and a second run submits nothing twice.",
            "assess submit scorecard.json",
            "assess submit monday.jsonl tuesday.jsonl --server http://assessment.example:5080",
            "assess submit --json cards.json | jq '.[] | select(.error)'")
        {
            files, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var items = new List<CardItem>();
                foreach (string file in parsed.GetRequiredValue(files))
                {
                    items.AddRange(CardFile.Parse(file, await TextFile.ReadAsync(file, cancellation)));
                }

                CardFile.AddRequestIds(items);
                return await RunAsync(
                    items, client, parsed.GetRequiredValue(server), parsed.GetValue(json), Terminal.Of(parsed), cancellation);
            },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<CardItem> items, AssessmentClient client, Uri server, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var outcomes = new List<SubmitOutcome>();
        AssessmentError? unreachable = null;
        foreach (var item in items)
        {
            var outcome = await SubmitAsync(item, client, cancellation);
            if (outcome.Error is { } error && ServerCall.IsUnreachable(error))
            {
                unreachable = error;
                break;
            }

            outcomes.Add(outcome);
            outcome.WriteRefusal(terminal);
            if (outcomes.Count % 100 == 0)
            {
                terminal.WriteProgress($"{outcomes.Count} of {items.Count} …");
            }
        }

        SubmitOutcome.Write(outcomes, json, terminal);
        int refused = outcomes.Count(o => o.Error is not null);
        terminal.WriteProgress($"{outcomes.Count - refused} submitted, {refused} refused, {items.Count - outcomes.Count} not sent.");
        if (unreachable is not null)
        {
            throw ServerCall.Failure(unreachable, server);
        }

        return refused == 0 ? ExitCodes.Done : ExitCodes.ProblemsFound;
    }

    private static async Task<SubmitOutcome> SubmitAsync(CardItem item, AssessmentClient client, CancellationToken cancellation)
    {
        if (item.Request is null)
        {
            return new SubmitOutcome(item, null, new AssessmentError { Code = StatusCode.InvalidArgument, Message = item.Problem! });
        }

        try
        {
            var card = await client.Scorecards.SubmitScorecardAsync(item.Request, cancellationToken: cancellation);
            return new SubmitOutcome(item, card, null);
        }
        catch (RpcException exception) when (!cancellation.IsCancellationRequested)
        {
            return new SubmitOutcome(item, null, exception.ToAssessmentError());
        }
    }
}
