using Assessment.V1;
using Grpc.Core;

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
internal sealed class EmptyScoringService(Answers answers) : ScoringService.ScoringServiceBase
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

/// <summary>The bank that callers ask for before they are measured.</summary>
internal sealed class EmptyBankService(Answers answers) : QuestionBankService.QuestionBankServiceBase
{
    public override Task<QuestionBank> GetQuestionBank(GetQuestionBankRequest request, ServerCallContext context) => Task.FromResult(answers.Bank);
}
