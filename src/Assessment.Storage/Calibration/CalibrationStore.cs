namespace Assessment.Storage;

/// <summary>Calibrations that were asked for, and what they found.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class CalibrationStore(Database db)
{
    private static readonly Statement Insert = Statement.Insert(
        "calibration_run",
        "tenant, id, filter, options, state, phase, done, total, failure, cancel_requested, owner, created_at, beat_at, version");

    private static readonly Statement FindQuery =
        Statement.Of($"SELECT {CalibrationRunRow.Columns} FROM calibration_run WHERE tenant = @tenant AND id = @Id");

    private static readonly StatementFamily PageQuery = new(
        (dialect, where) => $"""
            SELECT {CalibrationRunRow.Columns}
            FROM calibration_run
            WHERE tenant = @tenant{where}
            ORDER BY id DESC {dialect.FirstRows()}
            """,
        "state = @State",
        "id < @Before");

    private static readonly Statement CancelQueued = Statement.Of(
        $"""
        UPDATE calibration_run SET state = {(int)CalibrationRunState.Cancelled}, cancel_requested = 1, ended_at = @at, version = version + 1
        WHERE tenant = @tenant AND id = @id AND state = {(int)CalibrationRunState.Queued}
        """);

    private static readonly Statement CancelRunning = Statement.Of(
        $"""
        UPDATE calibration_run SET cancel_requested = 1, version = version + 1
        WHERE tenant = @tenant AND id = @id AND state = {(int)CalibrationRunState.Running} AND cancel_requested = 0
        """);

    private static readonly Statement DocumentQuery = Statement.Of(
        """
        SELECT report AS Report, inputs AS Inputs, report_sha256 AS ReportSha256, created_at AS CreatedAt
        FROM calibration_document
        WHERE tenant = @tenant AND run_id = @Id
        """);

    private static readonly Statement NewestDocumentQuery = Statement.Of(dialect =>
        $"""
        SELECT d.run_id AS RunId
        FROM calibration_document d
        JOIN calibration_run r ON r.tenant = d.tenant AND r.id = d.run_id
        WHERE d.tenant = @tenant AND r.state = {(int)CalibrationRunState.Succeeded}
        ORDER BY d.run_id DESC {dialect.FirstRows()}
        """);

    /// <summary>Stores a calibration that is to be run.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="run">Queued, at version 1, without an owner.</param>
    /// <param name="request">The request that it answers, stored with it; null when it has no id.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ConflictException"><see cref="ConflictKind.RequestAnswered"/>, or
    /// <see cref="ConflictKind.VersionChanged"/> when the run's id is taken.</exception>
    /// <exception cref="ArgumentException">It is not new, or its filter or options are no JSON.</exception>
    public Task CreateAsync(string tenant, CalibrationRun run, AnsweredRequest? request, CancellationToken ct)
    {
        Require.That(
            run is { State: CalibrationRunState.Queued, Version: 1, CancelRequested: false, StartedAt: null, EndedAt: null, Failure: "" }
                && run.Owner == Guid.Empty,
            "A new calibration is queued and at version 1.");
        return db.WriteAsync(
            async session =>
            {
                await RequestStore.AppendAsync(session, tenant, request, [], db.Clock.GetUtcNow()).ConfigureAwait(false);
                await InsertAsync(session, tenant, run).ConfigureAwait(false);
                byte[] digest = new ContentDigest(secret: null).Add(run.Filter).Add(run.Options).Finish();
                session.Audited.Add(new(tenant, AuditKind.CalibrationCreated, run.Id, 0, run.CreatedAt, digest));
            },
            ct);
    }

    /// <summary>The calibration; null when there is none.</summary>
    public Task<CalibrationRun?> FindAsync(string tenant, Guid id, CancellationToken ct) =>
        db.ReadAsync(session => FindAsync(session, tenant, id), ct);

    /// <summary>One page of calibrations, newest first: id descending.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="state">Only those in this state; null means any.</param>
    /// <param name="before">The last id of the page before; null for the first page.</param>
    /// <param name="take">At most so many, from 1.</param>
    /// <param name="ct">Interrupts the read.</param>
    public Task<IReadOnlyList<CalibrationRun>> ListAsync(
        string tenant, CalibrationRunState? state, Guid? before, int take, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        var query = PageQuery.With(state is not null, before is not null);
        var parameters = new { tenant, State = (int?)state, Before = before is { } last ? Stored.Blob(last) : null, Take = take };
        return db.ReadAsync(
            async Task<IReadOnlyList<CalibrationRun>> (session) =>
            {
                var rows = await session.ListAsync<CalibrationRunRow>(query, parameters).ConfigureAwait(false);
                return [.. rows.Select(row => row.ToRun())];
            },
            ct);
    }

    /// <summary>Takes the oldest queued calibration of any tenant; no other server gets the same one.</summary>
    /// <param name="owner">The process that is to run it.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <returns>The tenant and the calibration, now running; null when none is queued.</returns>
    public Task<(string Tenant, CalibrationRun Run)?> TakeAsync(Guid owner, CancellationToken ct) =>
        db.WriteAsync(session => CalibrationWork.TakeAsync(session, owner, db.Clock.GetUtcNow()), ct);

    /// <summary>Notes how far a running calibration has come, and that its owner is alive. It leaves no audit event.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="id">The calibration.</param>
    /// <param name="owner">The process that runs it.</param>
    /// <param name="phase">The phase it is in, a number of the service's.</param>
    /// <param name="done">How much of the phase is done.</param>
    /// <param name="total">How much the phase is; 0 when not known.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <returns>Whether to stop: somebody asked for its end, or it is this owner's no more.</returns>
    public Task<bool> AdvanceAsync(string tenant, Guid id, Guid owner, int phase, long done, long total, CancellationToken ct) =>
        db.WriteAsync(
            session => CalibrationWork.AdvanceAsync(session, tenant, id, owner, (phase, done, total), db.Clock.GetUtcNow()), ct);

    /// <summary>Asks for a calibration's end: a queued one is cancelled, a running one is told, an ended one stays as it is.</summary>
    /// <returns>The calibration as it is then; null when there is none.</returns>
    public Task<CalibrationRun?> RequestCancelAsync(string tenant, Guid id, CancellationToken ct) => db.WriteAsync(
        async session =>
        {
            var at = db.Clock.GetUtcNow();
            byte[] blob = Stored.Blob(id);
            if (await session.RunAsync(CancelQueued, Stored.Microseconds(at), tenant, blob).ConfigureAwait(false) > 0
                || await session.RunAsync(CancelRunning, tenant, blob).ConfigureAwait(false) > 0)
            {
                session.Audited.Add(new(tenant, AuditKind.CalibrationCancelled, id, 0, at, []));
            }

            return await FindAsync(session, tenant, id).ConfigureAwait(false);
        },
        ct);

    /// <summary>Ends a running calibration, with what it found.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="id">The calibration.</param>
    /// <param name="owner">The process that ran it.</param>
    /// <param name="state">Succeeded, failed or cancelled.</param>
    /// <param name="failure">Why it failed; empty unless it did.</param>
    /// <param name="document">What it found; null unless it succeeded.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ConflictException"><see cref="ConflictKind.VersionChanged"/>: it doesn't run, or is another owner's.</exception>
    /// <exception cref="ArgumentException">The state is no end, or doesn't fit the document.</exception>
    public Task EndAsync(
        string tenant, Guid id, Guid owner, CalibrationRunState state, string failure, CalibrationDocument? document, CancellationToken ct)
    {
        Require.That(
            state is CalibrationRunState.Succeeded or CalibrationRunState.Failed or CalibrationRunState.Cancelled, "An end is one of three.");
        Require.That(document is null || state == CalibrationRunState.Succeeded, "Only a calibration that succeeded has a document.");
        return db.WriteAsync(
            session => CalibrationWork.EndAsync(session, tenant, id, owner, state, failure, document, db.Clock.GetUtcNow()), ct);
    }

    /// <summary>Ends, as failed, the running calibrations of other owners that were not heard of lately; of any tenant.</summary>
    /// <param name="beatBefore">Those last heard of before this time.</param>
    /// <param name="owner">Whose are left alone.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <returns>How many.</returns>
    public Task<int> FailAbandonedAsync(DateTimeOffset beatBefore, Guid owner, CancellationToken ct) =>
        db.WriteAsync(session => CalibrationWork.FailAbandonedAsync(session, beatBefore, owner, db.Clock.GetUtcNow()), ct);

    /// <summary>What a calibration found; null when there is none, or it found nothing.</summary>
    public Task<CalibrationDocument?> FindDocumentAsync(string tenant, Guid id, CancellationToken ct) => db.ReadAsync(
        async session =>
        {
            var row = await session.FindAsync<DocumentRow>(DocumentQuery, new { tenant, Id = Stored.Blob(id) }).ConfigureAwait(false);
            return row is null ? null : new CalibrationDocument(row.Report, row.Inputs, row.ReportSha256, Stored.Time(row.CreatedAt));
        },
        ct);

    /// <summary>The newest calibration that succeeded and has a document; null when there is none.</summary>
    public Task<Guid?> NewestDocumentIdAsync(string tenant, CancellationToken ct) => db.ReadAsync(
        async Task<Guid?> (session) =>
        {
            var row = await session.FindAsync<IdRow>(NewestDocumentQuery, new { tenant, Take = 1 }).ConfigureAwait(false);
            return row is null ? null : Stored.Guid(row.RunId);
        },
        ct);

    private static async Task<CalibrationRun?> FindAsync(Session session, string tenant, Guid id) =>
        (await session.FindAsync<CalibrationRunRow>(FindQuery, new { tenant, Id = Stored.Blob(id) }).ConfigureAwait(false))?.ToRun();

    private static Task InsertAsync(WriteSession session, string tenant, CalibrationRun run) => session.InsertAsync(
        ConflictKind.VersionChanged,
        run.Id,
        Insert,
        tenant,
        Stored.Blob(run.Id),
        run.Filter,
        run.Options,
        (int)run.State,
        run.Phase,
        run.Done,
        run.Total,
        run.Failure,
        0,
        Stored.Blob(run.Owner),
        Stored.Microseconds(run.CreatedAt),
        Stored.Microseconds(run.BeatAt),
        run.Version);

    private sealed class DocumentRow
    {
        public required byte[] Report { get; init; }

        public required byte[] Inputs { get; init; }

        public required byte[] ReportSha256 { get; init; }

        public required long CreatedAt { get; init; }
    }

    private sealed class IdRow
    {
        public required byte[] RunId { get; init; }
    }
}
