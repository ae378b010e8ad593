using System.CommandLine;
using Assessment.LoadScenarios;
using Assessment.LoadTests.Servers;
using Assessment.LoadTests.Targets;

namespace Assessment.LoadTests.Commands;

/// <summary><c>all</c></summary>
internal static class AllCommand
{
    private const int MaximumInFlight = 4096;

    private static readonly TimeSpan QuickRun = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan QuickWarmUp = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var quick = new Option<bool>("--quick") { Description = "Within five minutes: short runs, few rounds, little warm-up." };
        var onlyTargets = new Option<bool>("--only-targets") { Description = "Leave the scenarios at their usual rates out." };
        var times = new Option<double>("--times") { Description = "Offer the usual rate times this. By default 1.", HelpName = "FACTOR", DefaultValueFactory = _ => 1 };
        times.RequireAbove(0);
        var thresholds = new ThresholdOptions();
        var common = new CommonOptions(seconds: 30, warmUp: 5);
        var command = new ExampleCommand(
            "all",
            "Offers every scenario at its usual rate, each to a server of its own. Then measures scoring, storing, reading and starting beside "
                + "their limits, and judges the targets.",
            "all --quick",
            "all --times 2 --max-p99 100 --json all.json --markdown all.md")
        {
            quick, onlyTargets, times,
        };
        thresholds.AddTo(command);
        common.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var report = new ReportBuilder();
            bool isQuick = parsed.GetValue(quick);
            var progress = parsed.InvocationConfiguration.Error;
            var choice = common.ServerOf(parsed);
            foreach (string name in parsed.GetValue(onlyTargets) ? [] : ScenarioCatalog.All.Select(entry => entry.Name))
            {
                await progress.WriteLineAsync($"{name}, at its usual rate");
                var entry = common.ScenarioOf(parsed, name);
                using var server = await ServerUnderLoad.StartAsync(choice, cancellation);
                await using var session = new LoadSession(entry, server);
                await session.WarmUpAsync(WarmUp.Callers, isQuick ? QuickWarmUp : common.WarmUpOf(parsed), cancellation);
                double rate = entry.UsualRate * parsed.GetValue(times);
                var run = await session.OfferAsync("open", rate, isQuick ? QuickRun : common.SecondsOf(parsed), MaximumInFlight, cancellation);
                report.Add(run, thresholds.Of(parsed));
            }

            if (choice.Address is null)
            {
                await MeasureTargetsAsync(report, isQuick ? TargetPlan.Quick : TargetPlan.Full, choice, progress, cancellation);
            }
            else
            {
                await progress.WriteLineAsync("Targets are measured on servers that are started for it: leave --server out.");
            }

            return await report.WriteAsync(parsed, common);
        });
        return command;
    }

    private static async Task MeasureTargetsAsync(
        ReportBuilder report, TargetPlan plan, ServerChoice choice, TextWriter progress, CancellationToken cancellation)
    {
        var others = new OtherTargets(plan, choice);
        await progress.WriteLineAsync("starting, and the scoring core");
        var start = await others.StartAsync(cancellation);
        var core = OtherTargets.Core();
        var (rows, runs) = await new CallTargets(plan, choice, progress).RunAsync(cancellation);
        await progress.WriteLineAsync("submit-stream, beside raw inserts; reading, beside a bare read");
        var (submit, submitting) = await others.SubmitAsync(cancellation);
        report.Add([.. runs, .. submitting], [.. rows, .. submit, core, await others.ReadAsync(), start]);
    }
}
