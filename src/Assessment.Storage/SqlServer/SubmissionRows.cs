namespace Assessment.Storage;

/// <summary>A submission's request.</summary>
internal sealed record SubmittedRequest(int Item, Submission Submission)
{
    /// <summary>The request, which is there.</summary>
    public AnsweredRequest Request => Submission.Request!;
}

/// <summary>A submission's card.</summary>
/// <param name="Item">The submission's place among all.</param>
/// <param name="Ordinal">The card's place among those of all submissions, from 1.</param>
/// <param name="Submission">The submission.</param>
/// <param name="Index">The card's place in it, from 0.</param>
internal sealed record SubmittedCard(int Item, int Ordinal, Submission Submission, int Index)
{
    /// <summary>The card.</summary>
    public Scorecard Card => Submission.Cards[Index].Card;

    /// <summary>What it was checked against.</summary>
    public ScorecardSubmission Checked => Submission.Cards[Index];

    /// <summary>Its revision's row.</summary>
    public RevisionRow Revision => Submission.Revisions[Index];
}

/// <summary>The table types in which submissions travel.</summary>
internal static class SubmissionRows
{
    /// <summary>The requests.</summary>
    public static readonly TableType<SubmittedRequest> Requests = new(
        "dbo.submitted_request",
        TableColumn<SubmittedRequest>.Int("item", row => row.Item),
        TableColumn<SubmittedRequest>.Text("tenant", 128, row => row.Submission.Tenant),
        TableColumn<SubmittedRequest>.Fixed("request_id", 16, row => Stored.Blob(row.Request.RequestId)),
        TableColumn<SubmittedRequest>.Text("method", 256, row => row.Request.Method),
        TableColumn<SubmittedRequest>.Fixed("body_sha256", 32, row => row.Request.BodySha256.ToArray()),
        TableColumn<SubmittedRequest>.Bytes("answer", row => row.Request.Answer.ToArray()),
        TableColumn<SubmittedRequest>.Long("answered_at", row => Stored.Microseconds(row.Submission.At)));

    /// <summary>The cards, each with its first revision.</summary>
    public static readonly TableType<SubmittedCard> Cards = new(
        "dbo.submitted_card",
        TableColumn<SubmittedCard>.Int("item", row => row.Item),
        TableColumn<SubmittedCard>.Int("ordinal", row => row.Ordinal),
        TableColumn<SubmittedCard>.Text("tenant", 128, row => row.Submission.Tenant),
        TableColumn<SubmittedCard>.Fixed("id", 16, row => row.Revision.ScorecardId),
        TableColumn<SubmittedCard>.Fixed("interview_id", 16, row => Stored.Blob(row.Card.InterviewId)),
        TableColumn<SubmittedCard>.Long("interview_version", row => row.Checked.InterviewVersion),
        TableColumn<SubmittedCard>.Long("draft_version", row => row.Checked.DraftVersion),
        TableColumn<SubmittedCard>.Int("layer", row => (int)row.Card.Layer),
        TableColumn<SubmittedCard>.Text("interviewer_id", 128, row => row.Card.InterviewerId),
        TableColumn<SubmittedCard>.Text("submitter_id", 128, row => row.Card.SubmitterId),
        TableColumn<SubmittedCard>.Text("application_id", 128, row => row.Card.ApplicationId),
        TableColumn<SubmittedCard>.Text("step", 128, row => row.Card.Step),
        TableColumn<SubmittedCard>.Long("version", row => row.Card.Version),
        TableColumn<SubmittedCard>.Long("interviewed_at", row => row.Revision.InterviewedAt),
        TableColumn<SubmittedCard>.Long("created_at", row => Stored.Microseconds(row.Card.CreatedAt)),
        TableColumn<SubmittedCard>.Long("submitted_at", row => Stored.Microseconds(row.Card.SubmittedAt)),
        TableColumn<SubmittedCard>.Text("reason", row => row.Revision.Reason),
        TableColumn<SubmittedCard>.Text("note", row => row.Revision.Note),
        TableColumn<SubmittedCard>.Text("focus", row => row.Revision.Focus),
        TableColumn<SubmittedCard>.Long("revised_at", row => row.Revision.RevisedAt),
        TableColumn<SubmittedCard>.Text("ratings", row => row.Revision.Ratings),
        TableColumn<SubmittedCard>.Text("flags", row => row.Revision.Flags),
        TableColumn<SubmittedCard>.Text("evidence", row => row.Revision.Evidence),
        TableColumn<SubmittedCard>.Int("composite", row => row.Revision.Composite),
        TableColumn<SubmittedCard>.Int("equal_weights", row => row.Revision.EqualWeights),
        TableColumn<SubmittedCard>.Int("coverage", row => row.Revision.Coverage));
}
