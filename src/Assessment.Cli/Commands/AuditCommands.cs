using System.CommandLine;
using Assessment.Cli.Files;
using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess audit verify</c> and <c>heads</c></summary>
internal static class AuditCommands
{
    /// <summary>Longer than any verification takes; whoever waits less interrupts it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static Command CreateVerify()
    {
        var heads = new Option<string>("--heads")
        {
            Description = "Heads that 'assess audit heads' printed earlier; '-' is standard input. They show whether the end of a chain was cut off since.",
            HelpName = "FILE",
        };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "verify",
            "Verifies the audit chains, and compares what is stored with what their events were written of. Exit code 1 when something is not as it was.",
            "assess audit verify",
            "assess audit verify --heads heads-2026-11.json")
        {
            heads, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new VerifyAuditRequest();
                if (parsed.GetValue(heads) is { } path)
                {
                    request.Heads.Add((await ReadAsync(path, cancellation)).Heads);
                }

                var report = await client.Audit.VerifyAuditAsync(request, deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Longest, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(report));
                }
                else
                {
                    Write(report, terminal);
                }

                return report.Breaks.Count == 0 ? ExitCodes.Done : ExitCodes.ProblemsFound;
            },
            cancellation));
        return command;
    }

    public static Command CreateHeads()
    {
        var server = CommonOptions.Server();
        var command = new ExampleCommand(
            "heads",
            "Prints how far every audit chain has come, as JSON. Keep it where whoever administers the database can't write.",
            "assess audit heads > heads-2026-11.json")
        {
            server,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var heads = await client.Audit.ListAuditHeadsAsync(new ListAuditHeadsRequest(), cancellationToken: cancellation);
                Terminal.Of(parsed).WriteJson(ProtoJson.Of(heads));
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    private static async Task<ListAuditHeadsResponse> ReadAsync(string path, CancellationToken cancellation)
    {
        string text = await TextFile.ReadAsync(path, cancellation);
        try
        {
            return ProtoJson.Parse<ListAuditHeadsResponse>(text);
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCodes.WrongUsage, $"'{path}' is not what 'assess audit heads' prints: {e.Message}");
        }
    }

    private static void Write(VerifyAuditResponse report, Terminal terminal)
    {
        terminal.WriteLine($"Chains            {report.Chains}");
        terminal.WriteLine($"Events            {report.Events}");
        terminal.WriteLine($"Contents equal    {report.Contents}");
        terminal.WriteLine($"Contents erased   {report.Erased}");
        if (report.Breaks.Count == 0)
        {
            terminal.WriteLine("All is as it was written.");
            return;
        }

        var first = report.Breaks[0];
        terminal.WriteLine($"First broken link {Place(first)}: {first.Problem}");
        var table = Grid.Of("Chain", ">Event", "Problem…");
        foreach (var found in report.Breaks)
        {
            table.Add(found.WriterId, found.Sequence == 0 ? "" : Figures.Count(found.Sequence), found.Problem);
        }

        terminal.Write(table);
        terminal.WriteLine($"{report.Breaks.Count} broken.");
    }

    private static string Place(AuditBreak found) =>
        found.WriterId.Length == 0 ? "outside the chains" : $"event {found.Sequence} of chain {found.WriterId}";
}
