using System.CommandLine;
using Assessment.LoadScenarios;
using Assessment.LoadTests.Servers;

namespace Assessment.LoadTests.Commands;

/// <summary><c>all</c></summary>
internal static class AllCommand
{
    private const int MaximumInFlight = 4096;

    private static readonly TimeSpan QuickRun = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan QuickWarmUp = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var quick = new Option<bool>("--quick") { Description = "Three seconds each after one of warm-up: whether everything runs, not how fast." };
        var times = new Option<double>("--times") { Description = "Offer the usual rate times this. By default 1.", HelpName = "FACTOR", DefaultValueFactory = _ => 1 };
        times.RequireAbove(0);
        var thresholds = new ThresholdOptions();
        var common = new CommonOptions(seconds: 30, warmUp: 5);
        var command = new ExampleCommand(
            "all",
            "Offers every scenario at its usual rate, each to a server of its own.",
            "all --quick",
            "all --times 2 --max-p99 100 --json all.json --markdown all.md")
        {
            quick, times,
        };
        thresholds.AddTo(command);
        common.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var report = new ReportBuilder();
            bool isQuick = parsed.GetValue(quick);
            foreach (string name in ScenarioCatalog.All.Select(entry => entry.Name))
            {
                var entry = common.ScenarioOf(parsed, name);
                using var server = await ServerUnderLoad.StartAsync(common.ServerOf(parsed), cancellation);
                await using var session = new LoadSession(entry, server);
                await session.WarmUpAsync(WarmUp.Callers, isQuick ? QuickWarmUp : common.WarmUpOf(parsed), cancellation);
                double rate = entry.UsualRate * parsed.GetValue(times);
                var run = await session.OfferAsync("open", rate, isQuick ? QuickRun : common.SecondsOf(parsed), MaximumInFlight, cancellation);
                report.Add(run, thresholds.Of(parsed));
            }

            return await report.WriteAsync(parsed, common);
        });
        return command;
    }
}
