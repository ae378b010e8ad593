namespace Assessment.LoadTests.Engine;

/// <summary>When calls are due: at a constant rate from the start, whatever becomes of the calls before.</summary>
/// <param name="rate">Calls a second; above 0.</param>
/// <param name="duration">For how long; above 0.</param>
internal sealed class ArrivalSchedule(double rate, TimeSpan duration)
{
    /// <summary>How many calls are due.</summary>
    public long Count { get; } = (long)Math.Ceiling(rate * duration.TotalSeconds);

    /// <summary>Calls a second.</summary>
    public double Rate { get; } = rate;

    /// <summary>For how long calls are due.</summary>
    public TimeSpan Duration { get; } = duration;

    /// <summary>When a call is due, from the start. Computed from the call's number, so that no rounding adds up.</summary>
    /// <param name="call">From 0; below <see cref="Count"/>.</param>
    public TimeSpan DueAt(long call) => TimeSpan.FromTicks((long)(call / Rate * TimeSpan.TicksPerSecond));
}
