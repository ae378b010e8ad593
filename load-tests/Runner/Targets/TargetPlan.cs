namespace Assessment.LoadTests.Targets;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">Rounds in which everything that is compared takes its turn.</param>
/// <param name="Duration">Of one turn.</param>
/// <param name="WarmUpCalls">Calls of each server before.</param>
/// <param name="SubmitWarmUp">For how long cards are submitted before.</param>
/// <param name="RawCards">Cards that the limit of storing writes a turn.</param>
/// <param name="OpenLoop">How long calls are offered at a constant rate.</param>
/// <param name="ReadRatings">Stored ratings that are read.</param>
/// <param name="SteadyMinutes">How long the server is watched at half its peak, in minutes; 0 doesn't.</param>
internal sealed record TargetPlan(
    int Rounds, TimeSpan Duration, long WarmUpCalls, TimeSpan SubmitWarmUp, int RawCards, TimeSpan OpenLoop, int ReadRatings, int SteadyMinutes)
{
    /// <summary>Callers of every closed loop.</summary>
    public const int Callers = 64;

    /// <summary>A look, in some minutes.</summary>
    public static TargetPlan Quick { get; } =
        new(3, TimeSpan.FromSeconds(2), 25_000, TimeSpan.FromSeconds(4), 8_000, TimeSpan.FromSeconds(10), 60_000, 0);

    /// <summary>What quoted figures are taken with.</summary>
    public static TargetPlan Full { get; } =
        new(5, TimeSpan.FromSeconds(10), 1_000_000, TimeSpan.FromSeconds(40), 32_000, TimeSpan.FromSeconds(60), 1_000_000, 10);
}
