using System.CommandLine;
using Assessment.LoadTests.Servers;

namespace Assessment.LoadTests.Commands;

/// <summary><c>overload</c></summary>
internal static class OverloadCommand
{
    private static readonly string[] Usual = ["submit", "score-batch"];

    public static Command Create()
    {
        var scenarios = new Option<string[]>("--scenario")
        {
            Description = "Which. May be given several times. By default submit, where the disk is what is short, and score-batch, where the processor is.",
            HelpName = "NAME",
            DefaultValueFactory = _ => Usual,
        };
        scenarios.AcceptOnlyFromAmong([.. LoadScenarios.ScenarioCatalog.All.Select(entry => entry.Name)]);
        var callers = new Option<int>("--callers") { Description = "Callers of the closed loop that finds the peak. By default 64.", HelpName = "N", DefaultValueFactory = _ => 64 };
        callers.RequirePositive();
        var inFlight = new Option<int>("--in-flight") { Description = "Calls in flight at most; one that is due beyond that is an overrun. By default 8192.", HelpName = "N", DefaultValueFactory = _ => 8192 };
        inFlight.RequirePositive();
        var common = new CommonOptions(seconds: 10, warmUp: 10);
        var command = new ExampleCommand(
            "overload",
            "Measures the peak, then offers 1, 2 and 3 times as much: at 3 times the goodput must be 0.9 of the peak, and refusals faster than answers.",
            "overload",
            "overload --scenario submit --seconds 20 --json overload.json",
            "overload --serve-with=--set --serve-with=Limits:CallsInProgress=256")
        {
            scenarios, callers, inFlight,
        };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var report = new ReportBuilder();
            var plan = new OverloadRun
            {
                Callers = parsed.GetValue(callers),
                WarmUp = common.WarmUpOf(parsed),
                Duration = common.SecondsOf(parsed),
                MaximumInFlight = parsed.GetValue(inFlight),
            };
            foreach (string name in parsed.GetRequiredValue(scenarios))
            {
                using var server = await ServerUnderLoad.StartAsync(common.ServerOf(parsed), cancellation);
                await using var session = new LoadSession(common.ScenarioOf(parsed, name), server);
                var (runs, targets) = await plan.RunAsync(session, cancellation);
                report.Add(runs, targets);
            }

            return await report.WriteAsync(parsed, common);
        });
        return command;
    }
}
