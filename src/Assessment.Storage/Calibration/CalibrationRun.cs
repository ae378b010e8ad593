namespace Assessment.Storage;

/// <summary>Where a calibration stands.</summary>
public enum CalibrationRunState
{
    /// <summary>Waiting to be run.</summary>
    Queued = 1,

    /// <summary>Running.</summary>
    Running = 2,

    /// <summary>Ended with a report.</summary>
    Succeeded = 3,

    /// <summary>Ended without one.</summary>
    Failed = 4,

    /// <summary>Ended because somebody asked for it.</summary>
    Cancelled = 5,
}

/// <summary>A calibration that was asked for.</summary>
public sealed record CalibrationRun
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Which ratings: JSON, in the service's own form.</summary>
    public required string Filter { get; init; }

    /// <summary>What is computed, and how: JSON, in the service's own form.</summary>
    public required string Options { get; init; }

    /// <summary>Where it stands.</summary>
    public required CalibrationRunState State { get; init; }

    /// <summary>The phase it is in, a number of the service's; 0 before the first.</summary>
    public int Phase { get; init; }

    /// <summary>How much of the phase is done, in [0, <see cref="Total"/>].</summary>
    public long Done { get; init; }

    /// <summary>How much the phase is; 0 when not known.</summary>
    public long Total { get; init; }

    /// <summary>Why it failed; empty unless it did.</summary>
    public string Failure { get; init; } = "";

    /// <summary>Whether somebody asked for its end.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>The process that runs or ran it; empty while it is queued.</summary>
    public Guid Owner { get; init; }

    /// <summary>When it was asked for, UTC, microseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it began to run, UTC; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, UTC; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it was last heard of, UTC: created, taken, advanced or ended.</summary>
    public required DateTimeOffset BeatAt { get; init; }

    /// <summary>1 at creation, one more with each change, progress included.</summary>
    public required long Version { get; init; }
}

/// <summary>What a calibration found, and what it read.</summary>
/// <param name="Report">The report, in the service's own form.</param>
/// <param name="Inputs">The revisions that were read; see <see cref="ScannedInputs"/>.</param>
/// <param name="ReportSha256">SHA-256 of <paramref name="Report"/>, 32 bytes.</param>
/// <param name="CreatedAt">When it was made, UTC, microseconds.</param>
public sealed record CalibrationDocument(
    ReadOnlyMemory<byte> Report, ReadOnlyMemory<byte> Inputs, ReadOnlyMemory<byte> ReportSha256, DateTimeOffset CreatedAt);
