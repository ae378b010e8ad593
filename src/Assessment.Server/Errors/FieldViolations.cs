using System.Buffers;
using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace Assessment.Server.Errors;

/// <summary>Gathers every violation of a request, so that one error lists them all.</summary>
internal sealed class FieldViolations(Limits limits)
{
    /// <summary>Control characters but tab and line breaks.</summary>
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))]);

    private readonly List<BadRequest.Types.FieldViolation> _found = [];

    /// <summary>What the request is held to.</summary>
    public Limits Limits { get; } = limits;

    public IReadOnlyList<BadRequest.Types.FieldViolation> Found => _found;

    public bool Any => _found.Count > 0;

    public void Add(string field, string description) =>
        _found.Add(new BadRequest.Types.FieldViolation { Field = field, Description = description });

    public void ThrowIfAny()
    {
        if (Any)
        {
            throw RequestException.Invalid(_found);
        }
    }

    /// <summary>An opaque id: 1 to 128 characters, none of them a control, format or separator character at the ends.</summary>
    public string RequireId(string field, string value)
    {
        if (value.Length == 0)
        {
            Add(field, "is required.");
        }

        return OptionalId(field, value);
    }

    /// <summary>An opaque id, or nothing.</summary>
    public string OptionalId(string field, string value, int? most = null)
    {
        int maximum = most ?? Limits.IdLength;
        if (value.Length > maximum)
        {
            Add(field, $"has {value.Length} characters; at most {maximum} are allowed.");
        }
        else if (value.EnumerateRunes().Any(rune => !IsPrintable(rune)))
        {
            Add(field, "has a control, format, unassigned or replacement character; it is made of printable ones.");
        }
        else if (value.Length > 0 && value.Trim().Length != value.Length)
        {
            Add(field, "begins or ends with white space.");
        }

        return value;
    }

    /// <summary>Text for people: no control characters but tab and line breaks.</summary>
    public string Text(string field, string value, int maximum)
    {
        if (value.Length > maximum)
        {
            Add(field, $"has {value.Length} characters; at most {maximum} are allowed.");
        }
        else if (value.AsSpan().ContainsAny(Controls))
        {
            Add(field, "has a control character other than tab and line breaks.");
        }

        return value;
    }

    /// <summary>Whether <see cref="Text"/> has nothing to say; for lists, whose fields' names are needed only when it has.</summary>
    public static bool IsText(string value, int maximum) => value.Length <= maximum && !value.AsSpan().ContainsAny(Controls);

    public string RequireText(string field, string value, int maximum)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(field, "is required.");
        }

        return Text(field, value, maximum);
    }

    /// <summary>A UUID, or null when empty.</summary>
    public Guid? OptionalUuid(string field, string value)
    {
        if (value.Length == 0)
        {
            return null;
        }

        // The length too, since the parser would take white space around it.
        if (value.Length == 36 && Guid.TryParseExact(value, "D", out var id) && id != Guid.Empty)
        {
            return id;
        }

        Add(field, "is not a UUID such as '0b26dbb0-3d35-4a1c-9f0e-2b8a5d6c7e10'.");
        return null;
    }

    /// <summary>A moment between 1900 and a day from now, or null when absent.</summary>
    public DateTimeOffset? OptionalPast(string field, Timestamp? value, DateTimeOffset now)
    {
        if (value is null)
        {
            return null;
        }

        // ToDateTimeOffset throws on seconds or nanos outside the proto's own range.
        if (value.Nanos is < 0 or > 999_999_999 || value.Seconds < -2_208_988_800 || value.Seconds > now.AddDays(1).ToUnixTimeSeconds())
        {
            Add(field, "is before 1900, or more than a day in the future.");
            return null;
        }

        return value.ToDateTimeOffset();
    }

    /// <summary>A value of an enum that this server knows.</summary>
    public void Defined<T>(string field, T value)
        where T : struct, System.Enum
    {
        if (!System.Enum.IsDefined(value))
        {
            Add(field, $"is {value:D}, which stands for nothing.");
        }
    }

    /// <summary>How many items a list may have.</summary>
    public void Count(string field, int count, int fewest, int most)
    {
        if (count < fewest || count > most)
        {
            Add(field, string.Create(CultureInfo.InvariantCulture, $"has {count} items; {fewest} to {most} are allowed."));
        }
    }

    /// <summary>Items that may be there once.</summary>
    public void Distinct(string field, IReadOnlyList<string> items)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < items.Count; i++)
        {
            if (!seen.Add(items[i]))
            {
                Add($"{field}[{i}]", "is there twice.");
            }
        }
    }

    /// <summary>A page size: 0 means the default, too large the maximum.</summary>
    public int PageSize(int value) => PageSize(value, Limits.DefaultPageSize, Limits.MaximumPageSize);

    /// <summary>A page size: 0 means the default, too large the maximum.</summary>
    public int PageSize(int value, int @default, int maximum)
    {
        if (value < 0)
        {
            Add("page_size", string.Create(CultureInfo.InvariantCulture, $"is {value}; it can't be negative."));
        }

        return value <= 0 ? @default : Math.Min(value, maximum);
    }

    /// <summary>The replacement character stands where a sender's own encoder found text that is none: two ids could become one.</summary>
    private static bool IsPrintable(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);
}
