using System.Reflection;
using System.Text.RegularExpressions;

namespace Assessment.QuestionBanks.Tests;

public partial class DiagnosticCodesTests
{
    [Fact]
    public void Sentences_EveryCode_HasOne()
    {
        string[] codes = [.. typeof(DiagnosticCodes).GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(codes);
        Assert.Equal(codes, DiagnosticCodes.Sentences.Keys);
        Assert.All(codes, code => Assert.Matches(Kebab(), code));
        Assert.All(DiagnosticCodes.Sentences.Values, sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Kebab();
}
