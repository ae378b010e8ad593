using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Assessment.QuestionBanks;

/// <summary>Writes JSON in one form only: keys in the order of the calls, no white space, whole numbers, the fewest escapes.</summary>
/// <remarks>
/// Texts hold no control characters but line feed and tab, so the escapes are \" \\ \n \t; everything else stands as UTF-8.
/// YAML 1.2 reads it as the same values.
/// </remarks>
internal sealed class CanonicalJson
{
    private readonly StringBuilder _text = new();
    private bool _isFirst = true;

    /// <summary>The SHA-256 of bytes, in lower-case hexadecimal.</summary>
    public static string Sha256Of(ReadOnlySpan<byte> utf8) => Convert.ToHexStringLower(SHA256.HashData(utf8));

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> ToUtf8() => Encoding.UTF8.GetBytes(_text.ToString());

    /// <summary>An object, whose fields the body writes.</summary>
    public CanonicalJson Object(Action body) => Nest('{', body, '}');

    /// <summary>A field with an object.</summary>
    public CanonicalJson Object(string key, Action body) => Key(key).Object(body);

    /// <summary>The same, or nothing where it says what silence says: so that both have one hash.</summary>
    public CanonicalJson ObjectUnless(bool isDefault, string key, Action body) => isDefault ? this : Object(key, body);

    /// <summary>A field with a list of objects or other values, one written by each call of the body.</summary>
    public CanonicalJson List<T>(string key, IEnumerable<T> items, Action<T> body) => Key(key).Nest('[', () =>
    {
        foreach (var item in items)
        {
            body(item);
        }
    }, ']');

    /// <summary>A field with a list of texts.</summary>
    public CanonicalJson Texts(string key, IEnumerable<string> texts) => List(key, texts, t => Text(t));

    /// <summary>A field with a text.</summary>
    public CanonicalJson Text(string key, string text) => Key(key).Text(text);

    /// <summary>A field with a whole number.</summary>
    public CanonicalJson Number(string key, int number) => Key(key).Raw(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A field with a number given in hundredths, written without needless zeros.</summary>
    public CanonicalJson Hundredths(string key, int hundredths) =>
        Key(key).Raw((hundredths / 100m).ToString("0.##", CultureInfo.InvariantCulture));

    /// <summary>A field with a truth value.</summary>
    public CanonicalJson Truth(string key, bool truth) => Key(key).Raw(truth ? "true" : "false");

    private CanonicalJson Key(string key)
    {
        Text(key);
        _text.Append(':');
        _isFirst = true;
        return this;
    }

    private CanonicalJson Text(string text)
    {
        Separate();
        _text.Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => _text.Append("\\\""),
                '\\' => _text.Append("\\\\"),
                '\n' => _text.Append("\\n"),
                '\t' => _text.Append("\\t"),
                _ => _text.Append(c),
            };
        }

        _text.Append('"');
        return this;
    }

    private CanonicalJson Raw(string value)
    {
        Separate();
        _text.Append(value);
        return this;
    }

    private CanonicalJson Nest(char open, Action body, char close)
    {
        Separate();
        _text.Append(open);
        _isFirst = true;
        body();
        _text.Append(close);
        _isFirst = false;
        return this;
    }

    private void Separate()
    {
        if (!_isFirst)
        {
            _text.Append(',');
        }

        _isFirst = false;
    }
}
