using Assessment.Server.Requests;
using Assessment.V1;
using Grpc.Core;
using Microsoft.Extensions.Hosting;

namespace Assessment.Baselines;

/// <summary>Answers that were recorded, whatever is asked.</summary>
/// <param name="Score">To every set of ratings.</param>
/// <param name="Bank">To whoever asks for a bank, so that callers can write cards.</param>
internal sealed record Answers(ScoreResponse Score, QuestionBank Bank)
{
    /// <summary>Reads them from a folder.</summary>
    public static Answers Read(string folder) => new(
        ScoreResponse.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "score.bin"))),
        QuestionBank.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "bank.bin"))));
}

/// <summary>Reads a request as a message, and writes an answer that was there before.</summary>
internal class EmptyScoringService(Answers answers) : ScoringService.ScoringServiceBase
{
    private readonly Task<ScoreResponse> _score = Task.FromResult(answers.Score);

    public override Task<ScoreResponse> Score(ScoreRequest request, ServerCallContext context) => _score;

    public override async Task StreamScores(
        IAsyncStreamReader<StreamScoresRequest> requestStream, IServerStreamWriter<StreamScoresResponse> responseStream, ServerCallContext context)
    {
        await foreach (var item in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(new() { Sequence = item.Sequence, Response = answers.Score }, context.CancellationToken);
        }
    }
}

/// <summary>The same, whose streams are read and written as the product's are.</summary>
internal sealed class PipelineScoringService(Answers answers, IHostApplicationLifetime lifetime) : EmptyScoringService(answers)
{
    private readonly ScoreResponse _score = answers.Score;

    public override async Task StreamScores(
        IAsyncStreamReader<StreamScoresRequest> requestStream, IServerStreamWriter<StreamScoresResponse> responseStream, ServerCallContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var items = new RequestItems<StreamScoresRequest>(requestStream, context, ended.Token);
        var batches = new AnswerBatches<StreamScoresResponse>(responseStream);
        while (await items.ReadAsync() is { } item)
        {
            await batches.WriteAsync(new() { Sequence = item.Sequence, Response = _score }, items.IsNextHere, context.CancellationToken);
        }
    }
}

/// <summary>The bank that callers ask for before they are measured.</summary>
internal sealed class EmptyBankService(Answers answers) : QuestionBankService.QuestionBankServiceBase
{
    public override Task<QuestionBank> GetQuestionBank(GetQuestionBankRequest request, ServerCallContext context) => Task.FromResult(answers.Bank);
}
