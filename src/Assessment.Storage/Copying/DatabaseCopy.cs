using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Assessment.Storage;

/// <summary>Moves a SQLite file's content to SQL Server.</summary>
public static class DatabaseCopy
{
    private const int SecondsPerTable = 3_600;

    private static readonly Statement CountersQuery = Statement.Only(Dialect.SqlServer, "SELECT position FROM event_counter WHERE id = 1");

    private static readonly Statement SetCounter = Statement.Only(
        Dialect.SqlServer, "UPDATE event_counter SET position = (SELECT coalesce(max(position), 0) FROM state_event) WHERE id = 1");

    /// <summary>Every table with its rows: those that others refer to first.</summary>
    private static readonly Statement[] Tables =
    [
        .. new[]
        {
            "SELECT tenant, kind, id, version, sha256, canonical, published_at FROM document",
            """
            SELECT tenant, id, candidate_id, application_id, step, role, level, profiles_id, profiles_version, banks, open_roles, state,
                version, card_changes, created_at, closed_at, erased_at FROM interview
            """,
            "SELECT tenant, interview_id, interviewer_id, focus FROM panel_member",
            """
            SELECT tenant, id, interview_id, layer, interviewer_id, submitter_id, application_id, step, state, revision, version,
                interviewed_at, created_at, submitted_at, withdrawn_at, withdrawn_reason FROM scorecard
            """,
            """
            SELECT tenant, scorecard_id, revision, submitter_id, reason, note, focus, revised_at, interviewed_at, ratings, flags, evidence,
                composite, equal_weights, coverage FROM scorecard_revision
            """,
            "SELECT tenant, request_id, method, body_sha256, answer, answered_at FROM request",
            "SELECT tenant, request_id, interview_id FROM request_interview",
            "SELECT position, tenant, kind, interview_id, scorecard_id, interviewer_id, occurred_at FROM state_event",
            "SELECT tenant, interview_id, question_id, candidate_id, built_at FROM kit_question",
            "SELECT tenant, interview_id, system, interviewer_id, revision, id, submitter_id, facts, recorded_at FROM claim",
            """
            SELECT tenant, interview_id, decided_at, id, decided_by, outcome, role, reason_code, reason, verdict, evidence_flag
                FROM decision
            """,
            """
            SELECT tenant, id, filter, options, state, phase, done, total, failure, cancel_requested, owner, created_at, started_at,
                ended_at, beat_at, version FROM calibration_run
            """,
            "SELECT tenant, run_id, report, inputs, report_sha256, created_at FROM calibration_document",
            "SELECT tenant, candidate_id, category, label, labelled_at FROM group_label",
            "SELECT tenant, candidate_id, secret, created_at FROM candidate_key",
            "SELECT writer_id, sequence, tenant, kind, subject, revision, occurred_at, content, heads, hash FROM audit_event",
            "SELECT writer_id, sequence, hash FROM audit_head",
            "SELECT purpose, secret, created_at FROM server_key",
        }.Select(Statement.Of),
    ];

    /// <summary>What is copied: the tables' queries, in order.</summary>
    internal static IReadOnlyList<Statement> Queries => Tables;

