using System.CommandLine;
using Assessment.Cli.Calibration;
using Assessment.Cli.Output;
using Assessment.Client;
using Assessment.V1;
using Grpc.Core;
using State = Assessment.V1.CalibrationRun.Types.State;

namespace Assessment.Cli.Commands;

/// <summary><c>assess report run</c>, <c>watch</c>, <c>list</c> and <c>cancel</c></summary>
internal static class ReportRunCommands
{
    private const string Example = "0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11";

    public static Command CreateRun()
    {
        var options = new ReportOptions();
        var noWait = new Option<bool>("--no-wait") { Description = "Don't wait for its end: the run goes on without anybody watching." };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "run",
            "Calibrates stored scorecards on the server, and shows how far it has come. Ctrl+C stops watching, not the run.",
            "assess report run",
            "assess report run --from 2026-01-01 --until 2026-07-01 --role ml_engineer",
            "assess report run --no-wait --json | jq -r .name");
        options.AddTo(command);
        command.Options.Add(noWait);
        command.Options.Add(server);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new CreateCalibrationRunRequest { CalibrationRun = options.Run(parsed) };
                var run = await client.Calibration.CreateCalibrationRunAsync(request, cancellationToken: cancellation);
                if (!parsed.GetValue(noWait))
                {
                    return await FollowAsync(client, run.Name, parsed, json, cancellation);
                }

                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(run));
                    return ExitCodes.Done;
                }

                terminal.WriteLine(run.Name);
                terminal.WriteLine($"Watch it: {WatchLine(run.Name)}");
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    public static Command CreateWatch()
    {
        var name = RunArgument();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "watch", "Shows how far a run has come, until it ends. A lost connection is made again.", $"assess report watch {Example}")
        {
            name, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            client => FollowAsync(client, Names.CalibrationRun(parsed.GetRequiredValue(name)), parsed, json, cancellation),
            cancellation));
        return command;
    }

    public static Command CreateList()
    {
        var state = new Option<string>("--state") { Description = "Only those in this state." };
        state.AcceptOnlyFromAmong(EnumWords.All<State>());
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "list", "Lists calibration runs, newest first.", "assess report list", "assess report list --state succeeded --json | jq -r '.[].report'")
        {
            state, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new ListCalibrationRunsRequest
                {
                    PageSize = 200,
                    State = parsed.GetValue(state) is { } word ? EnumWords.Parse<State>(word) : State.Unspecified,
                };
                var runs = await client.Calibration.ListAllCalibrationRunsAsync(request, cancellation).ToListAsync(cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(runs));
                }
                else
                {
                    RunTables.WriteList(runs, terminal);
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    public static Command CreateCancel()
    {
        var name = RunArgument();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "cancel", "Asks a run to end. One that has ended stays as it is, and so does its report.", $"assess report cancel {Example}")
        {
            name, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new CancelCalibrationRunRequest { Name = Names.CalibrationRun(parsed.GetRequiredValue(name)) };
                var run = await client.Calibration.CancelCalibrationRunAsync(request, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(run));
                }
                else
                {
                    terminal.WriteLine($"{run.Name}  {RunTables.StateOf(run)}");
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    private static Argument<string> RunArgument() => new("RUN") { Description = "'calibrationRuns/{uuid}', or the UUID." };

    private static string WatchLine(string name) => $"assess report watch {Names.LastOf(name)}";

    /// <summary>Shows the run until it ends; the exit code says whether there is a report.</summary>
    private static async Task<int> FollowAsync(
        AssessmentClient client, string name, ParseResult parsed, Option<bool> json, CancellationToken cancellation)
    {
        var terminal = Terminal.Of(parsed);
        var bar = new CalibrationProgress(parsed.InvocationConfiguration.Error, shown: true);
        CalibrationRun? last = null;
        try
        {
            await foreach (var run in client.Calibration.WatchUntilEndedAsync(name, cancellation: cancellation))
            {
                Show(run, bar);
                last = run;
            }
        }
        catch (Exception e) when (cancellation.IsCancellationRequested && e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            bar.End();
            throw new CommandException(ExitCodes.Interrupted, $"interrupted; the run goes on. Watch it again: {WatchLine(name)}");
        }

        bar.End();
        if (parsed.GetValue(json))
        {
            terminal.WriteJson(ProtoJson.Of(last!));
        }
        else
        {
            RunTables.WriteEnd(last!, terminal);
        }

        return last!.State == State.Succeeded ? ExitCodes.Done : ExitCodes.ProblemsFound;
    }

    private static void Show(CalibrationRun run, CalibrationProgress bar)
    {
        if (run.State == State.Queued)
        {
            bar.Say("waits for its turn");
        }
        else if (run is { State: State.Running, Phase: CalibrationRun.Types.Phase.Unspecified or CalibrationRun.Types.Phase.Reading })
        {
            bar.Say($"reading: {Figures.Count(run.Done)} ratings");
        }
        else if (run.State == State.Running)
        {
            bar.Step((int)run.Done, (int)run.Total, EnumWords.Phrase(run.Phase));
        }
    }
}
