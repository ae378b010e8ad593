namespace Assessment.Storage;

/// <summary>What an audit event is of.</summary>
public enum AuditKind
{
    /// <summary>A process began to write: the first event of its chain, which holds the heads of all others.</summary>
    ChainBegun = 1,

    /// <summary>An interview was created.</summary>
    InterviewCreated = 2,

    /// <summary>An interview's panel changed.</summary>
    PanelChanged = 3,

    /// <summary>An interview was closed.</summary>
    InterviewClosed = 4,

    /// <summary>A scorecard was submitted.</summary>
    ScorecardSubmitted = 5,

    /// <summary>A scorecard was amended.</summary>
    ScorecardAmended = 6,

    /// <summary>A scorecard was withdrawn.</summary>
    ScorecardWithdrawn = 7,

    /// <summary>A question bank or set of role profiles was published.</summary>
    DocumentPublished = 8,

    /// <summary>A candidate was erased: one event for each of their interviews.</summary>
    CandidateErased = 9,

    /// <summary>A candidate's data were handed out.</summary>
    CandidateAccessed = 10,

    /// <summary>A claim, or its next revision, was recorded.</summary>
    ClaimRecorded = 11,

    /// <summary>A decision was recorded.</summary>
    DecisionRecorded = 12,

    /// <summary>A calibration was asked for.</summary>
    CalibrationCreated = 13,

    /// <summary>Somebody asked for a calibration's end.</summary>
    CalibrationCancelled = 14,

    /// <summary>A running calibration ended: it succeeded, failed or was cancelled.</summary>
    CalibrationEnded = 15,

    /// <summary>Group labels were stored or deleted; the event's revision says how many.</summary>
    GroupLabelsChanged = 16,
}
