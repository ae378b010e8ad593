namespace Assessment.Storage;

/// <summary>How calibrations are run: each change finds its run only in the state, and with the owner, that it takes it for.</summary>
internal static class CalibrationWork
{
    /// <summary>Why an abandoned calibration failed.</summary>
    private const string Abandoned = "the server that ran it stopped";

    private static readonly Statement OldestQuery = Statement.Of(dialect =>
        $"""
        SELECT {CalibrationRunRow.Columns}
        FROM calibration_run
        WHERE state = {(int)CalibrationRunState.Queued}
        ORDER BY created_at, tenant, id {dialect.FirstRows()}
        """);

    private static readonly Statement TakenQuery =
        Statement.Of($"SELECT {CalibrationRunRow.Columns} FROM calibration_run WHERE tenant = @Tenant AND id = @Id");

    private static readonly Statement Take = Statement.Of(
        $"""
        UPDATE calibration_run SET state = {(int)CalibrationRunState.Running}, owner = @owner, started_at = @at, beat_at = @at,
            version = version + 1
        WHERE tenant = @tenant AND id = @id AND state = {(int)CalibrationRunState.Queued}
        """);

    private static readonly Statement Advance = Statement.Of(
        $"""
        UPDATE calibration_run SET phase = @phase, done = @done, total = @total, beat_at = @at, version = version + 1
        WHERE tenant = @tenant AND id = @id AND owner = @owner AND state = {(int)CalibrationRunState.Running}
        """);

    private static readonly Statement CancelQuery = Statement.Of(
        "SELECT cancel_requested FROM calibration_run WHERE tenant = @tenant AND id = @Id");

    private static readonly Statement End = Statement.Of(
        $"""
        UPDATE calibration_run SET state = @state, failure = @failure, ended_at = @at, beat_at = @at, version = version + 1
        WHERE tenant = @tenant AND id = @id AND owner = @owner AND state = {(int)CalibrationRunState.Running}
        """);

    private static readonly Statement InsertDocument =
        Statement.Insert("calibration_document", "tenant, run_id, report, inputs, report_sha256, created_at");

    private static readonly Statement AbandonedQuery = Statement.Of(
        $"""
        SELECT {CalibrationRunRow.Columns}
        FROM calibration_run
        WHERE state = {(int)CalibrationRunState.Running} AND beat_at < @BeatBefore AND owner <> @Owner
        """);

    private static readonly Statement FailAbandoned = Statement.Of(
        $"""
        UPDATE calibration_run SET state = {(int)CalibrationRunState.Failed}, failure = @failure, ended_at = @at, version = version + 1
        WHERE tenant = @tenant AND id = @id AND state = {(int)CalibrationRunState.Running} AND beat_at < @beatBefore
        """);

    /// <summary>See <see cref="CalibrationStore.TakeAsync"/>.</summary>
    public static async Task<(string Tenant, CalibrationRun Run)?> TakeAsync(WriteSession session, Guid owner, DateTimeOffset at)
    {
        while (await session.FindAsync<CalibrationRunRow>(OldestQuery, new { Take = 1 }).ConfigureAwait(false) is { } oldest)
        {
            if (await session.RunAsync(Take, Stored.Blob(owner), Stored.Microseconds(at), oldest.Tenant, oldest.Id).ConfigureAwait(false) > 0)
            {
                var taken = await session.FindAsync<CalibrationRunRow>(TakenQuery, new { oldest.Tenant, oldest.Id }).ConfigureAwait(false);
                return (oldest.Tenant, taken!.ToRun());
            }

            // Another server was first, and what it took is queued no more.
        }

        return null;
    }

    /// <summary>See <see cref="CalibrationStore.AdvanceAsync"/>.</summary>
    public static async Task<bool> AdvanceAsync(
        WriteSession session, string tenant, Guid id, Guid owner, (int Phase, long Done, long Total) progress, DateTimeOffset at)
    {
        byte[] blob = Stored.Blob(id);
        int changed = await session.RunAsync(
            Advance, progress.Phase, progress.Done, progress.Total, Stored.Microseconds(at), tenant, blob, Stored.Blob(owner))
            .ConfigureAwait(false);
        return changed == 0 || await session.ScalarAsync<int>(CancelQuery, new { tenant, Id = blob }).ConfigureAwait(false) != 0;
    }

    /// <summary>See <see cref="CalibrationStore.EndAsync"/>.</summary>
    public static async Task EndAsync(
        WriteSession session,
        string tenant,
        Guid id,
        Guid owner,
        CalibrationRunState state,
        string failure,
        CalibrationDocument? document,
        DateTimeOffset at)
    {
        byte[] blob = Stored.Blob(id);
        await session.ChangeAsync(id, End, (int)state, failure, Stored.Microseconds(at), tenant, blob, Stored.Blob(owner)).ConfigureAwait(false);
        byte[] sha256 = document is null ? [] : document.ReportSha256.ToArray();
        if (document is not null)
        {
            await session.RunAsync(
                InsertDocument,
                tenant,
                blob,
                document.Report.ToArray(),
                document.Inputs.ToArray(),
                sha256,
                Stored.Microseconds(document.CreatedAt)).ConfigureAwait(false);
        }

        session.Audited.Add(new(tenant, AuditKind.CalibrationEnded, id, 0, at, sha256));
    }

    /// <summary>See <see cref="CalibrationStore.FailAbandonedAsync"/>.</summary>
    public static async Task<int> FailAbandonedAsync(WriteSession session, DateTimeOffset beatBefore, Guid owner, DateTimeOffset at)
    {
        int failed = 0;
        long before = Stored.Microseconds(beatBefore);
        var rows = await session.ListAsync<CalibrationRunRow>(AbandonedQuery, new { BeatBefore = before, Owner = Stored.Blob(owner) })
            .ConfigureAwait(false);
        foreach (var row in rows)
        {
            if (await session.RunAsync(FailAbandoned, Abandoned, Stored.Microseconds(at), row.Tenant, row.Id, before).ConfigureAwait(false) > 0)
            {
                session.Audited.Add(new(row.Tenant, AuditKind.CalibrationEnded, Stored.Guid(row.Id), 0, at, []));
                failed++;
            }
        }

        return failed;
    }
}
