using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assessment.Cli.Files;
using Assessment.Cli.Output;
using Assessment.Client;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess scorecards draft</c>, <c>submit</c>, <c>amend</c> and <c>withdraw</c></summary>
internal static class ScorecardEditCommands
{
    private const string Interview = "interviews/0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11";
    private const string Example = Interview + "/scorecards/0199d2c2-03b7-7c55-8e0e-5b1f4a7c2d90";

    public static Command CreateDraft()
    {
        var file = CardArgument();
        var interview = new Option<string>("--interview") { Description = "The interview, where the file does not say it: 'interviews/{uuid}' or the UUID.", HelpName = "NAME" };
        var etag = CommonOptions.Etag();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "draft",
            "Keeps a draft: begins the interviewer's, or replaces its content. It may be incomplete.",
            $"assess scorecards draft card.json --interview {Interview}",
            "assess scorecards draft card.json --json | jq -r .etag")
        {
            file, interview, etag, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var (parent, card) = await ReadAsync(parsed.GetRequiredValue(file), cancellation);
                parent = parsed.GetValue(interview) is { } typed ? Names.Interview(typed) : parent;
                if (parent.Length == 0)
                {
                    throw new CommandException(ExitCodes.WrongUsage, "the file names no interview; name it with --interview.");
                }

                var begun = await FindDraftAsync(client, parent, card.InterviewerId, cancellation);
                string seen = parsed.GetValue(etag) ?? card.Etag;
                Etags.Require(seen, begun?.Etag ?? "none", begun?.Name ?? $"the draft of {card.InterviewerId}");
                card.Name = begun?.Name ?? "";
                var request = new SaveDraftRequest { Parent = parent, Scorecard = card, Etag = begun?.Etag ?? "" };
                return Write(await client.Scorecards.SaveDraftAsync(request, cancellationToken: cancellation), parsed, json);
            },
            cancellation));
        return command;
    }

    public static Command CreateSubmit()
    {
        var name = CardName();
        var etag = CommonOptions.Etag();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand("submit", "Submits a draft as it stands.", $"assess scorecards submit {Example}", $"assess scorecards submit {Example} --etag 2")
        {
            name, etag, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var card = await GetAsync(client, parsed.GetRequiredValue(name), parsed.GetValue(etag), cancellation);
                var request = new SubmitDraftRequest { Name = card.Name, Etag = card.Etag };
                return Write(await client.Scorecards.SubmitDraftAsync(request, cancellationToken: cancellation), parsed, json);
            },
            cancellation));
        return command;
    }

    public static Command CreateAmend()
    {
        var name = CardName();
        var file = CardArgument();
        var reason = Reason();
        var etag = CommonOptions.Etag();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "amend",
            "Replaces a submitted scorecard's content by a new revision. The old revision stays.",
            $"assess scorecards amend {Example} card.json --reason \"Rated the wrong criterion.\"",
            $"assess scorecards amend {Example} card.json --reason \"A typo.\" --etag 1")
        {
            name, file, reason, etag, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var (_, content) = await ReadAsync(parsed.GetRequiredValue(file), cancellation);
                string? seen = parsed.GetValue(etag) ?? (content.Etag.Length > 0 ? content.Etag : null);
                var card = await GetAsync(client, parsed.GetRequiredValue(name), seen, cancellation);
                content.Name = card.Name;
                var request = new AmendScorecardRequest
                {
                    Name = card.Name,
                    Scorecard = content,
                    Reason = parsed.GetRequiredValue(reason),
                    Etag = card.Etag,
                };
                return Write(await client.Scorecards.AmendScorecardAsync(request, cancellationToken: cancellation), parsed, json);
            },
            cancellation));
        return command;
    }

    public static Command CreateWithdraw()
    {
        var name = CardName();
        var reason = Reason();
        var etag = CommonOptions.Etag();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "withdraw", "Withdraws a submitted scorecard: it stays on record and counts for nothing.", $"assess scorecards withdraw {Example} --reason \"The wrong candidate.\"")
        {
            name, reason, etag, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var card = await GetAsync(client, parsed.GetRequiredValue(name), parsed.GetValue(etag), cancellation);
                var request = new WithdrawScorecardRequest { Name = card.Name, Reason = parsed.GetRequiredValue(reason), Etag = card.Etag };
                return Write(await client.Scorecards.WithdrawScorecardAsync(request, cancellationToken: cancellation), parsed, json);
            },
            cancellation));
        return command;
    }

    private static Argument<string> CardName() => new("NAME") { Description = "'interviews/{uuid}/scorecards/{uuid}'." };

    private static Argument<string> CardArgument() => new("FILE")
    {
        Description = "A Scorecard in proto JSON, or a SubmitScorecardRequest that holds one; '-' reads standard input. An etag in it must still be the card's.",
    };

    private static Option<string> Reason() => new("--reason") { Description = "Why; it is kept with the scorecard.", HelpName = "TEXT", Required = true };

    /// <summary>The scorecard as it is now, if it is still the one the user saw.</summary>
    private static async Task<Scorecard> GetAsync(AssessmentClient client, string name, string? seen, CancellationToken cancellation)
    {
        var card = await client.Scorecards.GetScorecardAsync(new GetScorecardRequest { Name = name }, cancellationToken: cancellation);
        Etags.Require(seen, card.Etag, card.Name);
        return card;
    }

    private static async Task<Scorecard?> FindDraftAsync(AssessmentClient client, string parent, string interviewer, CancellationToken cancellation) =>
        interviewer.Length == 0
            ? null // the server says what is missing
            : await client.Scorecards.ListAllScorecardsAsync(
                new ListScorecardsRequest { Parent = parent, InterviewerId = interviewer, State = Scorecard.Types.State.Draft }, cancellation)
                .FirstOrDefaultAsync(cancellation);

    private static async Task<(string Parent, Scorecard Card)> ReadAsync(string file, CancellationToken cancellation)
    {
        string text = await TextFile.ReadAsync(file, cancellation);
        try
        {
            if (JsonNode.Parse(text) is JsonObject item && item.ContainsKey("scorecard"))
            {
                var request = ProtoJson.Parse<SubmitScorecardRequest>(text);
                return (request.Parent, request.Scorecard ?? new Scorecard());
            }

            var card = ProtoJson.Parse<Scorecard>(text);
            return (card.Name.Length > 0 ? Names.ParentOf(card.Name) : "", card);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new CommandException(ExitCodes.ProblemsFound, $"{file} is not a Scorecard in proto JSON. {e.Message}");
        }
    }

    private static int Write(Scorecard card, ParseResult parsed, Option<bool> json)
    {
        var terminal = Terminal.Of(parsed);
        if (parsed.GetValue(json))
        {
            terminal.WriteJson(ProtoJson.Of(card));
            return ExitCodes.Done;
        }

        terminal.WriteLine(card.Name);
        string composite = card.Score is { } score ? $", composite {Figures.Points(score.HasCompositeHundredths, score.CompositeHundredths)}" : "";
        terminal.WriteLine($"{Figures.Name(card.State)}, revision {card.Revision}{composite}, etag {card.Etag}");
        return ExitCodes.Done;
    }
}
