using System.Threading.Channels;
using Assessment.Server.Requests;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Scorecards;

/// <summary>A stream of submits: items are in progress together, so that one commit can hold many; answers keep their order.</summary>
/// <param name="answer">Answers one item; never throws for what is the item's own fault.</param>
/// <param name="inProgress">So many items at most before no more is read.</param>
internal sealed class SubmitStream(Func<StreamSubmitScorecardsRequest, Task<StreamSubmitScorecardsResponse>> answer, int inProgress)
{
    private readonly Channel<Task<StreamSubmitScorecardsResponse>> _answers =
        Channel.CreateBounded<Task<StreamSubmitScorecardsResponse>>(inProgress);

    /// <summary>Answers every item until the client completes the stream.</summary>
    /// <param name="stopping">Reads no more, and still answers whatever was begun.</param>
    /// <exception cref="OperationCanceledException">The server stops, or the client went away.</exception>
    public async Task RunAsync(
        IAsyncStreamReader<StreamSubmitScorecardsRequest> items,
        IServerStreamWriter<StreamSubmitScorecardsResponse> acknowledgements,
        ServerCallContext context,
        CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, stopping);
        var writing = WriteAsync(acknowledgements, ended);
        try
        {
            var arriving = new RequestItems<StreamSubmitScorecardsRequest>(items, context, reading.Token);
            while (await arriving.ReadAsync() is { } item)
            {
                await _answers.Writer.WaitToWriteAsync(reading.Token); // room first: whatever is begun is answered
                _answers.Writer.TryWrite(answer(item));
            }
        }
        finally
        {
            _answers.Writer.Complete();
            await writing;
        }
    }

    private async Task WriteAsync(IServerStreamWriter<StreamSubmitScorecardsResponse> acknowledgements, CancellationTokenSource ended)
    {
        try
        {
            var batches = new AnswerBatches<StreamSubmitScorecardsResponse>(acknowledgements);
            await foreach (var response in _answers.Reader.ReadAllAsync(ended.Token))
            {
                var answer = await response;
                bool isNextReady = _answers.Reader.TryPeek(out var next) && next.IsCompleted;
                await batches.WriteAsync(answer, isNextReady, ended.Token);
            }
        }
        catch
        {
            await ended.CancelAsync(); // nobody takes answers any more, so nothing more is read
            throw;
        }
    }
}
