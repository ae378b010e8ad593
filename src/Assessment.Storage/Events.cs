namespace Assessment.Storage;

/// <summary>What changed.</summary>
public enum EventKind
{
    /// <summary>The interview was created.</summary>
    InterviewCreated = 1,

    /// <summary>The panel changed.</summary>
    PanelChanged = 2,

    /// <summary>A scorecard was submitted.</summary>
    ScorecardSubmitted = 3,

    /// <summary>A scorecard was amended.</summary>
    ScorecardAmended = 4,

    /// <summary>A scorecard was withdrawn.</summary>
    ScorecardWithdrawn = 5,

    /// <summary>The interview was closed.</summary>
    InterviewClosed = 6,
}

/// <summary>One committed state change, in commit order.</summary>
/// <param name="Position">Ascending with commit order, from 1; gaps are possible.</param>
/// <param name="Kind">What changed.</param>
/// <param name="InterviewId">The interview.</param>
/// <param name="ScorecardId">The scorecard, where one changed.</param>
/// <param name="InterviewerId">The interviewer, where a scorecard changed; else empty.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record StateEvent(
    long Position, EventKind Kind, Guid InterviewId, Guid? ScorecardId, string InterviewerId, DateTimeOffset OccurredAt);
