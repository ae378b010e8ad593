using System.Text.Json.Nodes;
using Assessment.Cli.Files;
using Assessment.Cli.Output;
using Assessment.Client;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Cli.Commands;

/// <summary>What became of one card: the stored scorecard, why there is none, or that the outbox keeps it.</summary>
internal sealed record SubmitOutcome(CardItem Item, Scorecard? Card, AssessmentError? Error, bool IsKept = false)
{
    public static SubmitOutcome Unreadable(CardItem item) =>
        new(item, null, new AssessmentError { Code = StatusCode.InvalidArgument, Message = item.Problem! });

    /// <summary>Says why the card was refused, with every violation; nothing for a stored one.</summary>
    public void WriteRefusal(Terminal terminal)
    {
        if (Error is null)
        {
            return;
        }

        terminal.WriteProblem($"{Item.File} item {Item.Number}: {ServerCall.Refusal(Error)}");
        foreach (string violation in ServerCall.Violations(Error))
        {
            terminal.WriteErrorLine($"  {violation}");
        }
    }

    public static void Write(IReadOnlyList<SubmitOutcome> outcomes, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.WriteJson(new JsonArray([.. outcomes.Select(o => o.ToJson())]));
            return;
        }

        foreach (var outcome in outcomes)
        {
            if (outcome.Card is { } card)
            {
                terminal.WriteLine($"{card.Name}  {Figures.Composite(card),6}  {Figures.Name(card.State)}");
            }
            else if (outcome is { IsKept: true, Item.Request: { } request })
            {
                terminal.WriteLine($"{request.Parent}  kept in the outbox as request {request.RequestId}");
            }
        }
    }

    private JsonObject ToJson()
    {
        var json = new JsonObject { ["file"] = Item.File, ["item"] = Item.Number };
        if (Item.Request is { } request)
        {
            json["requestId"] = request.RequestId;
        }

        if (IsKept)
        {
            json["outbox"] = true;
        }

        if (Card is not null)
        {
            json["scorecard"] = ProtoJson.Of(Card);
        }

        if (Error is not null)
        {
            json["error"] = ProtoJson.Of(Error);
        }

        return json;
    }
}
