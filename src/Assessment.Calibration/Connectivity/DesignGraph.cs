namespace Assessment.Calibration.Connectivity;

/// <summary>Who is linked to whom: the graph of candidates and raters with an edge for each rating.</summary>
/// <remarks>
/// In the many-facet Rasch model adding a constant to all severities and abilities of a component changes no probability, so that
/// only differences within a component are estimable (Weeks and Williams 1964, Technometrics 6(3), 319–324; Eckes 2015,
/// Introduction to Many-Facet Rasch Measurement, chapter 4). Time and memory are linear in ratings, candidates and raters.
/// </remarks>
public sealed class DesignGraph
{
    private readonly RatingTable _table;
    private readonly int[] _componentOfCandidate;
    private readonly int[] _componentOfRater;
    private IReadOnlyList<BridgeRater>? _bridges;

    private DesignGraph(RatingTable table, Component[] components, int[] componentOfCandidate, int[] componentOfRater)
    {
        _table = table;
        Components = components;
        _componentOfCandidate = componentOfCandidate;
        _componentOfRater = componentOfRater;
    }

    /// <summary>The components by number of ratings, the largest first; ties by their first candidate. Empty for an empty table.</summary>
    public IReadOnlyList<Component> Components { get; }

    /// <summary>Whether every two elements with ratings are linked; true for an empty table.</summary>
    public bool IsConnected => Components.Count <= 1;

    /// <summary>Raters whose removal would split their component; by rater. Found when first asked for.</summary>
    public IReadOnlyList<BridgeRater> BridgeRaters => _bridges ??= BridgeSearch.Of(_table, _componentOfRater, Components);

    /// <summary>The candidate's component; null when the candidate has no rating.</summary>
    public Component? FindComponentOfCandidate(int candidate) => At(_componentOfCandidate[candidate]);

    /// <summary>The rater's component; null when the rater has no rating.</summary>
    public Component? FindComponentOfRater(int rater) => At(_componentOfRater[rater]);

    /// <summary>The graph of a table.</summary>
    public static DesignGraph Of(RatingTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        int candidates = table.CandidateCount;
        var sets = new UnionFind(candidates + table.RaterCount);
        var candidateOfRow = table.Candidates;
        var raterOfRow = table.Raters;
        for (int row = 0; row < candidateOfRow.Length; row++)
        {
            sets.Unite(candidateOfRow[row], candidates + raterOfRow[row]);
        }

        return Numbered(table, sets);
    }

    /// <summary>The ratings of one component, under the same names and indices.</summary>
    /// <exception cref="ArgumentException">The component is another graph's.</exception>
    public RatingTable RatingsOf(Component component)
    {
        Require(component);
        var rows = new List<int>(component.RatingCount);
        foreach (int candidate in component.Candidates)
        {
            for (int row = _table.CandidateStarts[candidate]; row < _table.CandidateStarts[candidate + 1]; row++)
            {
                rows.Add(row);
            }
        }

        return _table.Where(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));
    }

    /// <summary>Marks a candidate's value as belonging to the candidate's component.</summary>
    /// <exception cref="ArgumentException">The candidate has no rating, and so no component.</exception>
    public ComponentScoped<T> OfCandidate<T>(int candidate, T value) =>
        new(FindComponentOfCandidate(candidate) ?? throw new ArgumentException($"Candidate {candidate} has no rating."), value);

    /// <summary>Marks a rater's value as belonging to the rater's component.</summary>
    /// <exception cref="ArgumentException">The rater has no rating, and so no component.</exception>
    public ComponentScoped<T> OfRater<T>(int rater, T value) =>
        new(FindComponentOfRater(rater) ?? throw new ArgumentException($"Rater {rater} has no rating."), value);

    /// <summary>How many candidates both raters rated, on any criterion.</summary>
    public int SharedCandidates(int first, int second) => PairSearch.SharedCandidates(_table, first, second);

    /// <summary>All pairs of raters that share a candidate, by first and then second rater, first &lt; second.</summary>
    /// <remarks>Streams: memory is linear in raters; time is the sum over candidates of their squared number of raters.</remarks>
    public IEnumerable<RaterPair> SharedPairs() => PairSearch.All(_table);

    /// <summary>The fewest new pairings of a rater with a candidate that would link everything: one less than components.</summary>
    /// <remarks>See <see cref="JoiningPairing"/> for how the pair is chosen.</remarks>
    public IReadOnlyList<JoiningPairing> JoiningPairings() => PairingSearch.Join(_table, Components);

    /// <summary>The pairing that would join two components; cheapest as <see cref="JoiningPairing"/> says.</summary>
    /// <exception cref="ArgumentException">A component is another graph's, or they are the same.</exception>
    public JoiningPairing PairingBetween(Component first, Component second)
    {
        Require(first);
        Require(second);
        return ReferenceEquals(first, second)
            ? throw new ArgumentException("A component is linked to itself already.", nameof(second))
            : PairingSearch.Between(_table, first, second);
    }

    private Component? At(int number) => number < 0 ? null : Components[number];

    private void Require(Component component)
    {
        ArgumentNullException.ThrowIfNull(component);
        if (component.Number >= Components.Count || !ReferenceEquals(Components[component.Number], component))
        {
            throw new ArgumentException("The component belongs to another graph.", nameof(component));
        }
    }

    private static DesignGraph Numbered(RatingTable table, UnionFind sets)
    {
        int candidates = table.CandidateCount;
        var found = new Dictionary<int, int>();
        var ofCandidate = new int[candidates];
        var ratings = new List<int>();
        for (int c = 0; c < candidates; c++)
        {
            int count = table.CandidateStarts[c + 1] - table.CandidateStarts[c];
            ofCandidate[c] = -1;
            if (count > 0)
            {
                if (!found.TryGetValue(sets.Find(c), out int number))
                {
                    number = ratings.Count;
                    found.Add(sets.Find(c), number);
                    ratings.Add(0);
                }

                ofCandidate[c] = number;
                ratings[number] += count;
            }
        }

        int[] bySize = [.. Enumerable.Range(0, ratings.Count).OrderByDescending(number => ratings[number])]; // OrderBy is stable
        var rank = new int[bySize.Length];
        for (int i = 0; i < bySize.Length; i++)
        {
            rank[bySize[i]] = i;
        }

        for (int c = 0; c < candidates; c++)
        {
            ofCandidate[c] = ofCandidate[c] < 0 ? -1 : rank[ofCandidate[c]];
        }

        var ofRater = new int[table.RaterCount];
        for (int r = 0; r < ofRater.Length; r++)
        {
            ofRater[r] = found.TryGetValue(sets.Find(candidates + r), out int number) ? rank[number] : -1;
        }

        FacetIndex byCandidate = FacetIndex.Build(ofCandidate, bySize.Length);
        FacetIndex byRater = FacetIndex.Build(ofRater, bySize.Length);
        var components = new Component[bySize.Length];
        for (int i = 0; i < components.Length; i++)
        {
            components[i] = new Component(i, byCandidate.SegmentOf(i), byRater.SegmentOf(i), ratings[bySize[i]]);
        }

        return new DesignGraph(table, components, ofCandidate, ofRater);
    }
}
