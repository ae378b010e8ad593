namespace Assessment.Storage;

/// <summary>A state change that is about to be committed; it gets its position then.</summary>
internal sealed record Change(
    string Tenant, EventKind Kind, Guid InterviewId, Guid? ScorecardId, string InterviewerId, DateTimeOffset OccurredAt);
