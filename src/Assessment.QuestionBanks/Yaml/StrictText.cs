using System.Buffers;
using System.Text;

namespace Assessment.QuestionBanks;

/// <summary>Turns bytes into text that a YAML parser and an editor see alike, or says where that fails.</summary>
/// <remarks>
/// YAML 1.1 parsers take U+0085, U+2028 and U+2029 for line ends, YAML 1.2 and editors don't, and a NUL ends a stream early.
/// None of these has a use in a bank, so they are refused before parsing: then positions and content mean one thing.
/// </remarks>
internal static class StrictText
{
    /// <summary>Decodes strict UTF-8, less a byte order mark; null after reporting the first byte or character that is not allowed.</summary>
    public static string? Decode(ReadOnlySpan<byte> utf8, DiagnosticSink sink)
    {
        var rest = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        var text = new StringBuilder(rest.Length);
        int line = 1;
        int column = 1;
        char previous = '\0';
        Span<char> units = stackalloc char[2];
        while (!rest.IsEmpty)
        {
            bool valid = Rune.DecodeFromUtf8(rest, out var rune, out int length) == OperationStatus.Done;
            if (!valid || !IsAllowed(rune))
            {
                sink.Report(new(line, column), DiagnosticCodes.Encoding, valid
                    ? $"The character U+{rune.Value:X4} is not allowed in a file. Remove it."
                    : $"The byte 0x{rest[0]:X2} is not valid UTF-8. Save the file as UTF-8.");
                return null;
            }

            int count = rune.EncodeToUtf16(units);
            text.Append(units[..count]);
            rest = rest[length..];
            bool ends = rune.Value == '\r' || (rune.Value == '\n' && previous != '\r'); // CR, LF, or CR LF as one
            line += ends ? 1 : 0;
            column = ends || rune.Value == '\n' ? 1 : column + count;
            previous = units[0];
        }

        return text.ToString();
    }

    /// <summary>Whether a text of a bank may hold the character: it can be shown or spoken, or it is a line feed or tab.</summary>
    public static bool IsText(Rune rune) => rune.Value != '\r' && IsAllowed(rune);

    private static bool IsAllowed(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\r' => true,
        < 0x20 or (>= 0x7F and < 0xA0) => false,
        0x2028 or 0x2029 or 0xFEFF or 0xFFFE or 0xFFFF => false,
        _ => true,
    };
}
