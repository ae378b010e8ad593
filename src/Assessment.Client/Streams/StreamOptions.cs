namespace Assessment.Client;

/// <summary>How a stream is held, and held up, while its server goes and comes back.</summary>
public sealed record StreamOptions
{
    /// <summary>Scorecards sent and not yet taken from the answers, at most; 1 to 256. No more are read from the source until one is.</summary>
    public int InFlight { get; init; } = 64;

    /// <summary>The longest wait before the first reconnect; every further one without success is twice as long, up to 5 seconds.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long to go on reconnecting without any answer before the failure is thrown; infinite for ever.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Where the waits take the time from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
