using System.Globalization;
using System.Text.RegularExpressions;

namespace Assessment.QuestionBanks;

/// <summary>Reads typed values from nodes; each method reports what is wrong and then gives null or less.</summary>
/// <remarks>A null node was already reported as missing. Types are those of YAML 1.2's core schema, so that JSON means the same.</remarks>
internal sealed partial class ValueReader(DiagnosticSink sink)
{
    /// <summary>A text without trailing white space, not empty.</summary>
    public string? Text(Node? node, string what)
    {
        if (node is null or InvalidNode)
        {
            return null;
        }

        if (node is not ScalarNode scalar)
        {
            return Wrong<string>(node, $"{what} is a text, not a mapping or list.");
        }

        if ((scalar.IsPlain && NullWord().IsMatch(scalar.Value)) || string.IsNullOrWhiteSpace(scalar.Value))
        {
            sink.Report(node.At, DiagnosticCodes.EmptyValue, $"{what} is empty. Write a text.");
            return null;
        }

        if (scalar.IsPlain && NumberOrTruthWord().IsMatch(scalar.Value))
        {
            return Wrong<string>(node, $"{what} is a text, and {scalar.Value} is not. Put it in quotes.");
        }

        return Spoken(scalar, what);
    }

    /// <summary>A version major.minor.patch.</summary>
    public string? Version(Node? node)
    {
        if (node is ScalarNode scalar && !VersionForm().IsMatch(scalar.Value))
        {
            sink.Report(
                node.At,
                DiagnosticCodes.Version,
                $"'{Shorten(scalar.Value)}' is not a version. Write major.minor.patch, such as 1.0.0.");
            return null;
        }

        return Text(node, "The version");
    }

    /// <summary>A whole number in [minimum, maximum].</summary>
    public int? Integer(Node? node, string what, int minimum, int maximum, string rangeCode = DiagnosticCodes.OutOfRange)
    {
        if (node is null or InvalidNode)
        {
            return null;
        }

        if (node is not ScalarNode { IsPlain: true } scalar || !IntegerForm().IsMatch(scalar.Value))
        {
            return WrongNumber(node, $"{what} is a whole number from {minimum} to {maximum}, without quotes.");
        }

        if (!int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            || number < minimum || number > maximum)
        {
            sink.Report(node.At, rangeCode, $"{what} is {Shorten(scalar.Value)}; it must be from {minimum} to {maximum}.");
            return null;
        }

        return number;
    }

