using Assessment.Cli.Commands;
using Assessment.Client;
using Assessment.QuestionBanks;
using Assessment.Server.Banks;
using Assessment.V1;
using QuestionBank = Assessment.V1.QuestionBank;

namespace Assessment.Cli.Banks;

/// <summary>A bank as a user names it: a file, or a version on the server.</summary>
internal static class BankSource
{
    /// <summary>Whether it is read without a server.</summary>
    public static bool IsFile(string typed) => File.Exists(typed);

    /// <exception cref="CommandException">The file is no valid bank.</exception>
    /// <exception cref="Grpc.Core.RpcException">The server has no such version, or can't be reached.</exception>
    public static async Task<QuestionBank> ReadAsync(string typed, AssessmentClient client, CancellationToken cancellation) => IsFile(typed)
        ? ReadFile(typed)
        : await client.QuestionBanks.GetQuestionBankAsync(new GetQuestionBankRequest { Name = Names.QuestionBank(typed) }, cancellationToken: cancellation);

    private static QuestionBank ReadFile(string file)
    {
        var reading = BankFolder.Read([file]);
        return reading.Diagnostics.Count > 0
            ? throw new CommandException(ExitCodes.ProblemsFound, $"{file} is not a valid bank:", [.. reading.Diagnostics.Select(d => d.ToString())])
            : reading.Banks is [var bank]
                ? BankReply.Of(bank, publishedAt: null, whole: true)
                : throw new CommandException(ExitCodes.WrongUsage, $"{file} holds no question bank.");
    }
}
