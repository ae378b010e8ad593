using System.Text;

namespace Assessment.StorageLoad.Layouts;

/// <summary>Ratings as calibration takes them: a column each for candidate, interviewer, criterion and level.</summary>
internal sealed class RatingColumns
{
    private readonly List<int> candidates = [];
    private readonly List<int> interviewers = [];
    private readonly List<int> criteria = [];
    private readonly List<byte> levels = [];

    /// <summary>The candidates' numbers by name.</summary>
    public Names Candidates { get; } = new();

    /// <summary>The interviewers' numbers by name.</summary>
    public Names Interviewers { get; } = new();

    /// <summary>The criteria's numbers by name.</summary>
    public Names Criteria { get; } = new();

    /// <summary>How many ratings.</summary>
    public int Count => levels.Count;

    /// <summary>A checksum: every cell counts, in whatever order the ratings came.</summary>
    public long Sum
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < levels.Count; i++)
            {
                sum += HashCode(Candidates[candidates[i]], Interviewers[interviewers[i]], Criteria[criteria[i]]) * levels[i];
            }

            return sum;
        }
    }

    /// <summary>Adds a rating.</summary>
    public void Add(int candidate, int interviewer, int criterion, long level)
    {
        candidates.Add(candidate);
        interviewers.Add(interviewer);
        criteria.Add(criterion);
        levels.Add((byte)level);
    }

    /// <summary>The same in every process, unlike the framework's.</summary>
    private static long HashCode(params ReadOnlySpan<string> names)
    {
        uint hash = 2_166_136_261;
        foreach (string name in names)
        {
            foreach (char letter in name)
            {
                hash = (hash ^ letter) * 16_777_619;
            }
        }

        return hash;
    }

    /// <summary>Numbers for names.</summary>
    internal sealed class Names
    {
        private const int MostCharacters = 128;

        private readonly Dictionary<string, int> numbers = [];
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byCharacters;
        private readonly List<string> names = [];

        public Names() => byCharacters = numbers.GetAlternateLookup<ReadOnlySpan<char>>();

        /// <summary>The name of a number.</summary>
        public string this[int number] => names[number];

        /// <summary>The number of a name in UTF-8, at most <see cref="MostCharacters"/> long.</summary>
        public int Number(ReadOnlySpan<byte> utf8)
        {
            Span<char> characters = stackalloc char[MostCharacters];
            ReadOnlySpan<char> name = characters[..Encoding.UTF8.GetChars(utf8, characters)];
            if (!byCharacters.TryGetValue(name, out int number))
            {
                number = names.Count;
                names.Add(name.ToString());
                numbers.Add(names[^1], number);
            }

            return number;
        }
    }
}
