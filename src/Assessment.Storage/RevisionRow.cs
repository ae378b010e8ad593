namespace Assessment.Storage;

/// <summary>A scorecard's revision, as stored.</summary>
internal record RevisionRow
{
    /// <summary>16 bytes.</summary>
    public required byte[] ScorecardId { get; init; }

    /// <summary>0 for a draft.</summary>
    public required int Revision { get; init; }

    /// <summary>Who sent it.</summary>
    public required string SubmitterId { get; init; }

    /// <summary>Why it was made; empty when first submitted.</summary>
    public required string Reason { get; init; }

    /// <summary>Anything else worth keeping.</summary>
    public required string Note { get; init; }

    /// <summary>A JSON array of competency ids.</summary>
    public required string Focus { get; init; }

    /// <summary>Microseconds since 1970.</summary>
    public required long RevisedAt { get; init; }

    /// <summary>Microseconds since 1970; null when unknown.</summary>
    public required long? InterviewedAt { get; init; }

    /// <summary>See <see cref="PackedContent.Ratings"/>.</summary>
    public required string Ratings { get; init; }

    /// <summary>See <see cref="PackedContent.Flags"/>.</summary>
    public required string Flags { get; init; }

    /// <summary>See <see cref="PackedContent.Evidence"/>.</summary>
    public required string Evidence { get; init; }

    /// <summary>Hundredths of a point; null when nothing with a weight was observed.</summary>
    public required int? Composite { get; init; }

    /// <summary>The same with equal weights.</summary>
    public required int? EqualWeights { get; init; }

    /// <summary>Hundredths of a per cent; null on a draft.</summary>
    public required int? Coverage { get; init; }

    /// <summary>The row of a card's revision.</summary>
    public static RevisionRow Of(Scorecard card)
    {
        var content = PackedContent.Of(card);
        return new()
        {
            ScorecardId = Stored.Blob(card.Id),
            Revision = card.Revision,
            SubmitterId = card.SubmitterId,
            Reason = card.Reason,
            Note = card.Note,
            Focus = Stored.Json(card.Focus),
            RevisedAt = Stored.Microseconds(card.RevisedAt),
            InterviewedAt = Stored.Microseconds(card.InterviewedAt),
            Ratings = content.Ratings,
            Flags = content.Flags,
            Evidence = content.Evidence,
            Composite = card.Score?.Composite,
            EqualWeights = card.Score?.EqualWeights,
            Coverage = card.Score?.Coverage,
        };
    }

    /// <summary>The digest of the whole row under its candidate's secret, for the audit chain.</summary>
    public byte[] DigestUnder(byte[] secret)
    {
        return new ContentDigest(secret)
            .Add(ScorecardId).Add(Revision).Add(SubmitterId).Add(Reason).Add(Note).Add(Focus).Add(RevisedAt).Add(InterviewedAt)
            .Add(Ratings).Add(Flags).Add(Evidence).Add(Composite).Add(EqualWeights).Add(Coverage)
            .Finish();
    }
}
