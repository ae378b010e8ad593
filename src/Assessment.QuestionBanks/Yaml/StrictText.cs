using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Assessment.QuestionBanks;

/// <summary>Turns bytes into text that a YAML parser and an editor see alike, or says where that fails.</summary>
/// <remarks>
/// YAML 1.1 parsers take U+0085, U+2028 and U+2029 for line ends, YAML 1.2 and editors don't, and a NUL ends a stream early.
/// None of these has a use in a bank, so they are refused before parsing: then positions and content mean one thing.
/// </remarks>
internal static class StrictText
{
    private static readonly SearchValues<char> Refused = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Select(c => (char)c).Except(['\t', '\n', '\r']),
        .. Enumerable.Range(0x7F, 0x21).Select(c => (char)c),
        '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF',
    ]);

    /// <summary>Decodes strict UTF-8, less a byte order mark; null after reporting the first byte or character at fault.</summary>
    public static string? Decode(ReadOnlySpan<byte> utf8, DiagnosticSink sink)
    {
        var bytes = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        char[] buffer = new char[bytes.Length]; // no byte makes more than one code unit
        var status = Utf8.ToUtf16(bytes, buffer, out int read, out int written, replaceInvalidSequences: false);
        var text = buffer.AsSpan(0, written);
        int refused = text.IndexOfAny(Refused);
        if (refused >= 0)
        {
            sink.Report(
                PositionAfter(text[..refused]),
                DiagnosticCodes.Encoding,
                $"The character U+{(int)text[refused]:X4} is not allowed in a file. Remove it.");
            return null;
        }

        if (status != OperationStatus.Done)
        {
            sink.Report(
                PositionAfter(text),
                DiagnosticCodes.Encoding,
                $"The byte 0x{bytes[read]:X2} is not valid UTF-8 here. Save the file as UTF-8.");
            return null;
        }

        return text.ToString();
    }

    /// <summary>Whether a text of a bank may hold the character: it can be shown or spoken, or it is a line feed or tab.</summary>
    public static bool IsText(Rune rune) => rune.Value != '\r' && !(rune.IsBmp && Refused.Contains((char)rune.Value));

    private static Position PositionAfter(ReadOnlySpan<char> text)
    {
        int line = 1;
        int start = 0; // of the line
        for (int i = 0; i < text.Length; i++)
        {
            bool endsLine = text[i] == '\n' || (text[i] == '\r' && !text[(i + 1)..].StartsWith("\n")); // LF, CR LF or CR
            line += endsLine ? 1 : 0;
            start = endsLine ? i + 1 : start;
        }

        return new Position(line, text.Length - start + 1);
    }
}
