namespace Assessment.Storage;

/// <summary>What a person of the committee decided about an interview's candidate, beside what was advised.</summary>
public sealed record Decision
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The interview that it is about.</summary>
    public required Guid InterviewId { get; init; }

    /// <summary>Who decided: an opaque id.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>The outcome's number in the contract.</summary>
    public required int Outcome { get; init; }

    /// <summary>The role hired for or redirected to, as <c>role/level</c>; else empty.</summary>
    public required string Role { get; init; }

    /// <summary>The number, in the contract, of the kind of reason.</summary>
    public required int ReasonCode { get; init; }

    /// <summary>The reason in words; empty when none was given, and once the candidate is erased.</summary>
    public required string Reason { get; init; }

    /// <summary>The number, in the contract, of the verdict that was advised at that time.</summary>
    public required int Verdict { get; init; }

    /// <summary>The number, in the contract, of the evidence flag that stood beside it.</summary>
    public required int EvidenceFlag { get; init; }

    /// <summary>When it was decided, UTC, microseconds.</summary>
    public required DateTimeOffset DecidedAt { get; init; }
}
