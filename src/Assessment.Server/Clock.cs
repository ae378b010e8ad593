namespace Assessment.Server;

/// <summary>Times as they are stored.</summary>
internal static class Clock
{
    /// <summary>Now, UTC, without what is finer than a microsecond: what is answered equals what is read back.</summary>
    public static DateTimeOffset GetMicroseconds(this TimeProvider clock) => clock.GetUtcNow().ToMicroseconds();

    /// <summary>A time without what is finer than a microsecond.</summary>
    public static DateTimeOffset ToMicroseconds(this DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
}
