using System.Data;
using Microsoft.Data.SqlClient;

namespace Assessment.Storage;

/// <summary>The writer's transactions, and the audit chain that they carry on. One at a time.</summary>
internal sealed class SqlServerTransactions(SqlServerConnections connections, CandidateKeys keys, ChangeSignal changes, TimeProvider clock)
{
    private AuditChain chain = new(clock);

    /// <summary>What the writer does with them.</summary>
    public WriterSteps Steps => new(FetchSecretsAsync, StoreAsync, RunAsync);

    /// <summary>Runs one write in a transaction of its own.</summary>
    /// <exception cref="StorageUnavailableException">The database can't be used, or was lost during the commit.</exception>
    public async Task RunAsync(QueuedWrite write)
    {
        long position = await connections.RepeatAsync(
            () => RunOnceAsync(write),
            failure => failure is SqlServerFailure.Again or SqlServerFailure.Lost, // Nothing is committed before the commit, which handles its own.
            CancellationToken.None).ConfigureAwait(false);
        changes.Announce(position);
    }

    /// <summary>Stores submissions that don't clash with each other, all or none.</summary>
    /// <returns>Why some were refused, and then nothing is stored; empty when all is.</returns>
    /// <exception cref="StorageUnavailableException">The database can't be used, or was lost meanwhile.</exception>
    /// <exception cref="SqlException">One of them fails, and none is stored.</exception>
    /// <exception cref="ArgumentException">A value of one of them is too long, and none is stored.</exception>
    public async Task<IReadOnlyList<Refusal>> StoreAsync(IReadOnlyList<Submission> submissions)
    {
        var (refusals, position) = await connections.RepeatAsync(
            () => StoreOnceAsync(submissions),
            failure => failure is SqlServerFailure.Again or SqlServerFailure.Lost, // Lost before the text; the text handles its own.
            CancellationToken.None).ConfigureAwait(false);
        changes.Announce(position);
        return refusals;
    }

    /// <summary>Makes the secrets of submissions' candidates known, as far as there are any.</summary>
    /// <exception cref="StorageUnavailableException">The database can't be used.</exception>
    public Task FetchSecretsAsync(IReadOnlyList<Submission> submissions) => connections.RepeatAsync(
        async () =>
        {
            await using var connection = await connections.OpenAsync(CancellationToken.None).ConfigureAwait(false);
            await SubmissionSecrets.FetchAsync(connections.Session(connection, null, CancellationToken.None), keys, submissions)
                .ConfigureAwait(false);
            return 0;
        },
        failure => failure is SqlServerFailure.Again or SqlServerFailure.Lost,
        CancellationToken.None);

    private async Task<long> RunOnceAsync(QueuedWrite write)
    {
        await using var connection = await connections.OpenAsync(CancellationToken.None).ConfigureAwait(false);
        await using var transaction =
            (SqlTransaction)await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted).ConfigureAwait(false);
        var session = connections.Session(connection, transaction, CancellationToken.None);
        await write.RunAsync(session).ConfigureAwait(false); // What it throws undoes it: the transaction is disposed of.
        var audit = session.Audited.Count == 0 ? [] : await chain.FollowAsync(session, session.Audited).ConfigureAwait(false);
        long position = await SqlServerCommitRows.StoreAsync(session, session.Changes, audit).ConfigureAwait(false);
        try
        {
            await transaction.CommitAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw Lost(e);
        }

        chain.Advance(audit);
        return position;
    }

    private async Task<(IReadOnlyList<Refusal> Refusals, long Position)> StoreOnceAsync(IReadOnlyList<Submission> submissions)
    {
        await using var connection = await connections.OpenAsync(CancellationToken.None).ConfigureAwait(false);
        var session = connections.Session(connection, null, CancellationToken.None);
        var entries = submissions.SelectMany(submission => submission.Cards.Select((item, i) =>
            submission.Entry(i, keys.Known(submission.Tenant, item.Card.InterviewId)!)));
        var audit = await chain.FollowAsync(session, [.. entries]).ConfigureAwait(false);
        try
        {
            var outcome = await SubmissionText.StoreAsync(session, submissions, audit).ConfigureAwait(false);
            if (outcome.Refusals.Count == 0)
            {
                chain.Advance(audit);
            }

            return outcome;
        }
        catch (Exception e) when (!SqlServerErrors.IsUndone(e))
        {
            throw Lost(e); // The text commits itself.
        }
    }

    /// <summary>Whether the commit took place is not known, and so neither is where the chain ends: another one begins.</summary>
    private StorageUnavailableException Lost(Exception cause)
    {
        chain = new(clock);
        return SqlServerErrors.Unknown(cause);
    }
}
