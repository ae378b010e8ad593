using System.Text.RegularExpressions;

namespace Assessment.Fuzz.Servers;

/// <summary>The errors of a server's log, by what they say.</summary>
internal sealed partial class ServerLog
{
    private const int LongestLine = 1_000;
    private const int MostKinds = 100;

    private readonly Lock mine = new();
    private readonly Dictionary<string, int> errors = new(StringComparer.Ordinal);

    /// <summary>Errors by category and message, the product's own first, without what differs from one to the next, and how often each was written.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Errors
    {
        get
        {
            lock (mine)
            {
                return [.. errors.OrderByDescending(error => IsOurs(error.Key)).ThenByDescending(error => error.Value)];
            }
        }
    }

    /// <summary>How many errors the product's own code wrote: each is a defect.</summary>
    public int Defects => Errors.Where(error => IsOurs(error.Key)).Sum(error => error.Value);

    /// <summary>Takes a line.</summary>
    public void Add(string line)
    {
        bool unhandled = line.StartsWith("Unhandled exception", StringComparison.Ordinal);
        if (!unhandled && Level().Match(line) is not { Success: true })
        {
            return;
        }

        string text = unhandled ? line : Level().Replace(line, "");
        text = Varying().Replace(text.Length > LongestLine ? text[..LongestLine] : text, "…");
        lock (mine)
        {
            if (errors.ContainsKey(text) || errors.Count < MostKinds || IsOurs(text))
            {
                errors[text] = errors.GetValueOrDefault(text) + 1;
            }
        }
    }

    private static bool IsOurs(string error) => error.StartsWith("Assessment.", StringComparison.Ordinal);

    [GeneratedRegex("^[0-9TZ:.-]+ (fail|crit): ")]
    private static partial Regex Level();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]{2,}|\"0H[^\"]*\"")]
    private static partial Regex Varying();
}
