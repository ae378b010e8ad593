using System.Globalization;
using System.Text;

namespace Assessment.Fuzz.Integrity;

/// <summary>
/// Gathers what breaks the contract's rules. The rules are worded here again, from the contract and without the server's own checks, whose
/// gaps they are to show.
/// </summary>
internal sealed class StoredRules
{
    private readonly List<string> broken = [];

    /// <summary>A line for each breach.</summary>
    public IReadOnlyList<string> Broken => broken;

    /// <summary>Something that has to be so.</summary>
    public void That(bool holds, string subject, string otherwise)
    {
        if (!holds)
        {
            broken.Add($"{subject}: {otherwise}");
        }
    }

    /// <summary>An opaque id: at most 128 characters, all of them printable, no white space at the ends.</summary>
    public void Id(string subject, string field, string value, bool required = true)
    {
        That(!required || value.Length > 0, subject, $"{field} is empty");
        That(value.Length <= 128, subject, $"{field} has {value.Length} characters");
        That(value.Trim() == value, subject, $"{field} begins or ends with white space");
        That(value.EnumerateRunes().All(IsPrintable), subject, $"{field} has a character that isn't printable");
    }

    /// <summary>Text for people: so many characters at most, and no control character but tab and line breaks.</summary>
    public void Text(string subject, string field, string value, int most)
    {
        That(value.Length <= most, subject, $"{field} has {value.Length} characters");
        That(!value.Any(c => c is < ' ' or (>= '\u007f' and < '\u00a0') && c is not ('\t' or '\n' or '\r')), subject, $"{field} has a control character");
    }

    /// <summary>A number within bounds, both of them allowed.</summary>
    public void Range(string subject, string field, long value, long least, long most) =>
        That(value >= least && value <= most, subject, string.Create(CultureInfo.InvariantCulture, $"{field} is {value}"));

    /// <summary>A list of so many at most, in which nothing stands twice.</summary>
    public void Distinct(string subject, string field, IReadOnlyList<string> items, int most)
    {
        That(items.Count <= most, subject, $"{field} has {items.Count} items");
        That(items.Distinct(StringComparer.Ordinal).Count() == items.Count, subject, $"{field} names something twice");
    }

    private static bool IsPrintable(Rune rune) => rune.Value != 0xfffd && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);
}
