namespace Assessment.Storage;

/// <summary>One revision of what an interviewer recorded of a machine learning system that the candidate says they worked on.</summary>
public sealed record Claim
{
    /// <summary>UUIDv7; the claim's revisions may share it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The interview that it was recorded in.</summary>
    public required Guid InterviewId { get; init; }

    /// <summary>Whose claim it is: the interviewer's opaque id.</summary>
    public required string InterviewerId { get; init; }

    /// <summary>Who sent it.</summary>
    public required string SubmitterId { get; init; }

    /// <summary>The candidate's system that it is about, a short name of at most 128 characters.</summary>
    public required string System { get; init; }

    /// <summary>The facts: JSON, in the service's own form.</summary>
    public required string Facts { get; init; }

    /// <summary>From 1, one more with each revision of the same interviewer's claim about the same system.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was recorded, UTC, microseconds.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}
