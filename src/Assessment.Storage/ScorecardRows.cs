namespace Assessment.Storage;

/// <summary>How scorecards change. Each change finds its card only as its caller last saw it.</summary>
internal static class ScorecardRows
{
    private static readonly Statement Insert = Statement.Insert(
        "scorecard",
        """
        tenant, id, interview_id, layer, interviewer_id, submitter_id, application_id, step, state, revision,
        version, interviewed_at, created_at, submitted_at
        """);

    /// <summary>Takes a draft to its next content, or to its submission.</summary>
    private static readonly Statement UpdateDraft = Statement.Of(
        $"""
        UPDATE scorecard SET submitter_id = @submitter, state = @state, revision = @revision, version = version + 1,
            interviewed_at = @interviewedAt, submitted_at = @submittedAt
        WHERE tenant = @tenant AND id = @id AND version = @version AND state = {(int)ScorecardState.Draft}
            AND interview_id = @interview AND interviewer_id = @interviewer AND layer = @layer
        """);

    /// <summary>Takes a submitted card to its next revision.</summary>
    private static readonly Statement Amend = Statement.Of(
        $"""
        UPDATE scorecard SET submitter_id = @submitter, state = {(int)ScorecardState.Amended}, revision = revision + 1,
            version = version + 1, interviewed_at = @interviewedAt
        WHERE tenant = @tenant AND id = @id AND interview_id = @interview AND interviewer_id = @interviewer AND version = @version
            AND revision = @revision - 1 AND state IN ({(int)ScorecardState.Submitted}, {(int)ScorecardState.Amended})
        """);

    /// <summary>Withdraws a submitted card.</summary>
    private static readonly Statement Withdraw = Statement.Of(
        $"""
        UPDATE scorecard SET state = {(int)ScorecardState.Withdrawn}, version = version + 1,
            withdrawn_at = @at, withdrawn_reason = @reason
        WHERE tenant = @tenant AND id = @id AND interview_id = @interview AND interviewer_id = @interviewer AND version = @version
            AND state IN ({(int)ScorecardState.Submitted}, {(int)ScorecardState.Amended})
        """);

    /// <summary>Stores a new card, or a draft's next content or submission.</summary>
    /// <exception cref="ConflictException">The draft is at another version, or the interviewer has a live card already.</exception>
    public static async Task StoreAsync(
        WriteSession session, string tenant, Scorecard card, RevisionRow revision, long? draftVersion)
    {
        byte[] id = Stored.Blob(card.Id);
        byte[] interviewId = Stored.Blob(card.InterviewId);
        long? interviewedAt = Stored.Microseconds(card.InterviewedAt);
        long? submittedAt = Stored.Microseconds(card.SubmittedAt);
        if (draftVersion is { } version)
        {
            await session.ChangeAsync(
                card.Id,
                UpdateDraft,
                card.SubmitterId,
                (int)card.State,
                card.Revision,
                interviewedAt,
                submittedAt,
                tenant,
                id,
                version,
                interviewId,
                card.InterviewerId,
                (int)card.Layer).ConfigureAwait(false);
            await ScorecardContent.DeleteDraftAsync(session, tenant, card.Id).ConfigureAwait(false);
        }
        else
        {
            await session.InsertAsync(
                ConflictKind.ScorecardExists,
                card.Id,
                Insert,
                tenant,
                id,
                interviewId,
                (int)card.Layer,
                card.InterviewerId,
                card.SubmitterId,
                card.ApplicationId,
                card.Step,
                (int)card.State,
                card.Revision,
                card.Version,
                interviewedAt,
                Stored.Microseconds(card.CreatedAt),
                submittedAt).ConfigureAwait(false);
        }

        await ScorecardContent.InsertAsync(session, tenant, revision).ConfigureAwait(false);
    }

    /// <summary>Adds a revision to a submitted card.</summary>
    /// <exception cref="ConflictException">The card is at another version, or not submitted.</exception>
    public static async Task AmendAsync(WriteSession session, string tenant, Scorecard amended, RevisionRow revision)
    {
        await session.ChangeAsync(
            amended.Id,
            Amend,
            amended.SubmitterId,
            Stored.Microseconds(amended.InterviewedAt),
            tenant,
            Stored.Blob(amended.Id),
            Stored.Blob(amended.InterviewId),
            amended.InterviewerId,
            amended.Version - 1,
            amended.Revision).ConfigureAwait(false);
        await ScorecardContent.InsertAsync(session, tenant, revision).ConfigureAwait(false);
    }

    /// <summary>Withdraws a submitted card.</summary>
    /// <exception cref="ConflictException">The card is at another version, or not submitted.</exception>
    public static Task WithdrawAsync(WriteSession session, string tenant, Scorecard withdrawn) => session.ChangeAsync(
        withdrawn.Id,
        Withdraw,
        Stored.Microseconds(withdrawn.RevisedAt),
        withdrawn.Reason,
        tenant,
        Stored.Blob(withdrawn.Id),
        Stored.Blob(withdrawn.InterviewId),
        withdrawn.InterviewerId,
        withdrawn.Version - 1);
}
