using Assessment.LoadScenarios;
using Assessment.StorageLoad;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.LoadTests.Targets;

/// <summary>Answers of the product, for servers that give them whatever is asked.</summary>
internal sealed class AnswerFolder : IDisposable
{
    private readonly TemporaryFolder _folder;

    private AnswerFolder(string parent) => _folder = new(parent);

    /// <summary>Its path.</summary>
    public string Path => _folder.At("");

    /// <summary>Asks for each of them once.</summary>
    public static async Task<AnswerFolder> RecordAsync(ServerConnection connection, string parent, CancellationToken cancellation)
    {
        var folder = new AnswerFolder(parent);
        var content = await CardContent.ReadAsync(connection, cancellation);
        var score = await new ScoringService.ScoringServiceClient(connection.Invoker)
            .ScoreAsync(content.ToScore(0, withEvidence: true), connection.Options(cancellation));
        var bank = await new QuestionBankService.QuestionBankServiceClient(connection.Invoker)
            .GetQuestionBankAsync(new() { Name = CardContent.Bank }, connection.Options(cancellation));
        await File.WriteAllBytesAsync(folder._folder.At("score.bin"), score.ToByteArray(), cancellation);
        await File.WriteAllBytesAsync(folder._folder.At("bank.bin"), bank.ToByteArray(), cancellation);
        return folder;
    }

    /// <summary>A path in it.</summary>
    public string At(string name) => _folder.At(name);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
