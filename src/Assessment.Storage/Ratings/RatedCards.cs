using System.Runtime.InteropServices;

namespace Assessment.Storage;

/// <summary>A scorecard of a scan.</summary>
/// <param name="Candidate">The candidate's number.</param>
/// <param name="Interviewer">The interviewer's number.</param>
/// <param name="Month">Months since the year 0.</param>
/// <param name="Ratings">How many observed ratings it has, from 1; they follow those of the card before.</param>
internal readonly record struct RatedCard(int Candidate, int Interviewer, int Month, int Ratings);

/// <summary>The scorecards of a scan that have ratings, oldest first.</summary>
internal sealed class RatedCards
{
    private readonly Chunks<int> _candidate = new();
    private readonly Chunks<int> _interviewer = new();
    private readonly Chunks<int> _month = new();
    private readonly Chunks<int> _ratings = new();
    private readonly Dictionary<long, int> _newest = []; // By candidate and interviewer.
    private readonly Dictionary<int, int> _earlier = []; // Of a card whose interviewer had rated the candidate before: that card.

    /// <summary>A card.</summary>
    private RatedCard this[int index] => new(_candidate[index], _interviewer[index], _month[index], _ratings[index]);

    /// <summary>Adds a card.</summary>
    public void Add(RatedCard card)
    {
        int index = _ratings.Count;
        _candidate.Add(card.Candidate);
        _interviewer.Add(card.Interviewer);
        _month.Add(card.Month);
        _ratings.Add(card.Ratings);
        ref int newest = ref CollectionsMarshal.GetValueRefOrAddDefault(_newest, ((long)card.Candidate << 32) | (uint)card.Interviewer, out bool again);
        if (again)
        {
            _earlier.Add(index, newest);
        }

        newest = index;
    }

    /// <summary>Sets the levels of ratings to 0 that their interviewer gave again, to the same candidate on the same criterion, on a newer card.</summary>
    /// <returns>How many.</returns>
    public int Replace(int[] criterion, byte[] level)
    {
        if (_earlier.Count == 0)
        {
            return 0;
        }

        int replaced = 0;
        int[] starts = Starts();
        foreach (int newest in _newest.Values.Where(_earlier.ContainsKey))
        {
            var seen = new HashSet<int>();
            for (int card = newest; card >= 0; card = _earlier.GetValueOrDefault(card, -1))
            {
                int end = starts[card] + _ratings[card];
                for (int i = starts[card]; i < end; i++)
                {
                    if (!seen.Add(criterion[i]))
                    {
                        level[i] = 0;
                        replaced++;
                    }
                }
            }
        }

        return replaced;
    }

    /// <summary>The months in time's order, and each month's place among them.</summary>
    public (int[] Months, IReadOnlyDictionary<int, int> PlaceOfMonth) Months()
    {
        var met = new HashSet<int>();
        for (int i = 0; i < _month.Count; i++)
        {
            met.Add(_month[i]);
        }

        int[] months = [.. met.Order()];
        return (months, months.Index().ToDictionary(month => month.Item, month => month.Index));
    }

    /// <summary>A column of what is the same for all ratings of a card.</summary>
    /// <param name="level">The ratings' levels; those at 0 are left out.</param>
    /// <param name="replaced">How many those are.</param>
    /// <param name="value">What is said of a card.</param>
    public int[] Spread(byte[] level, int replaced, Func<RatedCard, int> value)
    {
        int[] column = new int[level.Length - replaced];
        int from = 0;
        int to = 0;
        for (int i = 0; i < _ratings.Count; i++)
        {
            var card = this[i];
            int kept = replaced == 0 ? card.Ratings : card.Ratings - level.AsSpan(from, card.Ratings).Count((byte)0);
            column.AsSpan(to, kept).Fill(value(card));
            from += card.Ratings;
            to += kept;
        }

        return column;
    }

    private int[] Starts()
    {
        int[] starts = new int[_ratings.Count];
        int start = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = start;
            start += _ratings[i];
        }

        return starts;
    }
}
