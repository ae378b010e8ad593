using System.Globalization;
using System.Text;

namespace Assessment.QuestionBanks;

/// <summary>Unicode's canonical composition (normalization form C), from a table of our own.</summary>
/// <remarks>
/// <see cref="string.Normalize()"/> leaves texts as they are where globalization is invariant, and elsewhere follows the machine's
/// Unicode version. A hash must not: the table is pinned, and assigned characters never change their form (Unicode's stability policy).
/// Source of the algorithm: Unicode Standard Annex #15 and chapter 3.11 and 3.12 of the Unicode Standard.
/// </remarks>
internal static class ComposedForm
{
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7; // one before the first trailing consonant: 0 stands for none
    private const int SyllableBase = 0xAC00;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Trails = 28;

    private static readonly Lazy<Tables> Unicode = new(Tables.Load);

    /// <summary>The composed form of a text without lone surrogates.</summary>
    public static string Of(string text)
    {
        if (text.All(c => c < 0x300)) // nothing below decomposes with another, and all are composed already
        {
            return text;
        }

        var tables = Unicode.Value;
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, points, tables);
        }

        Order(points, tables);
        Compose(points, tables);
        var composed = new StringBuilder(text.Length);
        foreach (int point in points)
        {
            composed.Append(new Rune(point).ToString());
        }

        return composed.ToString();
    }

    private static void Decompose(int point, List<int> points, Tables tables)
    {
        int syllable = point - SyllableBase;
        if (syllable is >= 0 and < Leads * Vowels * Trails)
        {
            points.Add(LeadBase + (syllable / (Vowels * Trails)));
            points.Add(VowelBase + (syllable / Trails % Vowels));
            if (syllable % Trails > 0)
            {
                points.Add(TrailBase + (syllable % Trails));
            }
        }
        else if (tables.Decompositions.TryGetValue(point, out int[]? parts))
        {
            foreach (int part in parts)
            {
                Decompose(part, points, tables);
            }
        }
        else
        {
            points.Add(point);
        }
    }

    /// <summary>Sorts each run of combining marks by class, stably.</summary>
    private static void Order(List<int> points, Tables tables)
    {
        for (int i = 0; i < points.Count;)
        {
            int end = i;
            while (end < points.Count && tables.ClassOf(points[end]) > 0)
            {
                end++;
            }

            if (end - i > 1)
            {
                int[] run = [.. points.GetRange(i, end - i).OrderBy(tables.ClassOf)];
                points.RemoveRange(i, run.Length);
                points.InsertRange(i, run);
            }

            i = end + 1;
        }
    }

    private static void Compose(List<int> points, Tables tables)
    {
        int starter = -1;
        int previousClass = 0;
        int kept = 0;
        foreach (int point in points.ToArray())
        {
            int currentClass = tables.ClassOf(point);
            bool isBlocked = starter < 0 || (starter != kept - 1 && previousClass >= currentClass);
            if (!isBlocked && Pair(points[starter], point, tables) is { } composite)
            {
                points[starter] = composite;
                continue;
            }

            if (currentClass == 0)
            {
                starter = kept;
            }

            previousClass = currentClass;
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static int? Pair(int first, int second, Tables tables)
    {
        int lead = first - LeadBase;
        int vowel = second - VowelBase;
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
        {
            return SyllableBase + (((lead * Vowels) + vowel) * Trails);
        }

        int syllable = first - SyllableBase;
        int trail = second - TrailBase;
        if (syllable is >= 0 and < Leads * Vowels * Trails && syllable % Trails == 0 && trail is > 0 and < Trails)
        {
            return first + trail;
        }

        return tables.Compositions.TryGetValue((first, second), out int composite) ? composite : null;
    }

    private sealed class Tables
    {
        private readonly Dictionary<int, int> _classes = [];

        public Dictionary<int, int[]> Decompositions { get; } = [];

        public Dictionary<(int First, int Second), int> Compositions { get; } = [];

        public static Tables Load()
        {
            var tables = new Tables();
            using var stream = typeof(ComposedForm).Assembly.GetManifestResourceStream("unicode-composition.txt")!;
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
            {
                tables.Add(line.Split(' '));
            }

            return tables;
        }

        public int ClassOf(int point) => _classes.GetValueOrDefault(point);

        private void Add(string[] words)
        {
            switch (words[0])
            {
                case "C":
                    for (int point = Hex(words[1]); point <= Hex(words[2]); point++)
                    {
                        _classes.Add(point, int.Parse(words[3], CultureInfo.InvariantCulture));
                    }

                    break;
                case "D" or "X":
                    int[] parts = [.. words.Skip(2).Select(Hex)];
                    Decompositions.Add(Hex(words[1]), parts);
                    if (words[0] == "D")
                    {
                        Compositions.Add((parts[0], parts[1]), Hex(words[1]));
                    }

                    break;
            }
        }

        private static int Hex(string word) => int.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
