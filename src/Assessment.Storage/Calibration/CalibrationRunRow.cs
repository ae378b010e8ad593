namespace Assessment.Storage;

/// <summary>A calibration, as stored.</summary>
internal sealed class CalibrationRunRow
{
    /// <summary>The columns that <see cref="ToRun"/> needs.</summary>
    public const string Columns = """
        tenant AS Tenant, id AS Id, filter AS Filter, options AS Options, state AS State, phase AS Phase, done AS Done, total AS Total,
            failure AS Failure, cancel_requested AS CancelRequested, owner AS Owner, created_at AS CreatedAt, started_at AS StartedAt,
            ended_at AS EndedAt, beat_at AS BeatAt, version AS Version
        """;

    /// <summary>Whose.</summary>
    public required string Tenant { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] Id { get; init; }

    /// <summary>JSON.</summary>
    public required string Filter { get; init; }

    /// <summary>JSON.</summary>
    public required string Options { get; init; }

    /// <summary>Where it stands.</summary>
    public required CalibrationRunState State { get; init; }

    /// <summary>The service's number.</summary>
    public required int Phase { get; init; }

    /// <summary>How much is done.</summary>
    public required long Done { get; init; }

    /// <summary>Of how much.</summary>
    public required long Total { get; init; }

    /// <summary>Empty unless it failed.</summary>
    public required string Failure { get; init; }

    /// <summary>0 or 1.</summary>
    public required int CancelRequested { get; init; }

    /// <summary>16 bytes; zeros while queued.</summary>
    public required byte[] Owner { get; init; }

    /// <summary>Microseconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Microseconds since 1970; null before.</summary>
    public long? StartedAt { get; init; }

    /// <summary>Microseconds since 1970; null before.</summary>
    public long? EndedAt { get; init; }

    /// <summary>Microseconds since 1970.</summary>
    public required long BeatAt { get; init; }

    /// <summary>From 1.</summary>
    public required long Version { get; init; }

    /// <summary>The run of the row.</summary>
    public CalibrationRun ToRun() => new()
    {
        Id = Stored.Guid(Id),
        Filter = Filter,
        Options = Options,
        State = State,
        Phase = Phase,
        Done = Done,
        Total = Total,
        Failure = Failure,
        CancelRequested = CancelRequested != 0,
        Owner = Stored.Guid(Owner),
        CreatedAt = Stored.Time(CreatedAt),
        StartedAt = Stored.Time(StartedAt),
        EndedAt = Stored.Time(EndedAt),
        BeatAt = Stored.Time(BeatAt),
        Version = Version,
    };
}
