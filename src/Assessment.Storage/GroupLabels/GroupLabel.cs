namespace Assessment.Storage;

/// <summary>A group that a candidate belongs to, in one category.</summary>
/// <param name="CandidateId">The candidate's opaque id.</param>
/// <param name="Category">What kind of group, at most 128 characters.</param>
/// <param name="Label">The group, at most 128 characters; empty to delete the candidate's label of that category.</param>
public sealed record GroupLabel(string CandidateId, string Category, string Label);
