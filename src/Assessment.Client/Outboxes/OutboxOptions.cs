namespace Assessment.Client;

/// <summary>How an outbox keeps and delivers its cards.</summary>
public sealed record OutboxOptions
{
    /// <summary>
    /// Up to which age of a card the server surely remembers its request id; above zero. An older card is delivered only after a look
    /// whether the server has it. The default of 6 days leaves a day to spare of the 7 that a server keeps its answers by default.
    /// </summary>
    public TimeSpan RequestIdsRemembered { get; init; } = TimeSpan.FromDays(6);

    /// <summary>Where the ages of cards come from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
