using System.CommandLine;
using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess scorecards show</c></summary>
internal static class ScorecardsShowCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "'interviews/{uuid}/scorecards/{uuid}'." };
        var revision = new Option<int>("--revision") { Description = "A revision, from 1; the newest by default.", HelpName = "N" };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        const string Example = "interviews/0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11/scorecards/0199d2c2-03b7-7c55-8e0e-5b1f4a7c2d90";
        var command = new ExampleCommand(
            "show",
            "Shows one scorecard with its ratings and its score.",
            $"assess scorecards show {Example}",
            $"assess scorecards show {Example} --revision 1 --json")
        {
            name, revision, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new GetScorecardRequest { Name = parsed.GetRequiredValue(name), Revision = parsed.GetValue(revision) };
                var card = await client.Scorecards.GetScorecardAsync(request, cancellationToken: cancellation);
                Write(card, parsed.GetValue(json), Terminal.Of(parsed));
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    private static void Write(Scorecard card, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.WriteJson(ProtoJson.Of(card));
            return;
        }

        terminal.WriteLine(card.Name);
        terminal.WriteLine($"Interviewer {Grid.OneLine(card.InterviewerId)}, candidate {Grid.OneLine(card.CandidateId)}");
        terminal.WriteLine($"Revision {card.Revision}, {Figures.Name(card.State)} {Figures.Time(card.RevisedAt ?? card.CreatedAt)}");
        if (card.Reason.Length > 0)
        {
            terminal.WriteLine($"Reason: {Grid.OneLine(card.Reason)}");
        }

        terminal.WriteLine();
        var table = Grid.Of("Criterion", "Level", "Evidence…");
        foreach (var rating in card.Ratings)
        {
            string outcome = rating.OutcomeCase == Rating.OutcomeOneofCase.Level
                ? Figures.Number(rating.Level)
                : Figures.NotObserved(rating.NotObservedReason);
            table.Add(rating.Criterion, outcome, rating.Evidence);
        }

        foreach (var flag in card.RaisedFlags)
        {
            table.Add(flag.RedFlag, "red flag", flag.Evidence);
        }

        terminal.Write(table);
        terminal.WriteLine();
        if (card.Note.Length > 0)
        {
            terminal.WriteLine($"Note: {Grid.OneLine(card.Note)}");
            terminal.WriteLine();
        }

        if (card.Score is not null)
        {
            ScoreTables.Write(card.Score, terminal);
        }
    }
}
