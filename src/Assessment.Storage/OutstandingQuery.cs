namespace Assessment.Storage;

/// <summary>A query for what open interviews wait for, by interview, then interviewer.</summary>
internal sealed class OutstandingQuery(
    string tenant, Guid? interviewId, string? interviewerId, (Guid InterviewId, string InterviewerId)? after, int take)
{
    private static readonly StatementFamily Family = new(
        (dialect, where) => $"""
            SELECT i.id AS InterviewId, i.candidate_id AS CandidateId, m.interviewer_id AS InterviewerId, m.focus AS Focus,
                s.id AS DraftId, i.created_at AS CreatedAt
            FROM interview i
            JOIN panel_member m ON m.tenant = i.tenant AND m.interview_id = i.id
            LEFT JOIN scorecard s ON s.tenant = i.tenant AND s.interview_id = i.id AND s.interviewer_id = m.interviewer_id
                AND s.layer = {(int)ScorecardLayer.First} AND s.state <> {(int)ScorecardState.Withdrawn}
            WHERE i.tenant = @Tenant AND i.state = {(int)InterviewState.Open}
                AND (s.id IS NULL OR s.state = {(int)ScorecardState.Draft}){where}
            ORDER BY i.id, m.interviewer_id {dialect.FirstRows()}
            """,
        "i.id = @InterviewId",
        "m.interviewer_id = @InterviewerId",
        "i.id >= @AfterInterview AND (i.id > @AfterInterview OR m.interviewer_id > @AfterInterviewer)");

    /// <summary>Runs it.</summary>
    public async Task<IReadOnlyList<OutstandingScorecard>> ListAsync(Session session)
    {
        var query = Family.With(interviewId is not null, interviewerId is not null, after is not null);
        var rows = await session.ListAsync<Row>(
            query,
            new
            {
                Tenant = tenant,
                InterviewId = interviewId is { } id ? Stored.Blob(id) : null,
                InterviewerId = interviewerId,
                AfterInterview = after is { } last ? Stored.Blob(last.InterviewId) : null,
                AfterInterviewer = after?.InterviewerId,
                Take = take,
            }).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToOutstanding())];
    }

    private sealed class Row
    {
        public required byte[] InterviewId { get; init; }

        public required string CandidateId { get; init; }

        public required string InterviewerId { get; init; }

        public required string Focus { get; init; }

        public byte[]? DraftId { get; init; }

        public required long CreatedAt { get; init; }

        public OutstandingScorecard ToOutstanding() => new(
            Stored.Guid(InterviewId),
            CandidateId,
            InterviewerId,
            Stored.Words(Focus),
            DraftId is null ? null : Stored.Guid(DraftId),
            Stored.Time(CreatedAt));
    }
}
