using System.Text.RegularExpressions;

namespace Assessment.EndToEnd.Tests.Documents;

/// <summary>Links of a Markdown text to other files.</summary>
internal static partial class MarkdownLinks
{
    public static IEnumerable<string> Of(string text) => Link().Matches(text)
        .Select(m => m.Groups["target"].Value.Split('#')[0])
        .Where(t => t.Length > 0 && !t.Contains("://", StringComparison.Ordinal) && !t.StartsWith("mailto:", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
