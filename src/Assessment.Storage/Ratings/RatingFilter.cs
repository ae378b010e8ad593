namespace Assessment.Storage;

/// <summary>Which ratings to read; null means any.</summary>
/// <param name="SubmittedFrom">Only of cards first submitted at this time or later.</param>
/// <param name="SubmittedUntil">Only of cards first submitted before this time.</param>
/// <param name="Role">Only of interviews for this role.</param>
/// <param name="Level">Only of interviews for this level.</param>
/// <param name="Criteria">Only on these criteria.</param>
/// <param name="OnlyReleased">Only of interviews that are closed, or whose whole panel has submitted: others' ratings are sealed.</param>
public sealed record RatingFilter(
    DateTimeOffset? SubmittedFrom = null,
    DateTimeOffset? SubmittedUntil = null,
    string? Role = null,
    string? Level = null,
    IReadOnlySet<string>? Criteria = null,
    bool OnlyReleased = false);
