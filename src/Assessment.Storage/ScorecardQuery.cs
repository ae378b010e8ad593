namespace Assessment.Storage;

/// <summary>A query for whole scorecards, oldest first.</summary>
internal sealed class ScorecardQuery(string tenant)
{
    /// <summary>Only this one; null means any.</summary>
    public Guid? Id { get; init; }

    /// <summary>Only those that fit.</summary>
    public ScorecardFilter Filter { get; init; } = new();

    /// <summary>Only this layer; null means any.</summary>
    public ScorecardLayer? Layer { get; init; }

    /// <summary>A further condition on the card's state, as SQL; empty means none.</summary>
    public string StateCondition { get; init; } = "";

    /// <summary>This revision; null means each card's newest.</summary>
    public int? Revision { get; init; }

    /// <summary>Only ids above; null means any.</summary>
    public Guid? After { get; init; }

    /// <summary>At most so many.</summary>
    public int Take { get; init; } = 1;

    /// <summary>Runs it; one query for the cards, one for their ratings and one for their flags.</summary>
    public async Task<IReadOnlyList<Scorecard>> ListAsync(Session session, Database db)
    {
        string page = Page(db);
        var parameters = new
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
        };
        var rows = await session.ListAsync<Row>(
            $"""
            SELECT s.id AS Id, s.interview_id AS InterviewId, s.layer AS Layer, s.interviewer_id AS InterviewerId,
                r.submitter_id AS SubmitterId, s.application_id AS ApplicationId, s.step AS Step, s.state AS State,
                r.revision AS Revision, r.reason AS Reason, r.interviewed_at AS InterviewedAt, s.created_at AS CreatedAt,
                s.submitted_at AS SubmittedAt, r.revised_at AS RevisedAt, s.version AS Version, r.note AS Note, r.focus AS Focus,
                r.composite AS Composite, r.equal_weights AS EqualWeights, r.coverage AS Coverage,
                s.withdrawn_at AS WithdrawnAt, s.withdrawn_reason AS WithdrawnReason
            {page}
            """,
            parameters).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            return [];
        }

        // The page once more, in the same snapshot, to fetch what belongs to its cards.
        async Task<ILookup<Guid, Part>> PartsAsync(string table, string columns) =>
            (await session.ListAsync<Part>(
                $"""
                WITH page AS (SELECT r.tenant, r.scorecard_id, r.revision {page})
                SELECT p.scorecard_id AS ScorecardId, p.evidence AS Evidence, {columns}
                FROM page JOIN {table} p
                    ON p.tenant = page.tenant AND p.scorecard_id = page.scorecard_id AND p.revision = page.revision
                ORDER BY p.scorecard_id, p.ordinal
                """,
                parameters).ConfigureAwait(false)).ToLookup(part => Stored.Guid(part.ScorecardId));

        var ratings = await PartsAsync("rating", "p.criterion_id AS Name, p.level AS Level, p.not_observed_reason AS NotObservedReason")
            .ConfigureAwait(false);
        var flags = await PartsAsync("raised_flag", "p.red_flag_id AS Name, 0 AS Level, 0 AS NotObservedReason").ConfigureAwait(false);
        return [.. rows.Select(row => row.ToScorecard(ratings, flags, newest: Revision is null))];
    }

    private string Page(Database db)
    {
        string where = string.Concat(
            Id is null ? "" : " AND s.id = @Id",
            Filter.InterviewId is null ? "" : " AND s.interview_id = @InterviewId",
            Filter.InterviewerId is null ? "" : " AND s.interviewer_id = @InterviewerId",
            Filter.CandidateId is null
                ? ""
                : " AND s.interview_id IN (SELECT i.id FROM interview i WHERE i.tenant = @tenant AND i.candidate_id = @CandidateId)",
            Filter.State is null ? "" : " AND s.state = @State",
            Layer is null ? "" : " AND s.layer = @Layer",
            StateCondition.Length == 0 ? "" : " AND " + StateCondition,
            After is null ? "" : " AND s.id > @After");
        return $"""
            FROM scorecard s
            JOIN scorecard_revision r
                ON r.tenant = s.tenant AND r.scorecard_id = s.id AND r.revision = {(Revision is null ? "s.revision" : "@Revision")}
            WHERE s.tenant = @tenant{where}
            ORDER BY s.id {db.FirstRows}
            """;
    }

    private sealed class Part
    {
        public required byte[] ScorecardId { get; init; }

        public required string Name { get; init; }

        public required int Level { get; init; }

        public required int NotObservedReason { get; init; }

        public required string Evidence { get; init; }
    }

    private sealed class Row
    {
        public required byte[] Id { get; init; }

        public required byte[] InterviewId { get; init; }

        public required ScorecardLayer Layer { get; init; }

        public required string InterviewerId { get; init; }

        public required string SubmitterId { get; init; }

        public required string ApplicationId { get; init; }

        public required string Step { get; init; }

        public required ScorecardState State { get; init; }

        public required int Revision { get; init; }

        public required string Reason { get; init; }

        public long? InterviewedAt { get; init; }

        public required long CreatedAt { get; init; }

        public long? SubmittedAt { get; init; }

        public required long RevisedAt { get; init; }

        public required long Version { get; init; }

        public required string Note { get; init; }

        public required string Focus { get; init; }

        public int? Composite { get; init; }

        public int? EqualWeights { get; init; }

        public int? Coverage { get; init; }

        public long? WithdrawnAt { get; init; }

        public required string WithdrawnReason { get; init; }

        public Scorecard ToScorecard(ILookup<Guid, Part> ratings, ILookup<Guid, Part> flags, bool newest)
        {
            var id = Stored.Guid(Id);
            bool asWithdrawn = newest && State == ScorecardState.Withdrawn;
            return new()
            {
                Id = id,
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
                Ratings = [.. ratings[id].Select(part => new StoredRating(part.Name, part.Level, part.NotObservedReason, part.Evidence))],
                Flags = [.. flags[id].Select(part => new StoredFlag(part.Name, part.Evidence))],
                Note = Note,
                Score = Coverage is { } coverage ? new StoredScore(Composite, EqualWeights, coverage) : null,
            };
        }
    }
}
