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
            Description = "SubmitScorecardRequests in proto JSON: one object, an array, or JSON Lines; or a .csv table, see docs/cli.md. '-' reads JSON from standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var outbox = CommonOptions.Outbox();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "submit",
            "Submits scorecards one by one. A refused one stops nothing, and a second run submits nothing twice.",
            "assess submit scorecard.json",
            "assess submit monday.jsonl tuesday.csv --server http://assessment.example:5080",
            "assess submit cards.csv --outbox outbox",
            "assess submit --json cards.json | jq '.[] | select(.error)'")
        {
            files, outbox, server, json,
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
                var run = new SubmitRun(items, client, parsed.GetRequiredValue(server), parsed.GetValue(outbox), Terminal.Of(parsed));
                return await run.RunAsync(parsed.GetValue(json), cancellation);
            },
            cancellation));
        return command;
    }
}

/// <summary>One run of <c>assess submit</c>: cards to the server, and to the outbox once the server is away.</summary>
internal sealed class SubmitRun(IReadOnlyList<CardItem> items, AssessmentClient client, Uri server, string? outboxFolder, Terminal terminal)
{
    private readonly List<SubmitOutcome> _outcomes = [];

    public async Task<int> RunAsync(bool json, CancellationToken cancellation)
    {
        var unreachable = await SubmitAllAsync(cancellation);
        int kept = 0;
        if (unreachable is not null && outboxFolder is not null)
        {
            kept = await KeepRestAsync(outboxFolder, cancellation);
            terminal.WriteProblem($"the server at {Hosting.LocalServer.Shown(server)} can't be reached. {unreachable.Message}");
            unreachable = null;
        }

        SubmitOutcome.Write(_outcomes, json, terminal);
        int refused = _outcomes.Count(o => o.Error is not null);
        terminal.WriteProgress($"{_outcomes.Count - refused - kept} submitted, {refused} refused, {items.Count - _outcomes.Count} not sent.");
        if (kept > 0)
        {
            terminal.WriteProgress($"{kept} kept in the outbox. Deliver them with: assess outbox flush --outbox {outboxFolder}");
        }

        if (unreachable is not null)
        {
            throw ServerCall.Failure(unreachable, server);
        }

        return refused == 0 ? ExitCodes.Done : ExitCodes.ProblemsFound;
    }

    /// <summary>Why the server can't be reached, with the rest of the cards not sent; null when all are.</summary>
    private async Task<AssessmentError?> SubmitAllAsync(CancellationToken cancellation)
    {
        using var bar = new ProgressBar(terminal, items.Count);
        foreach (var item in items)
        {
            var outcome = await SubmitAsync(item, cancellation);
            if (outcome.Error is { } error && ServerCall.IsUnreachable(error))
            {
                return error;
            }

            Add(outcome, bar);
        }

        return null;
    }

    /// <summary>The card that met the silence may have arrived; the outbox sends it under the same request id, so that it counts once.</summary>
    private async Task<int> KeepRestAsync(string folder, CancellationToken cancellation)
    {
        using var outbox = OutboxCommands.Open(folder);
        using var bar = new ProgressBar(terminal, items.Count);
        int kept = 0;
        foreach (var item in items.Skip(_outcomes.Count).ToArray())
        {
            if (item.Request is null)
            {
                Add(SubmitOutcome.Unreadable(item), bar);
                continue;
            }

            try
            {
                await outbox.AddAsync(item.Request, cancellation);
                Add(new SubmitOutcome(item, null, null, IsKept: true), bar);
                kept++;
            }
            catch (ArgumentException e)
            {
                Add(new SubmitOutcome(item, null, new AssessmentError { Code = StatusCode.InvalidArgument, Message = e.Message.Split(" (Parameter")[0] }), bar);
            }
        }

        return kept;
    }

    private void Add(SubmitOutcome outcome, ProgressBar bar)
    {
        _outcomes.Add(outcome);
        if (outcome.Error is not null)
        {
            bar.Clear();
            outcome.WriteRefusal(terminal);
        }

        bar.Advance();
    }

    private async Task<SubmitOutcome> SubmitAsync(CardItem item, CancellationToken cancellation)
    {
        if (item.Request is null)
        {
            return SubmitOutcome.Unreadable(item);
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
