namespace Assessment.Server;

/// <summary>Sizes that requests are held to. Every one is checked, and a request over it is refused, never cut.</summary>
public static class Limits
{
    /// <summary>Characters of an opaque id: candidate, application, step, interviewer, submitter.</summary>
    public const int IdLength = 128;

    /// <summary>Characters of a file's name that a bank's source is said to come from.</summary>
    public const int FileNameLength = 1_000;

    /// <summary>Characters of the evidence beside one rating or red flag.</summary>
    public const int EvidenceLength = 4_000;

    /// <summary>Characters of a scorecard's note.</summary>
    public const int NoteLength = 8_000;

    /// <summary>Characters of the reason of an amendment or withdrawal.</summary>
    public const int ReasonLength = 1_000;

    /// <summary>Ratings, and red flags, of one scorecard.</summary>
    public const int RatingsPerScorecard = 500;

    /// <summary>Members of one panel.</summary>
    public const int PanelMembers = 32;

    /// <summary>Other roles open to a candidate.</summary>
    public const int OpenRoles = 24;

    /// <summary>Pinned banks of one interview.</summary>
    public const int BanksPerInterview = 12;

    /// <summary>Competencies of the pinned banks together.</summary>
    public const int CompetenciesPerInterview = 64;

    /// <summary>Characters of the reason of a decision.</summary>
    public const int DecisionReasonLength = 4_000;

    /// <summary>Candidates side by side.</summary>
    public const int ComparedCandidates = 20;

    /// <summary>Candidates in one order.</summary>
    public const int RankedCandidates = 200;

    /// <summary>Characters of the name of a system that a claim is about.</summary>
    public const int SystemLength = 100;

    /// <summary>Characters of one fact of a claim.</summary>
    public const int FactLength = 2_000;

    /// <summary>Versions, and owned choices, of one claim.</summary>
    public const int ClaimItems = 20;

    /// <summary>Competencies that a calibration is restricted to.</summary>
    public const int CalibratedCompetencies = 100;

    /// <summary>Calibration runs that may wait.</summary>
    public const int WaitingCalibrations = 16;

    /// <summary>Fair scores of a page when none are asked for.</summary>
    public const int DefaultFairScores = 200;

    /// <summary>Fair scores of a page at most.</summary>
    public const int MaximumFairScores = 1_000;

    /// <summary>Group labels in one request.</summary>
    public const int GroupLabels = 1_000;

    /// <summary>Sets of ratings in one batch to score.</summary>
    public const int ScoreBatch = 1_000;

    /// <summary>Scorecards in one batch to submit.</summary>
    public const int SubmitBatch = 500;

    /// <summary>Heads kept elsewhere that one verification of the audit chains is given.</summary>
    public const int AuditHeads = 10_000;

    /// <summary>Bytes of one bank's source.</summary>
    public const int BankBytes = 1 << 20;

    /// <summary>Problems of one bank's source that an answer lists; how many more there are is said.</summary>
    public const int BankDiagnostics = 500;

    /// <summary>Items of a page when none are asked for.</summary>
    public const int DefaultPageSize = 50;

    /// <summary>Items of a page at most; more asked for are so many given.</summary>
    public const int MaximumPageSize = 200;

    /// <summary>Bytes of one request message.</summary>
    public const int MessageBytes = 4 << 20;

    /// <summary>Streamed items that one call may have in progress before the server stops reading.</summary>
    public const int StreamInFlight = 256;
}
