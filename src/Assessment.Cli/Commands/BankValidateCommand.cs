using System.CommandLine;
using System.Text.Json.Nodes;
using Assessment.Cli.Output;
using Assessment.QuestionBanks;

namespace Assessment.Cli.Commands;

/// <summary><c>assess bank validate</c></summary>
internal static class BankValidateCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files and folders of YAML.", Arity = ArgumentArity.OneOrMore };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "validate",
            "Checks banks and role profiles, and lists every problem as file:line:column: code message.",
            "assess bank validate question-banks",
            "assess bank validate question-banks/product-sense.yaml question-banks/role-profiles.yaml",
            "assess bank validate --json question-banks | jq '.diagnostics'")
        {
            paths, json,
        };
        command.SetAction(parsed => Run(BankFolder.Read(parsed.GetRequiredValue(paths)), parsed.GetValue(json), Terminal.Of(parsed)));
        return command;
    }

    private static int Run(BankFolderReading reading, bool json, Terminal terminal)
    {
        foreach (var diagnostic in reading.Diagnostics)
        {
            terminal.WriteErrorLine(diagnostic.ToString());
        }

        if (json)
        {
            terminal.WriteJson(ToJson(reading));
        }
        else
        {
            WriteTables(reading, terminal);
        }

        if (reading.Diagnostics.Count == 0)
        {
            return ExitCodes.Done;
        }

        int files = reading.Diagnostics.Select(d => d.File).Distinct().Count();
        terminal.WriteProblem($"{reading.Diagnostics.Count} problem(s) in {files} file(s).");
        return ExitCodes.ProblemsFound;
    }

    private static void WriteTables(BankFolderReading reading, Terminal terminal)
    {
        if (reading.Banks.Count > 0)
        {
            var table = Grid.Of("Bank", "Version", ">Competencies", ">Criteria", ">Questions", ">Minutes", ">Red flags");
            foreach (var bank in reading.Banks)
            {
                table.Add([bank.Id, bank.Version, .. CountsOf(bank).Select(c => Figures.Number(c.Count))]);
            }

            terminal.Write(table);
        }

        if (reading.Profiles.Count > 0)
        {
            terminal.WriteLine();
            var table = Grid.Of("Role profiles", "Version", ">Roles", ">Competencies");
            foreach (var set in reading.Profiles)
            {
                table.Add(set.Id, set.Version, Figures.Number(set.Roles.Count), Figures.Number(set.LearningTimes.Count));
            }

            terminal.Write(table);
        }
    }

    private static (string Name, int Count)[] CountsOf(QuestionBank bank) =>
    [
        ("competencies", bank.Competencies.Count),
        ("criteria", bank.Competencies.Sum(c => c.Criteria.Count)),
        ("questions", bank.Competencies.Sum(c => c.Questions.Count)),
        ("minutes", bank.Competencies.SelectMany(c => c.Questions).Sum(q => q.Minutes)),
        ("redFlags", bank.Competencies.Sum(c => c.RedFlags.Count)),
    ];

    private static JsonObject ToJson(BankFolderReading reading) => new()
    {
        ["banks"] = new JsonArray(
        [
            .. reading.Banks.Select(bank => new JsonObject(
            [
                new("id", bank.Id),
                new("version", bank.Version),
                new("sha256", bank.Sha256),
                .. CountsOf(bank).Select(c => new KeyValuePair<string, JsonNode?>(c.Name, c.Count)),
            ])),
        ]),
        ["roleProfiles"] = new JsonArray(
        [
            .. reading.Profiles.Select(set => new JsonObject
            {
                ["id"] = set.Id,
                ["version"] = set.Version,
                ["sha256"] = set.Sha256,
                ["roles"] = set.Roles.Count,
                ["competencies"] = set.LearningTimes.Count,
            }),
        ]),
        ["diagnostics"] = new JsonArray(
        [
            .. reading.Diagnostics.Select(d => new JsonObject
            {
                ["file"] = d.File, ["line"] = d.Line, ["column"] = d.Column, ["code"] = d.Code, ["message"] = d.Message,
            }),
        ]),
    };
}
