namespace Assessment.Storage.Tests;

/// <summary>How the writer answers each caller, whatever the database does.</summary>
public sealed class SqlServerWriterTests
{
    private const string Tenant = "default";

    private readonly CandidateKeys keys = new();
    private readonly List<int> together = [];
    private readonly List<QueuedWrite> alone = [];
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Func<IReadOnlyList<Submission>, IReadOnlyList<Refusal>> store = _ => [];
    private Action<QueuedWrite> run = _ => { };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_SubmissionsThatWait_GoInOneRoundTrip()
    {
        var (writes, writer) = await WaitingAsync(20);
        await OpenAsync(writes);
        Assert.All(writes, write => Assert.True(write.IsCompletedSuccessfully));
        Assert.Equal([20], together);
        Assert.Empty(alone);
        await writer.DrainAsync();
    }

    [Fact]
    public async Task Write_OneRefused_GetsItsConflictAndTheRestRunsAgain()
    {
        var subject = A.Id();
        store = submissions => submissions.Count == 20
            ? [new(7, 5, ConflictKind.ScorecardExists, A.Id()), new(7, 2, ConflictKind.VersionChanged, subject)]
            : [];
        var (writes, _) = await WaitingAsync(20);
        await OpenAsync(writes);
        var conflict = await Assert.ThrowsAsync<ConflictException>(() => writes[7]);
        Assert.Equal((ConflictKind.VersionChanged, subject), (conflict.Kind, conflict.Subject)); // The first check that refused.
        Assert.Equal(19, writes.Count(write => write.IsCompletedSuccessfully));
        Assert.Equal([20, 19], together);
    }

    [Fact]
    public async Task Write_OneFails_IsRunAloneAndItsNeighborsCommit()
    {
        var bad = new HashSet<Submission>();
        store = submissions => submissions.Any(bad.Contains) ? throw SqlFailure.Of(16, 547) : [];
        run = _ => throw SqlFailure.Of(16, 547);
        var (writes, _) = await WaitingAsync(64, submission => bad.Add(submission), only: 41);
        await OpenAsync(writes);
        await Assert.ThrowsAsync<ArgumentException>(() => writes[41]);
        Assert.Equal(63, writes.Count(write => write.IsCompletedSuccessfully));
        Assert.Single(alone);
        Assert.Equal(13, together.Count); // 64, and two halves of each of 64, 32, 16, 8, 4 and 2.
    }

    [Fact]
    public async Task Write_LostDuringTheCommit_TellsEachThatItMayBeStored()
    {
        store = _ => throw SqlServerErrors.Unknown(SqlFailure.Of(20, 10054));
        var (writes, _) = await WaitingAsync(3);
        await OpenAsync(writes);
        foreach (var write in writes)
        {
            Assert.True((await Assert.ThrowsAsync<StorageUnavailableException>(() => write)).MayBeStored);
        }

        Assert.Equal([3], together); // Not again: some of it may be there.
    }

    [Fact]
    public async Task Write_DatabaseGone_FailsAllThatWaitAndRecovers()
    {
        bool gone = true;
        store = _ => gone ? throw SqlServerErrors.Unavailable(SqlFailure.Of(20, 10061)) : [];
        var (writes, writer) = await WaitingAsync(5);
        await OpenAsync(writes);
        foreach (var write in writes)
        {
            Assert.False((await Assert.ThrowsAsync<StorageUnavailableException>(() => write)).MayBeStored);
        }

        Assert.Equal([5], together);
        gone = false;
        await writer.WriteAsync(Write(Submission()), Ct);
    }

    [Fact]
    public async Task Write_TheSameRequestTwice_RunsTheSecondAlone()
    {
        var (interview, request) = (A.Interview(), A.Request());
        var (writes, _) = await WaitingAsync(2, request: request, interview: interview);
        await OpenAsync(writes);
        Assert.Equal([1], together);
        Assert.Single(alone);
    }

    [Fact]
    public async Task Write_CandidateWithoutKey_RunsAlone()
    {
        var (writes, _) = await WaitingAsync(4, keepKeys: false);
        await OpenAsync(writes);
        Assert.Empty(together);
        Assert.Equal(4, alone.Count);
    }

    [Fact]
    public async Task Write_SomethingUnforeseen_EndsNoLoop()
    {
        store = _ => throw new NotSupportedException();
        var (writes, writer) = await WaitingAsync(2);
        await OpenAsync(writes);
        await Assert.ThrowsAsync<NotSupportedException>(() => writes[0]);
        store = _ => [];
        await writer.WriteAsync(Write(Submission()), Ct);
        await writer.DrainAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WriteAsync(Write(Submission()), Ct));
    }

    /// <summary>A writer that is held up by a first write, and submissions that wait behind it.</summary>
    private async Task<(List<Task> Writes, SqlServerWriter Writer)> WaitingAsync(
        int count,
        Action<Submission>? mark = null,
        int only = -1,
        AnsweredRequest? request = null,
        Interview? interview = null,
        bool keepKeys = true)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = new QueuedWrite(_ => Task.CompletedTask);
        var writer = new SqlServerWriter(
            new(
                submissions =>
                {
                    foreach (var card in submissions.SelectMany(submission => submission.Cards).Where(_ => keepKeys))
                    {
                        keys.Keep(Tenant, card.Card.InterviewId, new byte[32]);
                    }

                    return Task.CompletedTask;
                },
                submissions =>
                {
                    together.Add(submissions.Count);
                    return Task.FromResult(store(submissions));
                },
                async write =>
                {
                    if (write == first)
                    {
                        reached.SetResult();
                        await gate.Task;
                        return;
                    }

                    alone.Add(write);
                    run(write);
                }),
            keys,
            new SqlServerLimits());
        _ = writer.WriteAsync(first, Ct);
        await reached.Task;
        var writes = new List<Task>();
        for (int i = 0; i < count; i++)
        {
            var submission = Submission(interview, request, "i" + i);
            if (i == only)
            {
                mark!(submission);
            }

            writes.Add(writer.WriteAsync(Write(submission), Ct));
        }

        return (writes, writer);
    }

    private async Task OpenAsync(List<Task> writes)
    {
        gate.SetResult();
        await Task.WhenAll(writes).ContinueWith(_ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private static QueuedWrite Write(Submission submission) => new(_ => Task.CompletedTask, submission);

    private Submission Submission(Interview? interview = null, AnsweredRequest? request = null, string interviewer = "ada") =>
        new(Tenant, [new(A.Submitted(interview ?? A.Interview(), interviewer), 1, null)], request, A.Time, keys);
}
