using System.CommandLine;
using System.Text.Json.Nodes;
using Assessment.Cli.Banks;
using Assessment.Cli.Files;
using Assessment.Cli.Output;
using Assessment.Client;
using Assessment.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Assessment.Cli.Commands;

/// <summary><c>assess bank show</c>, <c>diff</c> and <c>publish</c></summary>
internal static class BankCommands
{
    private const string BankForms = "a YAML file, or on the server: ID for the newest version, or ID/VERSION";

    public static Command CreateShow()
    {
        var bank = new Argument<string>("BANK") { Description = $"The bank: {BankForms}. Without one, the server's banks are listed.", Arity = ArgumentArity.ZeroOrOne };
        var competency = new Option<string>("--competency") { Description = "Only this competency, e.g. P1.", HelpName = "ID" };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "show",
            "Shows a bank: competencies, criteria with their anchors, questions and red flags.",
            "assess bank show",
            "assess bank show product-sense --competency P1",
            "assess bank show question-banks/ml-platform.yaml --json | jq '.competencies[].id'")
        {
            bank, competency, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(bank) is not { } typed)
                {
                    var banks = await client.QuestionBanks.ListAllQuestionBanksAsync(new ListQuestionBanksRequest(), cancellation).ToListAsync(cancellation);
                    WriteList(banks, parsed.GetValue(json), terminal);
                    return ExitCodes.Done;
                }

                var found = await BankSource.ReadAsync(typed, client, cancellation);
                if (parsed.GetValue(competency) is { } id)
                {
                    var only = found.Competencies.FirstOrDefault(c => c.Id == id)
                        ?? throw new CommandException(ExitCodes.WrongUsage, $"the bank has no competency '{id}'. There are {string.Join(", ", found.Competencies.Select(c => c.Id))}.");
                    found.Competencies.Clear();
                    found.Competencies.Add(only);
                }

                BankText.Write(found, parsed.GetValue(json), terminal);
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    public static Command CreateDiff()
    {
        var old = new Argument<string>("OLD") { Description = $"The bank before: {BankForms}." };
        var @new = new Argument<string>("NEW") { Description = "The bank after, named in the same ways." };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "diff",
            "Shows what differs between two banks by id, with the old and the new text. Exits with 1 when anything does.",
            "assess bank diff product-sense question-banks/product-sense.yaml",
            "assess bank diff product-sense/1.0.0 product-sense/1.1.0 --json | jq 'map(.id)'")
        {
            old, @new, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var changes = BankDiff.Between(
                    await BankSource.ReadAsync(parsed.GetRequiredValue(old), client, cancellation),
                    await BankSource.ReadAsync(parsed.GetRequiredValue(@new), client, cancellation));
                WriteDiff(changes, parsed.GetValue(json), Terminal.Of(parsed));
                return changes.Count == 0 ? ExitCodes.Done : ExitCodes.ProblemsFound;
            },
            cancellation));
        return command;
    }

    public static Command CreatePublish()
    {
        var files = new Argument<string[]>("FILE") { Description = "YAML files of banks.", Arity = ArgumentArity.OneOrMore };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "publish",
            "Publishes bank versions on the server. The same content again succeeds; other content under a published version is refused.",
            "assess bank publish question-banks/product-sense.yaml",
            "assess bank publish question-banks/product-sense.yaml question-banks/ml-platform.yaml --json | jq -r '.[].name'")
        {
            files, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var terminal = Terminal.Of(parsed);
                var published = new List<QuestionBank>();
                int refused = 0;
                foreach (string file in parsed.GetRequiredValue(files))
                {
                    try
                    {
                        string text = await TextFile.ReadAsync(file, cancellation);
                        var request = new PublishQuestionBankRequest { Source = ByteString.CopyFromUtf8(text), File = Path.GetFileName(file) };
                        published.Add(await client.QuestionBanks.PublishQuestionBankAsync(request, cancellationToken: cancellation));
                    }
                    catch (RpcException e) when (e.StatusCode is StatusCode.InvalidArgument or StatusCode.AlreadyExists)
                    {
                        refused++;
                        WriteRefusal(file, e.ToAssessmentError(), terminal);
                    }
                }

                WriteList(published, parsed.GetValue(json), terminal);
                return refused == 0 ? ExitCodes.Done : ExitCodes.ProblemsFound;
            },
            cancellation));
        return command;
    }

    private static void WriteRefusal(string file, AssessmentError error, Terminal terminal)
    {
        terminal.WriteProblem($"{file}: {ServerCall.Refusal(error)}");
        foreach (string violation in ServerCall.Violations(error))
        {
            terminal.WriteErrorLine($"  {violation}");
        }
    }

    private static void WriteList(IReadOnlyList<QuestionBank> banks, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.WriteJson(ProtoJson.Of(banks));
            return;
        }

        var table = Grid.Of("Bank", "Version", "Track", "Published", "SHA-256");
        foreach (var bank in banks)
        {
            table.Add(bank.BankId, bank.Version, Figures.Name(bank.Track), Figures.Time(bank.PublishedAt), bank.Sha256[..12]);
        }

        terminal.Write(table);
    }

    private static void WriteDiff(IReadOnlyList<BankChange> changes, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.WriteJson(new JsonArray(
            [
                .. changes.Select(c => new JsonObject { ["id"] = c.Id, ["kind"] = c.Kind, ["field"] = c.Field, ["old"] = c.Old, ["new"] = c.New }),
            ]));
            return;
        }

        foreach (var change in changes)
        {
            terminal.WriteLine($"{change.Kind} {(change.Id.Length > 0 ? change.Id : "bank")} {change.Field}".TrimEnd());
            if (change.Old is not null)
            {
                terminal.WriteLine($"  - {Grid.OneLine(change.Old)}");
            }

            if (change.New is not null)
            {
                terminal.WriteLine($"  + {Grid.OneLine(change.New)}");
            }
        }

        int Count(string kind) => changes.Count(c => c.Kind == kind);
        terminal.WriteLine($"{Count("added")} added, {Count("removed")} removed, {Count("changed")} changed.");
    }
}
