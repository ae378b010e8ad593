namespace Assessment.LoadTests.Engine;

/// <summary>The figures of one run.</summary>
internal sealed record LoadSummary
{
    /// <summary>Calls a second that were due; null in a closed loop.</summary>
    public required double? TargetPerSecond { get; init; }

    /// <summary>How long calls were offered.</summary>
    public required double OfferedSeconds { get; init; }

    /// <summary>Calls that were due.</summary>
    public required long Due { get; init; }

    /// <summary>Calls that were due and not made, because the bound of calls in flight was reached. No latency holds them.</summary>
    public required long Overruns { get; init; }

    /// <summary>Calls made a second, over the time of the offer.</summary>
    public required double SentPerSecond { get; init; }

    /// <summary>Calls a second that ended well within the time of the offer: the goodput.</summary>
    public required double OkPerSecond { get; init; }

    /// <summary>Calls that ended well, then or later.</summary>
    public required long Ok { get; init; }

    /// <summary>Calls that the server refused as too many: RESOURCE_EXHAUSTED.</summary>
    public required long Shed { get; init; }

    /// <summary>Calls that ended in any other way.</summary>
    public long OtherFailures => Statuses.Values.Sum() - Ok - Shed;

    /// <summary>Calls by status.</summary>
    public required IReadOnlyDictionary<string, long> Statuses { get; init; }

    /// <summary>From when a call was due to its end, of calls that ended well.</summary>
    public required Distribution OkLatency { get; init; }

    /// <summary>From when a call began to its end, of calls that ended well.</summary>
    public required Distribution OkServiceTime { get; init; }

    /// <summary>From when a call was due to its end, of calls that were shed.</summary>
    public required Distribution ShedLatency { get; init; }

    /// <summary>From when a call was due to its end, of other failures.</summary>
    public required Distribution OtherLatency { get; init; }

    /// <summary>By how much calls began later than due: the generator's own part in the latency.</summary>
    public required Distribution Lateness { get; init; }

    /// <summary>Bytes of all request messages.</summary>
    public required long RequestBytes { get; init; }

    /// <summary>Bytes of all response messages.</summary>
    public required long ResponseBytes { get; init; }

    /// <summary>The share of the calls that were due and made; in [0, 1]. 1 in a closed loop.</summary>
    public double MadeShare => Due == 0 ? 1 : 1 - ((double)Overruns / Due);
}
