namespace Assessment.Storage;

/// <summary>A decision, as stored.</summary>
internal record DecisionRow
{
    /// <summary>16 bytes.</summary>
    public required byte[] Id { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] InterviewId { get; init; }

    /// <summary>Who decided.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>The contract's number.</summary>
    public required int Outcome { get; init; }

    /// <summary>As role/level, or empty.</summary>
    public required string Role { get; init; }

    /// <summary>The contract's number.</summary>
    public required int ReasonCode { get; init; }

    /// <summary>Empty once erased.</summary>
    public required string Reason { get; init; }

    /// <summary>The contract's number.</summary>
    public required int Verdict { get; init; }

    /// <summary>The contract's number.</summary>
    public required int EvidenceFlag { get; init; }

    /// <summary>Microseconds since 1970.</summary>
    public required long DecidedAt { get; init; }

    /// <summary>The row of a decision.</summary>
    public static DecisionRow Of(Decision decision) => new()
    {
        Id = Stored.Blob(decision.Id),
        InterviewId = Stored.Blob(decision.InterviewId),
        DecidedBy = decision.DecidedBy,
        Outcome = decision.Outcome,
        Role = decision.Role,
        ReasonCode = decision.ReasonCode,
        Reason = decision.Reason,
        Verdict = decision.Verdict,
        EvidenceFlag = decision.EvidenceFlag,
        DecidedAt = Stored.Microseconds(decision.DecidedAt),
    };

    /// <summary>The row of a query for the columns above, in their order.</summary>
    public static DecisionRow Of(StoredRow row) => new()
    {
        Id = row.Bytes(0).ToArray(),
        InterviewId = row.Bytes(1).ToArray(),
        DecidedBy = row.Text(2),
        Outcome = (int)row.Number(3),
        Role = row.Text(4),
        ReasonCode = (int)row.Number(5),
        Reason = row.Text(6),
        Verdict = (int)row.Number(7),
        EvidenceFlag = (int)row.Number(8),
        DecidedAt = row.Number(9),
    };

    /// <summary>The decision of the row.</summary>
    public Decision ToDecision() => new()
    {
        Id = Stored.Guid(Id),
        InterviewId = Stored.Guid(InterviewId),
        DecidedBy = DecidedBy,
        Outcome = Outcome,
        Role = Role,
        ReasonCode = ReasonCode,
        Reason = Reason,
        Verdict = Verdict,
        EvidenceFlag = EvidenceFlag,
        DecidedAt = Stored.Time(DecidedAt),
    };

    /// <summary>The digest of the whole row under its candidate's secret, for the audit chain.</summary>
    public byte[] DigestUnder(byte[] secret)
    {
        return new ContentDigest(secret)
            .Add(Id).Add(InterviewId).Add(DecidedBy).Add(Outcome).Add(Role).Add(ReasonCode).Add(Reason).Add(Verdict).Add(EvidenceFlag)
            .Add(DecidedAt)
            .Finish();
    }
}
