using System.Text;
using CsCheck;

namespace Assessment.QuestionBanks.Tests;

public class MutationTests
{
    private const string Marks = "[]{},:&*!|>%@`'\"#?-\\ \n\t~<=\r019abP.";

    private static readonly byte[][] Files = [Encoding.UTF8.GetBytes(Sample.Bank), Encoding.UTF8.GetBytes(Sample.Profiles)];

    private static readonly Gen<byte> Bytes = Gen.Frequency((3, Gen.Char[Marks].Select(c => (byte)c)), (1, Gen.Byte));

    private static readonly Gen<(int Kind, int At, byte Byte, int Length)> Edits = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1 << 16], Bytes, Gen.Int[1, 200]);

    [Fact]
    public void Read_MutatedFile_GivesContentOrDiagnostics() => Gen.Select(Gen.Int[0, 1], Edits.Array[1, 8]).Sample(
        (file, edits) =>
        {
            var reading = BankReader.Read("mutated", edits.Aggregate(Files[file], Edited));
            bool hasContent = reading.Bank is not null || reading.Profiles is not null;
            Assert.Equal(hasContent, reading.Diagnostics.Count == 0);
            Assert.All(reading.Diagnostics, d => Assert.True(d.Line >= 1 && d.Column >= 1 && DiagnosticCodes.Sentences.ContainsKey(d.Code), d.ToString()));
            if (hasContent)
            {
                var canonical = reading.Bank?.CanonicalUtf8 ?? reading.Profiles!.CanonicalUtf8;
                var again = BankReader.Read("canonical", canonical.Span);
                Assert.Equal((reading.Bank, reading.Profiles), (again.Bank, again.Profiles));
            }
        },
        iter: 2000);

    private static byte[] Edited(byte[] file, (int Kind, int At, byte Byte, int Length) edit)
    {
        int at = edit.At % (file.Length + 1);
        int end = Math.Min(file.Length, at + edit.Length);
        return edit.Kind switch
        {
            0 => [.. file[..at], edit.Byte, .. file.Skip(at + 1)], // replace
            1 => [.. file[..at], edit.Byte, .. file[at..]], // insert
            2 => [.. file[..at], .. file[end..]], // cut
            _ => [.. file[..at], .. file[at..end], .. file[at..]], // repeat
        };
    }
}
