using System.CommandLine;
using Assessment.LoadTests.Servers;

namespace Assessment.LoadTests.Commands;

/// <summary><c>peak NAME</c></summary>
internal static class PeakCommand
{
    public static Command Create()
    {
        var name = ScenarioName.Create();
        var callers = new Option<int>("--callers") { Description = "Callers that each wait for an answer and call again. By default 64.", HelpName = "N", DefaultValueFactory = _ => 64 };
        callers.RequirePositive();
        var thresholds = new ThresholdOptions();
        var common = new CommonOptions(seconds: 10, warmUp: 10);
        var command = new ExampleCommand(
            "peak",
            "Measures how many calls a second the server takes from callers that wait for each answer (closed loop; its latencies hide stalls).",
            "peak submit --callers 64",
            "peak score --callers 64 --seconds 20 --min-ok-rate 5000",
            "peak score-batch --batch-sets 100 --server http://127.0.0.1:5080")
        {
            name, callers,
        };
        thresholds.AddTo(command);
        common.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var report = new ReportBuilder();
            using var server = await ServerUnderLoad.StartAsync(common.ServerOf(parsed), cancellation);
            await using var session = new LoadSession(common.ScenarioOf(parsed, parsed.GetRequiredValue(name)), server);
            await session.WarmUpAsync(parsed.GetValue(callers), common.WarmUpOf(parsed), cancellation);
            var run = await SteadyPeak.FindAsync(() => session.MeasurePeakAsync(parsed.GetValue(callers), common.SecondsOf(parsed), cancellation));
            report.Add(run, thresholds.Of(parsed));
            return await report.WriteAsync(parsed, common);
        });
        return command;
    }
}