    /// <summary>A number with at most two decimals in [0, maximum], in hundredths.</summary>
    public int? Hundredths(Node? node, string what, int maximum)
    {
        if (node is null or InvalidNode)
        {
            return null;
        }

        if (node is not ScalarNode { IsPlain: true } scalar || !DecimalForm().IsMatch(scalar.Value))
        {
            return WrongNumber(node, $"{what} is a number from 0 to {maximum} with at most two decimals, without quotes.");
        }

        decimal number = decimal.Parse(scalar.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        if (number > maximum)
        {
            sink.Report(node.At, DiagnosticCodes.OutOfRange, $"{what} is {scalar.Value}; it must be from 0 to {maximum}.");
            return null;
        }

        return (int)(number * 100);
    }

    /// <summary>true or false.</summary>
    public bool? Truth(Node? node, string what)
    {
        if (node is null or InvalidNode)
        {
            return null;
        }

        if (node is not ScalarNode { IsPlain: true, Value: "true" or "false" } scalar)
        {
            sink.Report(node.At, DiagnosticCodes.WrongType, $"{what} is true or false, without quotes.");
            return null;
        }

        return scalar.Value == "true";
    }

    /// <summary>One of the known words, as what it stands for.</summary>
    public T? Choice<T>(Node? node, string what, IReadOnlyDictionary<string, T> known)
        where T : struct
    {
        if (Text(node, what) is not { } word)
        {
            return null;
        }

        if (!known.TryGetValue(word, out var value))
        {
            sink.Report(
                node!.At,
                DiagnosticCodes.UnknownValue,
                $"{what} cannot be '{Shorten(word)}'. {Suggestion.For(word, [.. known.Keys])}");
            return null;
        }

        return value;
    }

    /// <summary>The items of a list with at least as many as asked for and at most as many as allowed.</summary>
    public IReadOnlyList<Node> Items(Node? node, string what, int minimum = 1, int maximum = int.MaxValue)
    {
        if (node is not SequenceNode sequence)
        {
            if (node is not (null or InvalidNode))
            {
                sink.Report(node.At, DiagnosticCodes.WrongType, $"{what} is written with '- ' before each item, or in [ ].");
            }

            return [];
        }

        int count = sequence.Items.Count;
        if (count < minimum)
        {
            string code = count == 0 ? DiagnosticCodes.EmptyValue : DiagnosticCodes.TooFew;
            sink.Report(node.At, code, $"{what} needs at least {minimum} {(minimum == 1 ? "item" : "items")}, and has {count}.");
        }
        else if (count > maximum)
        {
            sink.Report(node.At, DiagnosticCodes.TooMany, $"{what} has {count} items; at most {maximum} are allowed.");
        }

        return sequence.Items;
    }

    /// <summary>The words of a list and their places, each once and of those known where given; others are reported and left out.</summary>
    public IReadOnlyList<(string Word, Position At)> Words(Node? node, string what, IReadOnlyCollection<string>? known = null)
    {
        var words = new List<(string Word, Position At)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Items(node, what))
        {
            if (Text(item, $"An item of {char.ToLowerInvariant(what[0])}{what[1..]}") is not { } word)
            {
                continue;
            }

            if (seen.Contains(word))
            {
                sink.Report(
                    item.At,
                    DiagnosticCodes.DuplicateValue,
                    $"'{Shorten(word)}' stands in the list already. Remove one of the two.");
            }
            else if (known is not null && !known.Contains(word))
            {
                sink.Report(item.At, DiagnosticCodes.UnknownValue, $"{what} cannot hold '{Shorten(word)}'. {Suggestion.For(word, known)}");
            }
            else
            {
                seen.Add(word);
                words.Add((word, item.At));
            }
        }

        return words;
    }

    /// <summary>At most 40 characters of what an author wrote, for a message.</summary>
    public static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");

    private string? Spoken(ScalarNode scalar, string what)
    {
        foreach (var rune in scalar.Value.EnumerateRunes())
        {
            if (!StrictText.IsText(rune))
            {
                sink.Report(scalar.At, DiagnosticCodes.Character, $"{what} holds the character U+{rune.Value:X4}. Remove it.");
                return null;
            }
        }

        return scalar.Value.TrimEnd();
    }

    private T? Wrong<T>(Node node, string message)
        where T : class
    {
        sink.Report(node.At, DiagnosticCodes.WrongType, message);
        return null;
    }

    private int? WrongNumber(Node node, string message)
    {
        sink.Report(node.At, DiagnosticCodes.WrongType, message);
        return null;
    }

    [GeneratedRegex(@"\A(?:null|Null|NULL|~)?\z")]
    private static partial Regex NullWord();

    [GeneratedRegex(
        @"\A(?:true|True|TRUE|false|False|FALSE|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
        + @"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)\z")]
    private static partial Regex NumberOrTruthWord();

    [GeneratedRegex(@"\A(?:0|-?[1-9][0-9]*)\z")]
    private static partial Regex IntegerForm();

    [GeneratedRegex(@"\A(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,2})?\z")]
    private static partial Regex DecimalForm();

    [GeneratedRegex(@"\A(?:0|[1-9][0-9]{0,8})\.(?:0|[1-9][0-9]{0,8})\.(?:0|[1-9][0-9]{0,8})\z")]
    private static partial Regex VersionForm();
}
