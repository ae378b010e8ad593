using System.CommandLine;
using System.Globalization;
using Assessment.StorageLoad;

namespace Assessment.Fuzz;

/// <summary>The command line.</summary>
internal static class FuzzCommand
{
    private static readonly FuzzOptions Usual = new();

    /// <summary>What runs, and says with 0 that all was well, with 1 that it was not.</summary>
    public static RootCommand Create()
    {
        var calls = new Option<long>("--calls") { Description = "How many calls.", HelpName = "N", DefaultValueFactory = _ => Usual.Calls };
        var seed = new Option<int>("--seed") { Description = "What is sent follows from it.", HelpName = "N", DefaultValueFactory = _ => Usual.Seed };
        var inFlight = new Option<int>("--in-flight") { Description = "Calls in progress together.", HelpName = "N", DefaultValueFactory = _ => Usual.InFlight };
        var memory = new Option<double>("--memory-limit") { Description = "MB that the server may have resident at most.", HelpName = "MB", DefaultValueFactory = _ => Usual.MemoryLimit };
        var folder = new Option<string>("--folder") { Description = "Where the database is put.", HelpName = "FOLDER", DefaultValueFactory = _ => Usual.Folder };
        var json = new Option<string?>("--json") { Description = "Write the report to this file too, with the bytes of what was found.", HelpName = "FILE" };
        var only = new Option<(long Index, string Rpc)?>("--only")
        {
            Description = "Make one call of a run alone, as a finding names it, e.g. 213:ScoringService/StreamScores.",
            HelpName = "INDEX:RPC",
            CustomParser = result =>
            {
                if (result.Tokens[0].Value.Split(':') is [var index, var rpc]
                    && long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                    && Contract.Rpcs.All.Any(one => one.Name == rpc))
                {
                    return (number, rpc);
                }

                result.AddError($"--only '{result.Tokens[0].Value}' names no call such as 213:ScoringService/StreamScores.");
                return null;
            },
        };
        foreach (var option in new Option[] { calls, inFlight, memory })
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out double value) && value < 1)
                {
                    result.AddError($"{option.Name} is at least 1.");
                }
            });
        }

        var command = new RootCommand("Makes hostile calls of every rpc to a server of its own, then reads what it stored. Exit code 1 when anything was not well.")
        {
            calls, seed, inFlight, memory, folder, json, only,
        };
        command.SetAction(async parsed =>
        {
            Machine.Describe(Console.Out);
            var report = await FuzzRun.RunAsync(
                new()
                {
                    Calls = parsed.GetValue(calls),
                    Seed = parsed.GetValue(seed),
                    InFlight = parsed.GetValue(inFlight),
                    MemoryLimit = parsed.GetValue(memory),
                    Folder = parsed.GetValue(folder)!,
                    Only = parsed.GetValue(only),
                },
                Console.Out);
            report.Print(Console.Out);
            if (parsed.GetValue(json) is { } file)
            {
                await File.WriteAllTextAsync(file, report.ToJson());
            }

            return report.Verdict.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
