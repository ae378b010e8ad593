namespace Assessment.Storage;

/// <summary>What scorecards say: their revisions, with ratings and flags.</summary>
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
        tenant, scorecard_id, revision, submitter_id, reason, note, focus, revised_at, interviewed_at, composite,
        equal_weights, coverage
        """);

    private static readonly Statement InsertRating =
        Statement.Insert("rating", "tenant, scorecard_id, revision, criterion_id, ordinal, level, not_observed_reason, evidence");

    private static readonly Statement InsertFlag =
        Statement.Insert("raised_flag", "tenant, scorecard_id, revision, red_flag_id, ordinal, evidence");

    private static readonly Statement[] DeleteDraft =
    [
        .. Tables.Select(table => new Statement(
            $"DELETE FROM {table} WHERE tenant = @tenant AND scorecard_id = @id AND revision = 0")),
    ];

    private static readonly string[] DeleteStrayDrafts =
    [
        .. Tables.Select(table => $"DELETE FROM {table} WHERE tenant = @tenant AND scorecard_id IN ({StrayDrafts})"),
        $"DELETE FROM scorecard WHERE tenant = @tenant AND id IN ({StrayDrafts})",
    ];

    /// <summary>Where content is, what refers to another first.</summary>
    private static string[] Tables => ["rating", "raised_flag", "scorecard_revision"];

    /// <summary>Stores the content of the card's revision.</summary>
    public static async Task InsertAsync(Session session, string tenant, Scorecard card)
    {
        byte[] id = Stored.Blob(card.Id);
        await session.RunAsync(
            InsertRevision,
            tenant,
            id,
            card.Revision,
            card.SubmitterId,
            card.Reason,
            card.Note,
            Stored.Json(card.Focus),
            Stored.Microseconds(card.RevisedAt),
            Stored.Microseconds(card.InterviewedAt),
            card.Score?.Composite,
            card.Score?.EqualWeights,
            card.Score?.Coverage).ConfigureAwait(false);
        for (int i = 0; i < card.Ratings.Count; i++)
        {
            var rating = card.Ratings[i];
            await session.RunAsync(
                InsertRating, tenant, id, card.Revision, rating.CriterionId, i, rating.Level, rating.NotObservedReason, rating.Evidence)
                .ConfigureAwait(false);
        }

        for (int i = 0; i < card.Flags.Count; i++)
        {
            var flag = card.Flags[i];
            await session.RunAsync(InsertFlag, tenant, id, card.Revision, flag.RedFlagId, i, flag.Evidence).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes a draft's content.</summary>
    public static async Task DeleteDraftAsync(Session session, string tenant, Guid id)
    {
        foreach (var statement in DeleteDraft)
        {
            await session.RunAsync(statement, tenant, Stored.Blob(id)).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the drafts of interviewers who are not on the interview's panel.</summary>
    public static async Task DeleteStrayDraftsAsync(Session session, string tenant, Guid interviewId)
    {
        foreach (string sql in DeleteStrayDrafts)
        {
            await session.ExecuteAsync(sql, new { tenant, interviewId = Stored.Blob(interviewId) }).ConfigureAwait(false);
        }
    }
}
