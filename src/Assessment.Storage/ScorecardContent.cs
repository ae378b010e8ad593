namespace Assessment.Storage;

/// <summary>What scorecards say: their revisions.</summary>
internal static class ScorecardContent
{
    /// <summary>The drafts of interviewers who are not on the interview's panel.</summary>
    private const string StrayDrafts = """
        SELECT s.id FROM scorecard s
        WHERE s.tenant = @tenant AND s.interview_id = @interviewId AND s.state = 1
            AND NOT EXISTS (
                SELECT 1 FROM panel_member m
                WHERE m.tenant = s.tenant AND m.interview_id = s.interview_id AND m.interviewer_id = s.interviewer_id)
        """;

    private static readonly Statement InsertRevision = Statement.Insert(
        "scorecard_revision",
        """
        tenant, scorecard_id, revision, submitter_id, reason, note, focus, revised_at, interviewed_at, ratings, flags, evidence,
        composite, equal_weights, coverage
        """);

    private static readonly Statement DeleteDraft =
        Statement.Of("DELETE FROM scorecard_revision WHERE tenant = @tenant AND scorecard_id = @id AND revision = 0");

    private static readonly Statement DeleteStrayContent =
        Statement.Of($"DELETE FROM scorecard_revision WHERE tenant = @tenant AND scorecard_id IN ({StrayDrafts})");

    private static readonly Statement DeleteStrayCards =
        Statement.Of($"DELETE FROM scorecard WHERE tenant = @tenant AND id IN ({StrayDrafts})");

    /// <summary>Stores the content of the card's revision.</summary>
    public static Task InsertAsync(WriteSession session, string tenant, RevisionRow row) => session.RunAsync(
        InsertRevision,
        tenant,
        row.ScorecardId,
        row.Revision,
        row.SubmitterId,
        row.Reason,
        row.Note,
        row.Focus,
        row.RevisedAt,
        row.InterviewedAt,
        row.Ratings,
        row.Flags,
        row.Evidence,
        row.Composite,
        row.EqualWeights,
        row.Coverage);

    /// <summary>Deletes a draft's content.</summary>
    public static Task DeleteDraftAsync(WriteSession session, string tenant, Guid id) =>
        session.RunAsync(DeleteDraft, tenant, Stored.Blob(id));

    /// <summary>Deletes the drafts of interviewers who are not on the interview's panel.</summary>
    public static async Task DeleteStrayDraftsAsync(WriteSession session, string tenant, Guid interviewId)
    {
        byte[] id = Stored.Blob(interviewId);
        await session.RunAsync(DeleteStrayContent, tenant, id).ConfigureAwait(false);
        await session.RunAsync(DeleteStrayCards, tenant, id).ConfigureAwait(false);
    }
}
