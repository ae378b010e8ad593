namespace Assessment.Storage;

/// <summary>A query for whole scorecards, oldest first.</summary>
internal sealed class ScorecardQuery(string tenant)
{
    private const string Newest = "s.revision";

    private static readonly Statement OfId =
        Statement.Of(dialect => Select(dialect, Newest, " AND s.id = @Id AND s.interview_id = @InterviewId"));

    private static readonly Statement OfRevision =
        Statement.Of(dialect => Select(dialect, "@Revision", " AND s.id = @Id AND s.interview_id = @InterviewId"));

    private static readonly Statement LiveOfInterviewer = Statement.Of(dialect => Select(
        dialect,
        Newest,
        $" AND s.interview_id = @InterviewId AND s.interviewer_id = @InterviewerId AND s.layer = @Layer AND s.state <> {(int)ScorecardState.Withdrawn}"));

    private static readonly Statement CountingOfInterview = Statement.Of(dialect => Select(
        dialect,
        Newest,
        $" AND s.interview_id = @InterviewId AND s.layer = @Layer AND s.state IN ({(int)ScorecardState.Submitted}, {(int)ScorecardState.Amended})"));

    private static readonly StatementFamily Page = new(
        (dialect, where) => Select(dialect, Newest, where),
        "s.interview_id = @InterviewId",
        "s.interviewer_id = @InterviewerId",
        "s.interview_id IN (SELECT i.id FROM interview i WHERE i.tenant = @tenant AND i.candidate_id = @CandidateId)",
        "s.state = @State",
        "s.id > @After");

    /// <summary>Only this one; null means any.</summary>
    public Guid? Id { get; init; }

    /// <summary>Only those that fit.</summary>
    public ScorecardFilter Filter { get; init; } = new();

    /// <summary>Only this layer; null means any.</summary>
    public ScorecardLayer? Layer { get; init; }

    /// <summary>Only cards that are not withdrawn.</summary>
    public bool Live { get; init; }

    /// <summary>Only cards that are submitted or amended.</summary>
    public bool Counting { get; init; }

    /// <summary>This revision; null means each card's newest.</summary>
    public int? Revision { get; init; }

    /// <summary>Only ids above; null means any.</summary>
    public Guid? After { get; init; }

    /// <summary>At most so many.</summary>
    public int Take { get; init; } = 1;

    /// <summary>Runs it.</summary>
    public async Task<IReadOnlyList<Scorecard>> ListAsync(Session session)
    {
        var rows = await session.ListAsync<Row>(
            Query(),
            new
            {
                tenant,
                Id = Id is { } id ? Stored.Blob(id) : null,
                InterviewId = Filter.InterviewId is { } interview ? Stored.Blob(interview) : null,
                Filter.InterviewerId,
                Filter.CandidateId,
                State = (int?)Filter.State,
                Layer = (int?)Layer,
                Revision,
                After = After is { } after ? Stored.Blob(after) : null,
                Take,
            }).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToScorecard(newest: Revision is null))];
    }

    private Statement Query()
    {
        if (Id is not null)
        {
            return Revision is null ? OfId : OfRevision;
        }

        if (Layer is not null)
        {
            return Live ? LiveOfInterviewer : CountingOfInterview;
        }

        return Page.With(
            Filter.InterviewId is not null,
            Filter.InterviewerId is not null,
            Filter.CandidateId is not null,
            Filter.State is not null,
            After is not null);
    }

    private static string Select(Dialect dialect, string revision, string where) => $"""
        SELECT r.scorecard_id AS ScorecardId, s.interview_id AS InterviewId, s.layer AS Layer, s.interviewer_id AS InterviewerId,
            r.submitter_id AS SubmitterId, s.application_id AS ApplicationId, s.step AS Step, s.state AS State,
            r.revision AS Revision, r.reason AS Reason, r.interviewed_at AS InterviewedAt, s.created_at AS CreatedAt,
            s.submitted_at AS SubmittedAt, r.revised_at AS RevisedAt, s.version AS Version, r.note AS Note, r.focus AS Focus,
            r.ratings AS Ratings, r.flags AS Flags, r.evidence AS Evidence,
            r.composite AS Composite, r.equal_weights AS EqualWeights, r.coverage AS Coverage,
            s.withdrawn_at AS WithdrawnAt, s.withdrawn_reason AS WithdrawnReason
        FROM scorecard s
        JOIN scorecard_revision r ON r.tenant = s.tenant AND r.scorecard_id = s.id AND r.revision = {revision}
        WHERE s.tenant = @tenant{where}
        ORDER BY s.id {dialect.FirstRows()}
        """;

    private sealed record Row : RevisionRow
    {
        public required byte[] InterviewId { get; init; }

        public required ScorecardLayer Layer { get; init; }

        public required string InterviewerId { get; init; }

        public required string ApplicationId { get; init; }

        public required string Step { get; init; }

        public required ScorecardState State { get; init; }

        public required long CreatedAt { get; init; }

        public long? SubmittedAt { get; init; }

        public required long Version { get; init; }

        public long? WithdrawnAt { get; init; }

        public required string WithdrawnReason { get; init; }

        public Scorecard ToScorecard(bool newest)
        {
            var (ratings, flags) = new PackedContent(Ratings, Flags, Evidence).Unpack();
            bool asWithdrawn = newest && State == ScorecardState.Withdrawn;
            return new()
            {
                Id = Stored.Guid(ScorecardId),
                InterviewId = Stored.Guid(InterviewId),
                Layer = Layer,
                InterviewerId = InterviewerId,
                SubmitterId = SubmitterId,
                ApplicationId = ApplicationId,
                Step = Step,
                State = State,
                Revision = Revision,
                Reason = asWithdrawn ? WithdrawnReason : Reason,
                InterviewedAt = Stored.Time(InterviewedAt),
                CreatedAt = Stored.Time(CreatedAt),
                SubmittedAt = Stored.Time(SubmittedAt),
                RevisedAt = Stored.Time(asWithdrawn ? WithdrawnAt ?? RevisedAt : RevisedAt),
                Version = Version,
                Focus = Stored.Words(Focus),
                Ratings = ratings,
                Flags = flags,
                Note = Note,
                Score = Coverage is { } coverage ? new StoredScore(Composite, EqualWeights, coverage) : null,
            };
        }
    }
}
