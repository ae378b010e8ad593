using System.Threading.Channels;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Client.Streams;

/// <summary>Moves scorecards from a source over as many streams, one after the other, as it takes, and their answers to a reader.</summary>
internal sealed class SubmitPump(ScorecardService.ScorecardServiceClient client, StreamOptions options) : IDisposable
{
    // Neither channel needs a bound of its own: the slots bound what is in both and on the way together.
    private readonly Channel<StreamSubmitScorecardsRequest> _outgoing = Channel.CreateUnbounded<StreamSubmitScorecardsRequest>();
    private readonly Channel<StreamedSubmission> _answers = Channel.CreateUnbounded<StreamedSubmission>();
    private readonly SemaphoreSlim _slots = new(options.InFlight);
    private readonly SortedDictionary<long, StreamSubmitScorecardsRequest> _unanswered = [];
    private readonly Reconnecting _reconnecting = new(options);

    public ChannelReader<StreamedSubmission> Answers => _answers.Reader;

    /// <summary>One answer has left: the source may give one more scorecard.</summary>
    public void Taken() => _slots.Release();

    /// <summary>Runs until the source has ended and all is answered. The answers end with it, or with its failure.</summary>
    public async Task RunAsync(IAsyncEnumerable<SubmitScorecardRequest> source, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = ReadSourceAsync(source, ended.Token);
        Exception? failure = null;
        try
        {
            while (await ConnectAsync(ended.Token).ConfigureAwait(false) is { } lost)
            {
                if (!await _reconnecting.WaitAsync(lost.ToAssessmentError().RetryDelay, ended.Token).ConfigureAwait(false))
                {
                    throw lost;
                }
            }

            await reading.ConfigureAwait(false); // the source's own failure
        }
        catch (Exception e)
        {
            failure = e; // for the reader of the answers, who is the caller
        }

        await ended.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _answers.Writer.Complete(failure);
    }

    public void Dispose() => _slots.Dispose();

    private async Task ReadSourceAsync(IAsyncEnumerable<SubmitScorecardRequest> source, CancellationToken cancellation)
    {
        try
        {
            long sequence = 0;
            await using var scorecards = source.GetAsyncEnumerator(cancellation);
            while (true)
            {
                await _slots.WaitAsync(cancellation).ConfigureAwait(false); // first the slot, so that the source isn't ahead of it
                if (!await scorecards.MoveNextAsync().ConfigureAwait(false))
                {
                    return;
                }

                var request = scorecards.Current.Clone();
                if (request.RequestId.Length == 0)
                {
                    request.RequestId = Guid.NewGuid().ToString("D");
                }

                _outgoing.Writer.TryWrite(new StreamSubmitScorecardsRequest { Sequence = sequence++, Request = request });
            }
        }
        finally
        {
            _outgoing.Writer.Complete();
        }
    }

    /// <summary>Sends over one stream until all is answered, or the stream is lost.</summary>
    /// <returns>Why it was lost; null when all is answered.</returns>
    private async Task<RpcException?> ConnectAsync(CancellationToken cancellation)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var call = client.StreamSubmitScorecards(cancellationToken: lost.Token);
        var sending = SendAsync(call.RequestStream, lost.Token);
        RpcException? failure = null;
        try
        {
            while (failure is null && await call.ResponseStream.MoveNext(lost.Token).ConfigureAwait(false))
            {
                failure = Take(call.ResponseStream.Current);
            }
        }
        catch (RpcException e) when (!cancellation.IsCancellationRequested && Reconnecting.IsPassing(e.ToAssessmentError()))
        {
            failure = e;
        }
        finally
        {
            await lost.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellation.ThrowIfCancellationRequested();
        bool isDone = failure is null && _unanswered.Count == 0 && _outgoing.Reader.Completion.IsCompleted;
        return isDone ? null : failure ?? new RpcException(new Status(StatusCode.Unavailable, "The server ended the stream early."));
    }

    /// <summary>First what a lost stream left, then what the source gives.</summary>
    private async Task SendAsync(IClientStreamWriter<StreamSubmitScorecardsRequest> stream, CancellationToken cancellation)
    {
        foreach (var item in Unanswered())
        {
            await stream.WriteAsync(item, cancellation).ConfigureAwait(false);
        }

        while (await _outgoing.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
        {
            while (_outgoing.Reader.TryPeek(out var item))
            {
                lock (_unanswered)
                {
                    _unanswered.Add(item.Sequence, item); // before it leaves the queue: it is always in one of the two
                }

                _outgoing.Reader.TryRead(out _);
                await stream.WriteAsync(item, cancellation).ConfigureAwait(false);
            }
        }

        await stream.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Hands an answer on. An error that passes, e.g. overload, leaves its scorecard unanswered and ends the stream.</summary>
    private RpcException? Take(StreamSubmitScorecardsResponse answer)
    {
        var error = answer.ResultCase == StreamSubmitScorecardsResponse.ResultOneofCase.Error ? answer.Error.ToAssessmentError() : null;
        if (error is not null && Reconnecting.IsPassing(error))
        {
            return answer.Error.ToRpcException();
        }

        StreamSubmitScorecardsRequest? item;
        lock (_unanswered)
        {
            if (!_unanswered.Remove(answer.Sequence, out item))
            {
                return null;
            }
        }

        _reconnecting.Answered();
        _answers.Writer.TryWrite(new StreamedSubmission(answer.Sequence, item.Request, answer.Scorecard, error));
        return null;
    }

    private StreamSubmitScorecardsRequest[] Unanswered()
    {
        lock (_unanswered)
        {
            return [.. _unanswered.Values];
        }
    }
}
