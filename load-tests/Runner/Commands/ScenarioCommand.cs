using System.CommandLine;
using Assessment.LoadTests.Servers;

namespace Assessment.LoadTests.Commands;

/// <summary><c>scenario NAME</c></summary>
internal static class ScenarioCommand
{
    public static Command Create()
    {
        var name = ScenarioName.Create();
        var rate = new Option<double>("--rate") { Description = "Calls that are due a second.", HelpName = "N", Required = true };
        rate.RequireAbove(0);
        var inFlight = new Option<int>("--in-flight") { Description = "Calls in flight at most; one that is due beyond that is an overrun. By default 4096.", HelpName = "N", DefaultValueFactory = _ => 4096 };
        inFlight.RequirePositive();
        var thresholds = new ThresholdOptions();
        var common = new CommonOptions(seconds: 30, warmUp: 5);
        var command = new ExampleCommand(
            "scenario",
            "Offers a constant rate of calls, each at its due time. Latency counts from when a call was due.",
            "scenario score --rate 500 --seconds 30",
            "scenario submit --rate 200 --max-p99 50 --max-failures 0.1",
            "scenario day --rate 20 --server http://127.0.0.1:5080 --json day.json")
        {
            name, rate, inFlight,
        };
        thresholds.AddTo(command);
        common.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var report = new ReportBuilder();
            var entry = common.ScenarioOf(parsed, parsed.GetRequiredValue(name));
            using var server = await ServerUnderLoad.StartAsync(common.ServerOf(parsed), cancellation);
            await using var session = new LoadSession(entry, server);
            await session.WarmUpAsync(WarmUp.Callers, common.WarmUpOf(parsed), cancellation);
            var run = await session.OfferAsync("open", parsed.GetValue(rate), common.SecondsOf(parsed), parsed.GetValue(inFlight), cancellation);
            report.Add(run, thresholds.Of(parsed));
            return await report.WriteAsync(parsed, common);
        });
        return command;
    }
}
