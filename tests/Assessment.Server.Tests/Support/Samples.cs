using System.Text;
using Google.Protobuf;

namespace Assessment.Server.Tests.Support;

/// <summary>A small bank without faults, and changed copies of it.</summary>
public static class Samples
{
    /// <summary>Bank 'sample' 1.0.0 of the track product sense, with competencies P1 and P2.</summary>
    public static string Bank { get; } =
        File.ReadAllText(Path.Combine(Repository.Root, "tests/Assessment.QuestionBanks.Tests/Samples/sample-bank.yaml"));

    public static string Profiles { get; } =
        File.ReadAllText(Path.Combine(Repository.Root, "tests/Assessment.QuestionBanks.Tests/Samples/sample-profiles.yaml"));

    /// <summary>The bank with competencies that no bank of the repository has.</summary>
    public static string ApartBank { get; } = Bank
        .With("id: sample", "id: apart")
        .Replace("P1", "X1", StringComparison.Ordinal)
        .Replace("P2", "X2", StringComparison.Ordinal);

    /// <summary>The text with its first occurrence of a piece replaced.</summary>
    public static string With(this string text, string piece, string replacement)
    {
        int at = text.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{piece}' is missing.");
        return string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + piece.Length));
    }

    public static ByteString Utf8(this string text) => ByteString.CopyFrom(text, Encoding.UTF8);
}
