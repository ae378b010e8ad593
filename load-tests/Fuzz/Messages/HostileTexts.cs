using System.Text;

namespace Assessment.Fuzz.Messages;

/// <summary>Texts that nobody means.</summary>
internal static class HostileTexts
{
    /// <summary>Around every limit of a text in characters, and one far above.</summary>
    private static readonly int[] Lengths = [100, 101, 128, 129, 1_000, 1_001, 2_000, 2_001, 4_000, 4_001, 8_000, 8_001, 70_000];

    private static readonly string[] Empty = ["", " ", "\t", "\u00a0", "\u3000", "\r\n"];

    private static readonly string[] Control = ["\0", "a\0b", "\u0001", "\u001b[2J", "\u007f", "\u0085", "a\u0008b", "\u2028", "\u2029"];

    private static readonly string[] Hidden = ["\u202e", "\u2066a", "\u200b", "a\u200db", "\ufeffann", "\u00ad", "\u061c", "\U000e0001", "\u2060"];

    private static readonly string[] Replaced = ["\ufffd", "ann\ufffd", "\ufffe", "\uffff", "\ue000", "\U0010ffff"];

    private static readonly string[] Foreign =
    [
        "' OR 1=1 --", "'; DROP TABLE interview; --", "%", "_", "[a-z]*", "*", "-", "..", "../../etc/passwd", "{0}", "{name}", "${jndi:x}",
        "<script>alert(1)</script>", "null", "true", "-0", "1e999", "NaN", "0x10", "[]", "{\"a\":1}", "&a *a", "!!python/object", "a: b: c",
        "=cmd|' /C calc'!A0", "ﷺ", "e\u0301\u0301\u0301", "🧑‍🔬", "İ", "ß",
    ];

    private static readonly byte[][] NoUtf8 =
    [
        [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82],
        [0x61, 0x80, 0x61], [0xf8, 0x88, 0x80, 0x80, 0x80],
    ];

    /// <summary>The bytes of a text, and what is wrong with it.</summary>
    /// <param name="plausible">What might have stood there.</param>
    /// <param name="chance">Chooses.</param>
    public static (byte[] Bytes, Hostility Kind) Make(string plausible, Chance chance) => chance.Below(100) switch
    {
        < 10 => (Bytes(chance.Pick(Empty)), Hostility.EmptyText),
        < 22 => (Bytes(Put(chance.Pick(Control), plausible, chance)), Hostility.ControlText),
        < 34 => (Bytes(Put(chance.Pick(Hidden), plausible, chance)), Hostility.HiddenText),
        < 42 => (Bytes(Put(chance.Pick(Replaced), plausible, chance)), Hostility.ReplacedText),
        < 55 => (Bytes(Long(chance)), Hostility.LongText),
        < 56 => (new byte[1 << 20].Also(bytes => Array.Fill(bytes, (byte)('a' + chance.Below(26)))), Hostility.HugeText),
        < 68 => ([.. Bytes(plausible), .. chance.Pick(NoUtf8)], Hostility.InvalidUtf8),
        < 84 => (Bytes(Near(plausible, chance)), Hostility.NearName),
        _ => (Bytes(chance.Pick(Foreign)), Hostility.ForeignSyntax),
    };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Put(string strange, string plausible, Chance chance) => chance.Below(4) switch
    {
        0 => strange,
        1 => strange + plausible,
        2 => plausible + strange,
        _ => plausible.Insert(plausible.Length / 2, strange),
    };

    private static string Long(Chance chance)
    {
        int length = chance.Pick(Lengths);
        return chance.Below(3) switch
        {
            0 => new string('é', length),
            1 => string.Concat(Enumerable.Repeat("🧪", length / 2)),
            _ => new string('x', length),
        };
    }

    private static string Near(string plausible, Chance chance) => chance.Below(10) switch
    {
        0 => plausible.ToUpperInvariant(),
        1 => plausible + "/",
        2 => "/" + plausible,
        3 => plausible + "/" + plausible,
        4 => plausible.Replace("/", "//", StringComparison.Ordinal),
        5 => plausible[..(plausible.Length / 2)],
        6 => plausible.Replace('-', '_'),
        7 => plausible.Split('/')[^1],
        8 => string.Concat(plausible.Reverse()),
        _ => plausible.Length == 0 ? "0" : plausible[..^1] + (plausible[^1] == '0' ? '1' : '0'),
    };

    private static byte[] Also(this byte[] bytes, Action<byte[]> fill)
    {
        fill(bytes);
        return bytes;
    }
}
