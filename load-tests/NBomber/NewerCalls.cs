using NBomber.Contracts;
using NBomber.CSharp;

namespace Assessment.NBomberLoad;

/// <summary>The calls that NBomber 4.1, the last under an open licence, does not have.</summary>
internal static class NewerCalls
{
    /// <summary>Uses a licence key, when there is one. Without one NBomber is free for personal use only.</summary>
    public static NBomberContext WithLicenseOf(this NBomberContext context, string? key) => string.IsNullOrEmpty(key) ? context : context.WithLicense(key);

    /// <summary>Fails the scenario, in NBomber's report too, when a call failed.</summary>
    public static ScenarioProps WithFailureThreshold(this ScenarioProps scenario) =>
        scenario.WithThresholds(Threshold.Create(stats => stats.Fail.Request.Percent == 0));
}
