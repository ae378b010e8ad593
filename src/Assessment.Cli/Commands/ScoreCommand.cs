using System.CommandLine;
using Assessment.Cli.Files;
using Assessment.Cli.Hosting;
using Assessment.Cli.Local;
using Assessment.Cli.Output;
using Assessment.QuestionBanks;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess score</c></summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A ScoreRequest in proto JSON; '-' reads standard input." };
        var banks = CommonOptions.Banks();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "score",
            "Scores ratings here, without a server, and explains the composite.",
            "assess score ratings.json",
            "assess score --json --banks my-banks -- ratings.json",
            "echo '{\"roleProfile\":\"roleProfiles/ml_engineer/levels/mid\",\"ratings\":[{\"criterion\":\"P1.target\",\"level\":4}]}' "
                + "| assess score -")
        {
            file, banks, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            string path = parsed.GetRequiredValue(file);
            var request = Parse(path, await TextFile.ReadAsync(path, cancellation));
            bool asJson = parsed.GetValue(json);
            request.Explain |= !asJson;
            var response = LocalScoring.Score(request, BankFolder.Read(InstalledBanks.Or(parsed.GetValue(banks))));
            Write(request, response, asJson, Terminal.Of(parsed));
            return ExitCodes.Done;
        });
        return command;
    }

    private static ScoreRequest Parse(string path, string text)
    {
        try
        {
            return ProtoJson.Parse<ScoreRequest>(text);
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCodes.ProblemsFound, $"'{path}' is not a ScoreRequest in proto JSON. {e.Message}");
        }
    }

    private static void Write(ScoreRequest request, ScoreResponse response, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.WriteJson(ProtoJson.Of(response));
            return;
        }

        terminal.WriteLine($"Score for {Figures.Role(request.RoleProfile)}, in points of 100");
        terminal.WriteLine();
        ScoreTables.Write(response.Score, terminal);
        ScoreTables.WriteExplanation(response.Explanation, terminal);
    }
}
