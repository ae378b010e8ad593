namespace Assessment.Storage.Tests;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class FixedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = A.Time;

    public override DateTimeOffset GetUtcNow() => Now;
}
