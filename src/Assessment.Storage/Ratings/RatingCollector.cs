using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace Assessment.Storage;

/// <summary>Gathers the rows of a scan: criterion and level of each rating, the rest once for each card. Its columns are made at the end.</summary>
internal sealed class RatingCollector(IReadOnlySet<string>? criteria, Action<long>? progress)
{
    private const int CardsPerReport = 1_024;

    private readonly Utf8Names _candidates = new();
    private readonly Utf8Names _interviewers = new();
    private readonly Utf8Names _allCriteria = new();
    private readonly List<int> _placeOfCriterion = []; // By number in _allCriteria; −1 for those that nobody asked for.
    private readonly List<string> _criteria = [];
    private readonly List<Guid> _interviewOfCandidate = [];
    private readonly Chunks<int> _criterion = new();
    private readonly Chunks<byte> _level = new();
    private readonly Chunks<byte> _inputs = new();
    private readonly RatedCards _cards = new();
    private long _read;
    private int _last = -1;

    /// <summary>Adds a card: ratings, card id, revision, interview id, candidate, interviewer and time, in this order.</summary>
    public void Add(StoredRow row)
    {
        int before = _level.Count;
        _last = -1;
        AddRatings(row.Bytes(0));
        AddInput(row.Bytes(1), (int)row.Number(2));
        int count = _level.Count - before;
        if (count > 0)
        {
            var interview = new Guid(row.Bytes(3), bigEndian: true);
            int candidate = _candidates.NumberOf(row.Bytes(4));
            if (candidate == _interviewOfCandidate.Count)
            {
                _interviewOfCandidate.Add(interview);
            }

            int interviewer = _interviewers.NumberOf(row.Bytes(5));
            _cards.Add(new(candidate, interviewer, MonthOf(row.Number(6)), count));
            _read += count;
        }

        if (progress is not null && _inputs.Count / ScannedInputs.BytesEach % CardsPerReport == 0)
        {
            progress(_read);
        }
    }

    /// <summary>The columns. It can't be added to any more.</summary>
    /// <param name="position">The change feed's newest.</param>
    public ScannedRatings Finish(long position)
    {
        progress?.Invoke(_read);
        int[] criterion = _criterion.Take();
        byte[] level = _level.Take();
        int replaced = _cards.Replace(criterion, level);
        var (months, periodOfMonth) = _cards.Months();
        return new()
        {
            Candidates = _candidates.ToArray(),
            InterviewOfCandidate = [.. _interviewOfCandidate],
            Interviewers = _interviewers.ToArray(),
            Criteria = [.. _criteria],
            Periods = [.. months.Select(Name)],
            Candidate = _cards.Spread(level, replaced, card => card.Candidate),
            Interviewer = _cards.Spread(level, replaced, card => card.Interviewer),
            Period = _cards.Spread(level, replaced, card => periodOfMonth[card.Month]),
            Criterion = Kept(criterion, level, replaced),
            Level = replaced == 0 ? level : [.. level.Where(value => value != 0)],
            Inputs = new(_inputs.Take()),
            Position = position,
            Replaced = replaced,
        };
    }

    private static int[] Kept(int[] criterion, byte[] level, int replaced)
    {
        if (replaced == 0)
        {
            return criterion;
        }

        int[] kept = new int[criterion.Length - replaced];
        int to = 0;
        for (int i = 0; i < criterion.Length; i++)
        {
            if (level[i] != 0)
            {
                kept[to++] = criterion[i];
            }
        }

        return kept;
    }

    /// <summary>Months since the year 0.</summary>
    private static int MonthOf(long microseconds)
    {
        var time = Stored.Time(microseconds);
        return (12 * time.Year) + time.Month - 1;
    }

    private static string Name(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 12:0000}-{(month % 12) + 1:00}");

    /// <summary>The observed ones of a card: a JSON array of [criterion id, level, why not observed].</summary>
    private void AddRatings(ReadOnlySpan<byte> ratings)
    {
        var json = new Utf8JsonReader(ratings);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            json.Read();
            int place = json.ValueIsEscaped ? PlaceOfEscaped(json) : PlaceOf(json.ValueSpan);
            json.Read();
            int level = json.GetInt32();
            if (level != 0 && place >= 0)
            {
                _criterion.Add(place);
                _level.Add((byte)level);
            }

            json.Read();
            json.Read();
        }
    }

    private int PlaceOfEscaped(in Utf8JsonReader json)
    {
        Span<byte> name = new byte[json.ValueSpan.Length];
        return PlaceOf(name[..json.CopyString(name)]);
    }

    private int PlaceOf(ReadOnlySpan<byte> name)
    {
        int number = _allCriteria.NumberOf(name, _last + 1); // Cards list their criteria in the order of a rubric.
        _last = number;
        if (number == _placeOfCriterion.Count)
        {
            string criterion = _allCriteria[number];
            bool asked = criteria is null || criteria.Contains(criterion);
            _placeOfCriterion.Add(asked ? _criteria.Count : -1);
            if (asked)
            {
                _criteria.Add(criterion);
            }
        }

        return _placeOfCriterion[number];
    }

    private void AddInput(ReadOnlySpan<byte> id, int revision)
    {
        Span<byte> input = stackalloc byte[ScannedInputs.BytesEach];
        id.CopyTo(input);
        BinaryPrimitives.WriteInt32BigEndian(input[^sizeof(int)..], revision);
        _inputs.Add(input);
    }
}
