namespace Assessment.QuestionBanks;

/// <summary>Guesses which known word an author meant.</summary>
internal static class Suggestion
{
    /// <summary>A sentence that names the nearest candidate, or else all of them.</summary>
    public static string For(string word, IReadOnlyCollection<string> candidates)
    {
        string? nearest = candidates.MinBy(c => Distance(word, c));
        return nearest is not null && Distance(word, nearest) <= Math.Max(1, nearest.Length / 3)
            ? $"Did you mean '{nearest}'?"
            : $"Known are {string.Join(", ", candidates.Select(c => $"'{c}'"))}.";
    }

    /// <summary>The least number of single-character insertions, deletions and replacements; a long word counts as far from all.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 64)
        {
            return int.MaxValue;
        }

        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
