namespace Assessment.QuestionBanks;

/// <summary>Guesses which known word an author meant.</summary>
internal static class Suggestion
{
    private const int ListedCandidates = 24;

    /// <summary>A sentence that names the nearest candidate, or else the candidates.</summary>
    public static string For(string word, IReadOnlyCollection<string> candidates)
    {
        string? nearest = candidates.MinBy(c => Distance(word, c));
        if (nearest is not null && Distance(word, nearest) <= Math.Max(1, nearest.Length / 3))
        {
            return $"Did you mean '{nearest}'?";
        }

        string listed = string.Join(", ", candidates.Take(ListedCandidates).Select(c => $"'{c}'"));
        return $"Known are {listed}{(candidates.Count > ListedCandidates ? ", …" : "")}.";
    }

    /// <summary>The least number of single-character insertions, deletions and replacements; long words count as far from all.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Max(a.Length, b.Length) > 40)
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
