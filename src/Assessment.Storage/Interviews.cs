namespace Assessment.Storage;

/// <summary>Where an interview stands.</summary>
public enum InterviewState
{
    /// <summary>Scorecards are accepted.</summary>
    Open = 1,

    /// <summary>Nothing changes any more.</summary>
    Closed = 2,
}

/// <summary>A pinned version of a bank.</summary>
/// <param name="BankId">The bank's id.</param>
/// <param name="Version">The pinned version.</param>
public sealed record PinnedBank(string BankId, string Version);

/// <summary>One interviewer's assignment.</summary>
/// <param name="InterviewerId">The interviewer's opaque id.</param>
/// <param name="Focus">Competency ids to cover, in rubric order; empty means all.</param>
public sealed record PanelMember(string InterviewerId, IReadOnlyList<string> Focus);

/// <summary>An interview as stored.</summary>
public sealed record Interview
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The candidate's opaque id.</summary>
    public required string CandidateId { get; init; }

    /// <summary>The application in the tracking system; empty when unknown.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The step of the hiring process; empty when unknown.</summary>
    public required string Step { get; init; }

    /// <summary>The role's id, e.g. <c>ml_engineer</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The level's id, e.g. <c>senior</c>.</summary>
    public required string Level { get; init; }

    /// <summary>The id of the pinned set of role profiles.</summary>
    public required string ProfilesId { get; init; }

    /// <summary>The pinned version of that set.</summary>
    public required string ProfilesVersion { get; init; }

    /// <summary>The pinned banks, ordered by id.</summary>
    public required IReadOnlyList<PinnedBank> Banks { get; init; }

    /// <summary>Other role profiles with an opening, as <c>role/level</c>, in the order given.</summary>
    public required IReadOnlyList<string> OpenRoles { get; init; }

    /// <summary>The panel, ordered by interviewer id.</summary>
    public required IReadOnlyList<PanelMember> Panel { get; init; }

    /// <summary>Where it stands.</summary>
    public required InterviewState State { get; init; }

    /// <summary>When it was created, UTC, microseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was closed, UTC; null while open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When the candidate was erased, UTC; the candidate's id is a pseudonym from then on. Null before.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>1 at creation, one more with each change of panel or state. Scorecards don't change it.</summary>
    public required long Version { get; init; }
}

/// <summary>Which interviews to list; null means any.</summary>
/// <param name="CandidateId">Only this candidate's.</param>
/// <param name="InterviewerId">Only those with this interviewer on the panel.</param>
/// <param name="State">Only those in this state.</param>
/// <param name="Role">Only this role's.</param>
/// <param name="Level">Only this level's.</param>
public sealed record InterviewFilter(
    string? CandidateId = null, string? InterviewerId = null, InterviewState? State = null, string? Role = null, string? Level = null);

/// <summary>A scorecard that an open interview still waits for.</summary>
/// <param name="InterviewId">The interview.</param>
/// <param name="CandidateId">Its candidate.</param>
/// <param name="InterviewerId">Who owes it.</param>
/// <param name="Focus">Competency ids to cover; empty means all.</param>
/// <param name="DraftId">The draft that was begun, if one was.</param>
/// <param name="CreatedAt">When the interview was created, UTC.</param>
public sealed record OutstandingScorecard(
    Guid InterviewId, string CandidateId, string InterviewerId, IReadOnlyList<string> Focus, Guid? DraftId, DateTimeOffset CreatedAt);

/// <summary>An interviewer's place on the panel of an interview.</summary>
/// <param name="InterviewId">The interview.</param>
/// <param name="State">Where the interview stands.</param>
/// <param name="IsSubmitted">Whether their first-layer scorecard counts.</param>
public sealed record Assignment(Guid InterviewId, InterviewState State, bool IsSubmitted);
