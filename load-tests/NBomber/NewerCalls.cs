using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;

namespace Assessment.NBomberLoad;

/// <summary>The calls that NBomber 4.1, the last one under an open licence, does not have.</summary>
internal static class NewerCalls
{
    /// <summary>Uses a licence key, when there is one. Without one NBomber is free for personal use only.</summary>
    public static NBomberContext WithLicenseOf(this NBomberContext context, string? key) =>
        string.IsNullOrEmpty(key) ? context : context.WithLicense(key);

    /// <summary>Marks the scenario as failed in NBomber's own report when a call failed. Its percentages are whole numbers, and hide a few.</summary>
    public static ScenarioProps WithFailureThreshold(this ScenarioProps scenario) =>
        scenario.WithThresholds(Threshold.Create(stats => stats.StepStats.Get(NBomberRun.Call).Fail.Request.Count == 0));

    /// <summary>Whether calls were made, and none failed. Since 6.6 only the steps' figures are of calls.</summary>
    public static bool HasHeld(this NodeStats stats, string scenario) =>
        stats.ScenarioStats.Get(scenario).StepStats.Get(NBomberRun.Call) is { Ok.Request.Count: > 0, Fail.Request.Count: 0 };
}
