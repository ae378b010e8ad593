namespace Assessment.Storage;

/// <summary>Reads stored ratings as columns, without an object or a text for each: those of first-layer scorecards that count.</summary>
/// <remarks>
/// It reads on the caller's thread for as long as it takes.
/// Every method may also throw <see cref="StorageUnavailableException"/>.
/// </remarks>
public sealed class RatingScan(Database db)
{
    /// <summary>How many revisions one query of SQL Server asks for.</summary>
    private const int RevisionsPerQuery = 2_000;

    private const string Columns = """
        r.ratings, s.id, r.revision, i.id, i.candidate_id, s.interviewer_id, coalesce(r.interviewed_at, s.submitted_at)
        """;

    private static readonly StatementFamily FilteredQuery = new(
        (_, where) => $"""
            SELECT {Columns}
            FROM scorecard s
            JOIN interview i ON i.tenant = s.tenant AND i.id = s.interview_id
            JOIN scorecard_revision r ON r.tenant = s.tenant AND r.scorecard_id = s.id AND r.revision = s.revision
            WHERE s.tenant = @tenant AND s.layer = {(int)ScorecardLayer.First}
                AND s.state IN ({(int)ScorecardState.Submitted}, {(int)ScorecardState.Amended}){where}
            ORDER BY s.id
            """,
        "s.submitted_at >= @submittedFrom",
        "s.submitted_at < @submittedUntil",
        "i.role = @role",
        "i.level = @level",
        $"""
        (i.state = {(int)InterviewState.Closed} OR NOT EXISTS (
            SELECT 1 FROM panel_member m
            LEFT JOIN scorecard o ON o.tenant = m.tenant AND o.interview_id = m.interview_id AND o.interviewer_id = m.interviewer_id
                AND o.layer = {(int)ScorecardLayer.First} AND o.state <> {(int)ScorecardState.Withdrawn}
            WHERE m.tenant = i.tenant AND m.interview_id = i.id AND (o.id IS NULL OR o.state = {(int)ScorecardState.Draft})))
        """);

    /// <summary>One revision: SQLite asks for each by itself, which costs it nothing.</summary>
    private static readonly Statement RevisionQuery = Statement.Only(
        Dialect.Sqlite,
        $"""
        SELECT {Columns}
        FROM scorecard_revision r
        JOIN scorecard s ON s.tenant = r.tenant AND s.id = r.scorecard_id
        JOIN interview i ON i.tenant = s.tenant AND i.id = s.interview_id
        WHERE r.tenant = @tenant AND r.scorecard_id = @id AND r.revision = @revision AND r.revision >= 1
        """);

    private static readonly Statement RevisionsQuery = Statement.Only(
        Dialect.SqlServer,
        $"""
        SELECT {Columns}
        FROM @revisions w
        JOIN scorecard_revision r ON r.tenant = @tenant AND r.scorecard_id = w.scorecard_id AND r.revision = w.revision
        JOIN scorecard s ON s.tenant = r.tenant AND s.id = r.scorecard_id
        JOIN interview i ON i.tenant = s.tenant AND i.id = s.interview_id
        WHERE r.revision >= 1
        ORDER BY s.id
        """);

    /// <summary>The query without a filter, so that others can time it bare.</summary>
    internal static Statement Unfiltered => FilteredQuery.With(false, false, false, false, false);

    /// <summary>Reads the ratings of submitted and amended cards at their newest revisions.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="progress">Told now and then how many ratings were read; null when nobody asks.</param>
    /// <param name="ct">Interrupts the read.</param>
    public Task<ScannedRatings> ReadAsync(string tenant, RatingFilter filter, Action<long>? progress, CancellationToken ct)
    {
        var query = FilteredQuery.With(
            filter.SubmittedFrom is not null, filter.SubmittedUntil is not null, filter.Role is not null, filter.Level is not null,
            filter.OnlyReleased);
        object?[] all = [Stored.Microseconds(filter.SubmittedFrom), Stored.Microseconds(filter.SubmittedUntil), filter.Role, filter.Level];
        return db.ReadAsync(
            async session =>
            {
                var columns = new RatingCollector(filter.Criteria, progress);
                long position = await EventStore.LastPositionAsync(session, tenant).ConfigureAwait(false);
                await session.StreamAsync(query, columns.Add, [tenant, .. all.Where(value => value is not null)]).ConfigureAwait(false);
                return columns.Finish(position);
            },
            ct);
    }

    /// <summary>Reads again what an earlier scan read, whatever was amended or withdrawn since.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="inputs">What the earlier scan read.</param>
    /// <param name="criteria">Only on these criteria; null means all.</param>
    /// <param name="progress">Told now and then how many ratings were read; null when nobody asks.</param>
    /// <param name="ct">Interrupts the read.</param>
    /// <returns>The earlier scan's columns, given the same criteria; but the ids of candidates erased since are pseudonyms.</returns>
    /// <exception cref="ArgumentException">The inputs are none, or name a revision that is not stored.</exception>
    public Task<ScannedRatings> ReadAsync(
        string tenant, ScannedInputs inputs, IReadOnlySet<string>? criteria, Action<long>? progress, CancellationToken ct)
    {
        Require.That(inputs.Bytes.Length % ScannedInputs.BytesEach == 0, "Inputs are whole revisions.");
        return db.ReadAsync(
            async session =>
            {
                var columns = new RatingCollector(criteria, progress);
                long position = await EventStore.LastPositionAsync(session, tenant).ConfigureAwait(false);
                await (session.Dialect == Dialect.Sqlite
                    ? ReadEachAsync(session, tenant, inputs, columns)
                    : ReadManyAsync(session, tenant, inputs, columns)).ConfigureAwait(false);
                var ratings = columns.Finish(position);
                Require.That(ratings.Inputs.Bytes.Span.SequenceEqual(inputs.Bytes.Span), "The inputs name a revision that is not stored, or are out of order.");
                return ratings;
            },
            ct);
    }

    private static async Task ReadEachAsync(Session session, string tenant, ScannedInputs inputs, RatingCollector columns)
    {
        Action<StoredRow> add = columns.Add;
        for (int i = 0; i < inputs.Count; i++)
        {
            var (scorecard, revision) = inputs[i];
            await session.StreamAsync(RevisionQuery, add, tenant, scorecard, revision).ConfigureAwait(false);
        }
    }

    private static async Task ReadManyAsync(Session session, string tenant, ScannedInputs inputs, RatingCollector columns)
    {
        foreach (int[] some in Enumerable.Range(0, inputs.Count).Chunk(RevisionsPerQuery))
        {
            var revisions = References.Scorecards.Parameter("@revisions", [.. some.Select(i => inputs[i])]);
            await session.StreamAsync(RevisionsQuery, columns.Add, revisions, tenant).ConfigureAwait(false);
        }
    }
}
