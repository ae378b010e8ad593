using System.Text;

namespace Assessment.Reports;

/// <summary>Writes HTML that is XML as well; every text goes through <see cref="Escape"/>.</summary>
internal sealed class Html(TextWriter output)
{
    /// <summary>Text as content or as a quoted attribute; what no XML may hold becomes U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) // a lone surrogate comes as U+FFFD
        {
            string? entity = rune.Value switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' or '\n' or '\r' => " ",
                < 0x20 or 0xFFFE or 0xFFFF or (>= 0x7F and < 0xA0) => "\uFFFD",
                _ => null,
            };
            escaped.Append(entity ?? rune.ToString());
        }

        return escaped.ToString();
    }

    /// <summary>A start tag; attributes whose value is null are left out.</summary>
    public Html Open(string tag, params (string Name, string? Value)[] attributes) => Tag(tag, attributes, ">");

    public Html Close(string tag)
    {
        output.Write("</");
        output.Write(tag);
        output.Write(">");
        return this;
    }

    /// <summary>An element without content.</summary>
    public Html Empty(string tag, params (string Name, string? Value)[] attributes) => Tag(tag, attributes, " />");

    public Html Text(string text)
    {
        output.Write(Escape(text));
        return this;
    }

    /// <summary>An element that holds text only.</summary>
    public Html Element(string tag, string text, params (string Name, string? Value)[] attributes) =>
        Open(tag, attributes).Text(text).Close(tag);

    /// <summary>Text of the program's own that needs no escape, such as a style sheet.</summary>
    public Html Verbatim(string text)
    {
        output.Write(text);
        return this;
    }

    public Html Line()
    {
        output.Write('\n');
        return this;
    }

    private Html Tag(string tag, (string Name, string? Value)[] attributes, string end)
    {
        output.Write('<');
        output.Write(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                output.Write(' ');
                output.Write(name);
                output.Write("=\"");
                output.Write(Escape(value));
                output.Write('"');
            }
        }

        output.Write(end);
        return this;
    }
}
