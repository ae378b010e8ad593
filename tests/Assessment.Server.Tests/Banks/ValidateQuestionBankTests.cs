using System.Text;
using Assessment.Server.Tests.Support;
using Assessment.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Assessment.Server.Tests.Banks;

public sealed class ValidateQuestionBankTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task ValidateQuestionBank_Valid_ShowsTheBankAndStoresNothing()
    {
        var response = await _api.Banks.ValidateQuestionBankAsync(new ValidateQuestionBankRequest { Source = Samples.Bank.Utf8() });
        Assert.Empty(response.Diagnostics);
        Assert.Equal(("sample", 2), (response.QuestionBank.BankId, response.QuestionBank.Competencies.Count));
        Assert.Null(response.QuestionBank.PublishedAt);
        await _api.Banks.GetQuestionBankAsync(new GetQuestionBankRequest { Name = response.QuestionBank.Name }).NotFoundAsync();
    }

    [Fact]
    public async Task ValidateQuestionBank_SeveralFaults_ListsEachWithLineAndColumn()
    {
        string source = Samples.Bank
            .With("id: sample", "id: sample\ncolour: blue")
            .With("weight: 100", "weight: 0")
            .With("minutes: 7", "minutes: many")
            .With("levels: [senior, staff]", "levels: [boss]");
        var response = await _api.Banks.ValidateQuestionBankAsync(new ValidateQuestionBankRequest { Source = source.Utf8(), File = "mine.yaml" });
        Assert.Null(response.QuestionBank);
        Assert.All(response.Diagnostics, d => Assert.Equal("mine.yaml", d.File));
        foreach (string piece in (string[])["colour", "0\n    rationale: It stands first", "many", "boss"])
        {
            string before = source[..source.IndexOf(piece, StringComparison.Ordinal)];
            (int line, int column) = (before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
            Assert.Contains(response.Diagnostics, d => (d.Line, d.Column) == (line, column));
        }
    }

    [Fact]
    public async Task ValidateQuestionBank_RoleProfiles_AreCheckedToo()
    {
        var fine = await _api.Banks.ValidateQuestionBankAsync(new ValidateQuestionBankRequest { Source = Samples.Profiles.Utf8() });
        Assert.Empty(fine.Diagnostics);
        Assert.Null(fine.QuestionBank);
        var broken = await _api.Banks.ValidateQuestionBankAsync(
            new ValidateQuestionBankRequest { Source = Samples.Profiles.With("version: ", "version: x").Utf8() });
        Assert.Contains(broken.Diagnostics, d => d.File == "source" && d.Line > 1);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("kind: [question-bank")]
    [InlineData("\t- : :\n")]
    [InlineData("just words")]
    [InlineData("kind: recipe")]
    [InlineData("a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]")]
    public async Task ValidateQuestionBank_NotABank_IsDiagnosed(string source) =>
        Assert.NotEmpty((await _api.Banks.ValidateQuestionBankAsync(new ValidateQuestionBankRequest { Source = source.Utf8() })).Diagnostics);

    [Fact]
    public async Task ValidateQuestionBank_InvalidUtf8_IsDiagnosed()
    {
        var response = await _api.Banks.ValidateQuestionBankAsync(
            new ValidateQuestionBankRequest { Source = ByteString.CopyFrom([.. Encoding.UTF8.GetBytes("kind: "), 0xC3, 0x28, 0xFF]) });
        Assert.NotEmpty(response.Diagnostics);
    }

    [Fact]
    public async Task ValidateQuestionBank_ExplodingAliases_AnswersAtOnceAndSmall()
    {
        var bomb = new StringBuilder("kind: question-bank\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 30; i++)
        {
            bomb.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        }

        var response = await _api.Banks.ValidateQuestionBankAsync(
            new ValidateQuestionBankRequest { Source = bomb.ToString().Utf8() }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20));
        Assert.Contains(response.Diagnostics, d => d.Code == "alias");
        Assert.InRange(response.CalculateSize(), 1, 1 << 20);
    }

    [Fact]
    public async Task ValidateQuestionBank_Empty_IsRefused() =>
        await _api.Banks.ValidateQuestionBankAsync(new ValidateQuestionBankRequest()).InvalidAsync("source");

    [Fact]
    public async Task ValidateQuestionBank_OverOneMebibyte_IsRefused()
    {
        string source = Samples.Bank + new string('#', 1 << 20);
        await _api.Banks.ValidateQuestionBankAsync(new ValidateQuestionBankRequest { Source = source.Utf8() }).InvalidAsync("source");
    }

    [Fact]
    public async Task ValidateQuestionBank_TenMegabytes_IsRefusedAndTheServerStaysUp()
    {
        var exception = await Assert.ThrowsAsync<RpcException>(async () => await _api.Banks.ValidateQuestionBankAsync(
            new ValidateQuestionBankRequest { Source = ByteString.CopyFrom(new byte[10 << 20]) }));
        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
        Assert.NotEmpty((await _api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest())).QuestionBanks);
    }

    [Fact]
    public async Task ValidateQuestionBank_HostileFileName_IsRefused() =>
        await _api.Banks.ValidateQuestionBankAsync(
            new ValidateQuestionBankRequest { Source = "{".Utf8(), File = "a\u0000\u001b[2J.yaml" }).InvalidAsync("file");
}
