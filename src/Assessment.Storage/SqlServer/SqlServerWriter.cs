using System.Diagnostics;
using Microsoft.Data.SqlClient;

namespace Assessment.Storage;

/// <summary>What the writer does with the database; <see cref="SqlServerTransactions"/> says how, and what each throws.</summary>
/// <param name="FetchSecrets">Makes the secrets of submissions' candidates known, as far as there are any.</param>
/// <param name="StoreTogether">Stores submissions, all or none; says why some were refused.</param>
/// <param name="RunAlone">Runs one write in a transaction of its own.</param>
internal sealed record WriterSteps(
    Func<IReadOnlyList<Submission>, Task> FetchSecrets,
    Func<IReadOnlyList<Submission>, Task<IReadOnlyList<Refusal>>> StoreTogether,
    Func<QueuedWrite, Task> RunAlone);

/// <summary>
/// The one loop that writes. It stores the submissions that wait in one transaction and one round trip, and other writes one after
/// another; a write that fails undoes itself alone.
/// </summary>
internal sealed class SqlServerWriter
{
    /// <summary>The most writes that are taken at once, so that the first of them needn't wait long for the last.</summary>
    private const int MostWrites = 512;

    private readonly WriterSteps steps;
    private readonly CandidateKeys keys;
    private readonly int mostCards;
    private readonly WriteQueue waiting;
    private readonly Task running;

    /// <param name="steps">Its own.</param>
    /// <param name="keys">The candidates' secrets.</param>
    /// <param name="limits">How many may wait.</param>
    public SqlServerWriter(WriterSteps steps, CandidateKeys keys, SqlServerLimits limits)
    {
        this.steps = steps;
        this.keys = keys;
        mostCards = limits.MostCards;
        waiting = new(limits.MostWaiting);
        running = Task.Run(RunAsync);
    }

    /// <summary>Writes in turn.</summary>
    /// <exception cref="StorageOverloadedException">Too many are waiting.</exception>
    public Task WriteAsync(QueuedWrite write, CancellationToken ct) => waiting.WriteAsync(write, ct);

    /// <summary>Refuses new writes, and returns once those that wait are committed.</summary>
    public Task DrainAsync()
    {
        waiting.Close();
        return running;
    }

    private async Task RunAsync()
    {
        var batch = new List<QueuedWrite>(MostWrites);
        while (await waiting.WaitAsync().ConfigureAwait(false))
        {
            Take(batch);
            try
            {
                await StoreAsync([.. batch.Where(write => write.Submission is not null)]).ConfigureAwait(false);
                foreach (var write in batch.Where(write => write.Submission is null))
                {
                    await RunAloneAsync(write).ConfigureAwait(false);
                }
            }
            catch (Exception e)
            {
                Take(batch, goOn: true); // Whoever waits now fails with the first, rather than each after a time-out of its own.
                foreach (var write in batch.Where(write => !write.Done.IsCompleted))
                {
                    write.Fail(SqlServerErrors.Translate(e));
                    write.Complete();
                }
            }
        }
    }

    private void Take(List<QueuedWrite> batch, bool goOn = false)
    {
        if (!goOn)
        {
            batch.Clear();
        }

        int cards = 0;
        while (batch.Count < MostWrites && cards < mostCards && waiting.TryTake(batch))
        {
            cards += batch[^1].Submission?.Cards.Count ?? 0;
        }
    }

    private async Task StoreAsync(List<QueuedWrite> submissions)
    {
        if (submissions.Count == 0)
        {
            return;
        }

        var (together, alone) = SubmissionGroup.Part(submissions);
        await steps.FetchSecrets([.. together.Select(write => write.Submission!)]).ConfigureAwait(false);
        alone.AddRange(together.Where(write => !IsKnown(write.Submission!)));
        await StoreTogetherAsync([.. together.Where(write => IsKnown(write.Submission!))]).ConfigureAwait(false);
        foreach (var write in alone)
        {
            await RunAloneAsync(write).ConfigureAwait(false);
        }
    }

    private bool IsKnown(Submission submission) =>
        submission.Cards.All(item => keys.Known(submission.Tenant, item.Card.InterviewId) is not null);

    /// <summary>Stores what is not refused; when one of several fails, the halves, and so on until it is alone.</summary>
    private async Task StoreTogetherAsync(List<QueuedWrite> writes)
    {
        while (writes.Count > 0)
        {
            IReadOnlyList<Refusal> refusals;
            try
            {
                refusals = await MeasureAsync(
                    writes,
                    () => steps.StoreTogether([.. writes.Select(write => write.Submission!)]),
                    refused => refused.Count == 0).ConfigureAwait(false);
            }
            catch (StorageUnavailableException e) when (e.MayBeStored)
            {
                writes.ForEach(write => write.Abandon(e));
                return;
            }
            catch (SqlException e) when (SqlServerErrors.Classify(e) is SqlServerFailure.Unusable or SqlServerFailure.Lost)
            {
                throw SqlServerErrors.Unavailable(e); // No half of them would fare better.
            }
            catch (Exception e) when (e is SqlException or ArgumentException)
            {
                if (writes.Count == 1)
                {
                    await RunAloneAsync(writes[0]).ConfigureAwait(false); // A statement for each row says what is wrong.
                }
                else
                {
                    await StoreTogetherAsync(writes[..(writes.Count / 2)]).ConfigureAwait(false);
                    await StoreTogetherAsync(writes[(writes.Count / 2)..]).ConfigureAwait(false);
                }

                return;
            }

            var first = refusals.GroupBy(refusal => refusal.Item).ToDictionary(of => of.Key, of => of.MinBy(refusal => refusal.Step)!);
            var rest = new List<QueuedWrite>();
            for (int item = 0; item < writes.Count; item++)
            {
                if (first.TryGetValue(item, out var refusal))
                {
                    writes[item].Fail(new ConflictException(refusal.Kind, refusal.Subject));
                    writes[item].Complete();
                }
                else if (first.Count == 0)
                {
                    writes[item].Complete();
                }
                else
                {
                    rest.Add(writes[item]);
                }
            }

            writes = rest;
        }
    }

    /// <summary>Runs a transaction, and tells what it took.</summary>
    private static async Task<T> MeasureAsync<T>(List<QueuedWrite> writes, Func<Task<T>> run, Func<T, bool> isCommitted)
    {
        long begun = Stopwatch.GetTimestamp();
        using var span = CommitSpan.Begin(writes);
        try
        {
            var outcome = await run().ConfigureAwait(false);
            if (isCommitted(outcome))
            {
                WriteMeter.Committed(writes.Count, begun);
            }

            return outcome;
        }
        catch (Exception e)
        {
            WriteMeter.Failed(e, begun);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private async Task RunAloneAsync(QueuedWrite write)
    {
        try
        {
            await MeasureAsync(
                [write],
                async () =>
                {
                    await steps.RunAlone(write).ConfigureAwait(false);
                    return true;
                },
                done => done).ConfigureAwait(false);
        }
        catch (StorageUnavailableException e) when (e.MayBeStored)
        {
            write.Abandon(e);
            return;
        }
        catch (SqlException e) when (SqlServerErrors.Classify(e) is SqlServerFailure.Lost or SqlServerFailure.Late)
        {
            throw SqlServerErrors.Unavailable(e);
        }
        catch (Exception e) when (e is not StorageUnavailableException)
        {
            write.Fail(SqlServerErrors.Translate(e));
        }

        write.Complete();
    }
}