    /// <summary>Copies every table in one transaction, and commits only when both databases have the same rows.</summary>
    /// <param name="path">The SQLite file; no server may have it open.</param>
    /// <param name="connectionString">The SQL Server database; it must be empty, and is migrated first.</param>
    /// <param name="clock">Where times come from that no caller gives.</param>
    /// <param name="copied">Told of each table once it is copied; null when nobody asks.</param>
    /// <param name="ct">Gives up; nothing is copied then.</param>
    /// <returns>The tables, in the order of copying.</returns>
    /// <exception cref="DatabaseException">A database can't be used, the target holds rows already, or the rows differ after copying.</exception>
    public static async Task<IReadOnlyList<CopiedTable>> RunAsync(
        string path, string connectionString, TimeProvider clock, IProgress<CopiedTable>? copied, CancellationToken ct)
    {
        SqliteMaintenance.RequireThere(path);
        await (await SqliteDatabase.OpenAsync(path, clock, ct).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false); // Migrates it.
        await (await SqlServerDatabase.OpenAsync(connectionString, clock, ct).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        var limits = new SqlServerLimits();
        var address = SqlServerAddress.Parse(connectionString, limits.ConnectSeconds);
        using var file = SqliteFile.Take(path, busySeconds: 5);
        using var source = file.Connect(onlyReads: true);
        await using var target = new SqlConnection(address.Writers);
        try
        {
            await target.OpenAsync(ct).ConfigureAwait(false);
            await using var transaction = (SqlTransaction)await target.BeginTransactionAsync(ct).ConfigureAwait(false);
            await RequireEmptyAsync(target, transaction, address, ct).ConfigureAwait(false);
            var tables = new List<CopiedTable>();
            foreach (var table in Tables)
            {
                tables.Add(await CopyAsync(table, source, target, transaction, ct).ConfigureAwait(false));
                copied?.Report(tables[^1]);
            }

            await target.ExecuteAsync(new(SetCounter.In(Dialect.SqlServer), transaction: transaction, cancellationToken: ct)).ConfigureAwait(false);
            await transaction.CommitAsync(ct).ConfigureAwait(false);
            return tables;
        }
        catch (Exception e) when (e is SqlException or InvalidOperationException)
        {
            throw address.Explain(e);
        }
        catch (SqliteException e)
        {
            throw file.Explain(e);
        }
    }

    /// <summary>The table that a query is of.</summary>
    internal static string NameOf(Statement table) => table.In(Dialect.Sqlite).Split(' ', '\n')[^1];

    private static async Task RequireEmptyAsync(SqlConnection target, SqlTransaction transaction, SqlServerAddress address, CancellationToken ct)
    {
        long position = await target.ExecuteScalarAsync<long>(
            new(CountersQuery.In(Dialect.SqlServer), transaction: transaction, cancellationToken: ct)).ConfigureAwait(false);
        if (position > 0)
        {
            throw new DatabaseException($"The database {address.Name} holds interviews already. Copy to an empty one.");
        }

        foreach (var table in Tables)
        {
            await using var reader = await target.ExecuteReaderAsync(
                new(table.In(Dialect.SqlServer), transaction: transaction, cancellationToken: ct)).ConfigureAwait(false);
            if (await ((DbDataReader)reader).ReadAsync(ct).ConfigureAwait(false))
            {
                throw new DatabaseException($"The table {NameOf(table)} of {address.Name} holds rows already. Copy to an empty database.");
            }
        }
    }

    private static async Task<CopiedTable> CopyAsync(
        Statement table, SqliteConnection source, SqlConnection target, SqlTransaction transaction, CancellationToken ct)
    {
        string name = NameOf(table);
        using (var bulk = new SqlBulkCopy(target, SqlBulkCopyOptions.CheckConstraints, transaction))
        {
            bulk.DestinationTableName = name;
            bulk.BulkCopyTimeout = SecondsPerTable;
            await using var rows = (DbDataReader)await source.ExecuteReaderAsync(new(table.In(Dialect.Sqlite), cancellationToken: ct)).ConfigureAwait(false);
            for (int i = 0; i < rows.FieldCount; i++)
            {
                bulk.ColumnMappings.Add(i, rows.GetName(i));
            }

            await bulk.WriteToServerAsync(rows, ct).ConfigureAwait(false);
        }

        await using var written = (DbDataReader)await target.ExecuteReaderAsync(
            new(table.In(Dialect.SqlServer), transaction: transaction, commandTimeout: SecondsPerTable, cancellationToken: ct)).ConfigureAwait(false);
        await using var read = (DbDataReader)await source.ExecuteReaderAsync(new(table.In(Dialect.Sqlite), cancellationToken: ct)).ConfigureAwait(false);
        var (there, here) = (await TableChecksum.OfAsync(written, ct).ConfigureAwait(false), await TableChecksum.OfAsync(read, ct).ConfigureAwait(false));
        return here.Rows == there.Rows && here.Text == there.Text
            ? new(name, here.Rows, here.Text)
            : throw new DatabaseException(
                $"The table {name} has {here.Rows} rows with checksum {here.Text}, and its copy {there.Rows} with {there.Text}. Nothing was copied.");
    }
}
