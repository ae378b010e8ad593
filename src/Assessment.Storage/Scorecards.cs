namespace Assessment.Storage;

/// <summary>Which ratings a scorecard holds.</summary>
public enum ScorecardLayer
{
    /// <summary>Sealed before any discussion.</summary>
    First = 1,

    /// <summary>Revised after the discussion.</summary>
    Debrief = 2,
}

/// <summary>Where a scorecard stands.</summary>
public enum ScorecardState
{
    /// <summary>Being written; counts for nothing.</summary>
    Draft = 1,

    /// <summary>Submitted.</summary>
    Submitted = 2,

    /// <summary>Submitted, then replaced by a newer revision.</summary>
    Amended = 3,

    /// <summary>Withdrawn; counts for nothing.</summary>
    Withdrawn = 4,
}

/// <summary>A stored rating.</summary>
/// <param name="CriterionId">The criterion's id.</param>
/// <param name="Level">1 to 5, or 0 when not observed.</param>
/// <param name="NotObservedReason">The contract's number of the reason when not observed, else 0.</param>
/// <param name="Evidence">What was said or done; empty when none.</param>
public sealed record StoredRating(string CriterionId, int Level, int NotObservedReason, string Evidence);

/// <summary>A stored red flag.</summary>
/// <param name="RedFlagId">The flag's id.</param>
/// <param name="Evidence">What was said or done; empty when none.</param>
public sealed record StoredFlag(string RedFlagId, string Evidence);

/// <summary>The totals of a computed score, in hundredths.</summary>
/// <param name="Composite">Hundredths of a point; null when nothing with a weight was observed.</param>
/// <param name="EqualWeights">The same with equal weights.</param>
/// <param name="Coverage">Hundredths of a per cent.</param>
public sealed record StoredScore(int? Composite, int? EqualWeights, int Coverage);

/// <summary>A scorecard at one revision, as stored.</summary>
public sealed record Scorecard
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The interview.</summary>
    public required Guid InterviewId { get; init; }

    /// <summary>The layer.</summary>
    public required ScorecardLayer Layer { get; init; }

    /// <summary>Who rated.</summary>
    public required string InterviewerId { get; init; }

    /// <summary>Who sent it; the interviewer when nobody else did.</summary>
    public required string SubmitterId { get; init; }

    /// <summary>The interview's application id at creation; empty when unknown.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The interview's step at creation; empty when unknown.</summary>
    public required string Step { get; init; }

    /// <summary>Where it stands.</summary>
    public required ScorecardState State { get; init; }

    /// <summary>0 for a draft, 1 when submitted, one more with each amendment.</summary>
    public required int Revision { get; init; }

    /// <summary>Why this revision was made or the card withdrawn; empty when first submitted.</summary>
    public required string Reason { get; init; }

    /// <summary>When the conversation took place, UTC; null when unknown.</summary>
    public DateTimeOffset? InterviewedAt { get; init; }

    /// <summary>When it was begun, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was submitted, UTC; null on a draft.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When this revision was made, UTC.</summary>
    public required DateTimeOffset RevisedAt { get; init; }

    /// <summary>1 at creation, one more with each change; the etag.</summary>
    public required long Version { get; init; }

    /// <summary>The competency ids that the interviewer was to cover when this revision was made, in rubric order; empty means all.</summary>
    public IReadOnlyList<string> Focus { get; init; } = [];

    /// <summary>The ratings, in rubric order.</summary>
    public required IReadOnlyList<StoredRating> Ratings { get; init; }

    /// <summary>The raised flags, in rubric order.</summary>
    public required IReadOnlyList<StoredFlag> Flags { get; init; }

    /// <summary>Anything else worth keeping; empty when none.</summary>
    public required string Note { get; init; }

    /// <summary>The computed totals; null on a draft.</summary>
    public StoredScore? Score { get; init; }
}

/// <summary>Which scorecards to list; null means any.</summary>
/// <param name="InterviewId">Only this interview's.</param>
/// <param name="InterviewerId">Only this interviewer's.</param>
/// <param name="CandidateId">Only this candidate's.</param>
/// <param name="State">Only those in this state.</param>
public sealed record ScorecardFilter(
    Guid? InterviewId = null, string? InterviewerId = null, string? CandidateId = null, ScorecardState? State = null);
