namespace Assessment.Storage;

/// <summary>A claim's revision, as stored.</summary>
internal record ClaimRow
{
    /// <summary>16 bytes.</summary>
    public required byte[] Id { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] InterviewId { get; init; }

    /// <summary>Whose claim it is.</summary>
    public required string InterviewerId { get; init; }

    /// <summary>Who sent it.</summary>
    public required string SubmitterId { get; init; }

    /// <summary>The system that it is about.</summary>
    public required string System { get; init; }

    /// <summary>JSON.</summary>
    public required string Facts { get; init; }

    /// <summary>From 1.</summary>
    public required int Revision { get; init; }

    /// <summary>Microseconds since 1970.</summary>
    public required long RecordedAt { get; init; }

    /// <summary>The row of a claim.</summary>
    public static ClaimRow Of(Claim claim) => new()
    {
        Id = Stored.Blob(claim.Id),
        InterviewId = Stored.Blob(claim.InterviewId),
        InterviewerId = claim.InterviewerId,
        SubmitterId = claim.SubmitterId,
        System = claim.System,
        Facts = claim.Facts,
        Revision = claim.Revision,
        RecordedAt = Stored.Microseconds(claim.RecordedAt),
    };

    /// <summary>The claim of the row.</summary>
    public Claim ToClaim() => new()
    {
        Id = Stored.Guid(Id),
        InterviewId = Stored.Guid(InterviewId),
        InterviewerId = InterviewerId,
        SubmitterId = SubmitterId,
        System = System,
        Facts = Facts,
        Revision = Revision,
        RecordedAt = Stored.Time(RecordedAt),
    };

    /// <summary>The digest of the whole row under its candidate's secret, for the audit chain.</summary>
    public byte[] DigestUnder(byte[] secret)
    {
        return new ContentDigest(secret)
            .Add(Id).Add(InterviewId).Add(InterviewerId).Add(SubmitterId).Add(System).Add(Facts).Add(Revision).Add(RecordedAt)
            .Finish();
    }
}
