using System.CommandLine;
using System.Text.Json.Nodes;
using Assessment.Cli.Output;
using Assessment.Cli.Settings;
using Assessment.Client;

namespace Assessment.Cli.Commands;

/// <summary><c>assess outbox status</c> and <c>assess outbox flush</c></summary>
internal static class OutboxCommands
{
    public static Command CreateStatus()
    {
        var folder = CommonOptions.Outbox();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "status",
            "Shows what waits in the outbox, and what the server refused and why. Exits with 1 when cards were refused.",
            "assess outbox status --outbox outbox",
            "assess outbox status --outbox outbox --json | jq '.waiting'")
        {
            folder, json,
        };
        command.SetAction(parsed =>
        {
            string path = Required(parsed.GetValue(folder));
            var status = Outbox.StatusOf(path);
            WriteStatus(path, status, Outbox.RefusedOf(path), parsed.GetValue(json), Terminal.Of(parsed));
            return status.Refused == 0 ? ExitCodes.Done : ExitCodes.ProblemsFound;
        });
        return command;
    }

    public static Command CreateFlush()
    {
        var folder = CommonOptions.Outbox();
        var again = new Option<bool>("--retry-refused") { Description = "Try the refused cards again too, e.g. after the panel was mended." };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "flush",
            "Delivers what waits in the outbox. Each card is stored once, however often this is interrupted and run again.",
            "assess outbox flush --outbox outbox",
            "assess outbox flush --outbox outbox --retry-refused")
        {
            folder, again, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var terminal = Terminal.Of(parsed);
                using var outbox = Open(Required(parsed.GetValue(folder)));
                if (parsed.GetValue(again))
                {
                    await outbox.TakeBackRefusedAsync(cancellation);
                }

                var flush = await FlushAsync(outbox, client, terminal, cancellation);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(new JsonObject { ["delivered"] = flush.Delivered, ["refused"] = flush.Refused, ["waiting"] = flush.Waiting });
                }
                else
                {
                    terminal.WriteLine($"{flush.Delivered} delivered, {flush.Refused} refused, {flush.Waiting} waiting.");
                }

                return flush.Error is { } error
                    ? throw ServerCall.Failure(error, parsed.GetRequiredValue(server))
                    : flush.Refused == 0 ? ExitCodes.Done : ExitCodes.ProblemsFound;
            },
            cancellation));
        return command;
    }

    /// <exception cref="CommandException">It is open elsewhere, or its folder can't be written.</exception>
    public static Outbox Open(string folder)
    {
        try
        {
            return Outbox.Open(folder);
        }
        catch (OutboxBusyException e)
        {
            throw new CommandException(ExitCodes.Unreachable, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.Unreachable, $"the outbox '{folder}' can't be opened. {e.Message}");
        }
    }

    private static string Required(string? folder) => folder
        ?? throw new CommandException(ExitCodes.WrongUsage, $"name the outbox's folder with --outbox DIR, {CliSettings.VariableOf(CliSettings.Outbox)}, or the configuration.");

    private static async Task<OutboxFlush> FlushAsync(Outbox outbox, AssessmentClient client, Terminal terminal, CancellationToken cancellation)
    {
        using var bar = new ProgressBar(terminal, outbox.Status.Waiting);
        return await outbox.FlushAsync(client, new Progress(bar, terminal), cancellation);
    }

    private static void WriteStatus(string path, OutboxStatus status, IReadOnlyList<RefusedCard> refused, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.WriteJson(new JsonObject
            {
                ["waiting"] = status.Waiting,
                ["oldestAddedAt"] = status.OldestAddedAt is { } oldest ? Figures.Time(oldest) : null,
                ["refused"] = new JsonArray([.. refused.Select(r => new JsonObject { ["requestId"] = r.RequestId, ["file"] = r.File, ["reason"] = r.Reason })]),
            });
            return;
        }

        string since = status.OldestAddedAt is { } added ? $", the oldest since {Figures.Time(added)}" : "";
        terminal.WriteLine($"{path}: {status.Waiting} waiting{since}; {status.Refused} refused.");
        foreach (var card in refused)
        {
            terminal.WriteLine($"{card.File}");
            foreach (string line in card.Reason.Split('\n'))
            {
                terminal.WriteLine($"  {Grid.OneLine(line)}");
            }
        }
    }

    /// <summary>Tells of each card in turn; the usual Progress would tell on other threads, and later.</summary>
    private sealed class Progress(ProgressBar bar, Terminal terminal) : IProgress<OutboxDelivery>
    {
        public void Report(OutboxDelivery value)
        {
            if (value is { WasRefused: true, Error: { } error })
            {
                bar.Clear();
                terminal.WriteProblem($"request {value.RequestId}: {ServerCall.Refusal(error)}");
            }

            bar.Advance();
        }
    }
}
