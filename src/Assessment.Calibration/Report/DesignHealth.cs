using Assessment.Calibration.Connectivity;

namespace Assessment.Calibration.Report;

/// <summary>Whether the design lets raters be compared, and what would mend it.</summary>
/// <param name="Components">The largest first; severities and fair scores compare within one only.</param>
/// <param name="ComponentOfRater">By rater: the component's place in <paramref name="Components"/>; −1 without ratings.</param>
/// <param name="ComponentOfCandidate">By candidate, likewise.</param>
/// <param name="BridgeRaters">Raters whose loss would split their component.</param>
/// <param name="JoiningPairings">The fewest new pairings that would join everything; empty when connected.</param>
/// <param name="Links">By rater.</param>
/// <param name="SharedPairs">Pairs of raters with candidates in common: how many, how strongly, the first of them.</param>
public sealed record DesignHealth(
    IReadOnlyList<Component> Components, IReadOnlyList<int> ComponentOfRater, IReadOnlyList<int> ComponentOfCandidate,
    IReadOnlyList<BridgeRater> BridgeRaters, IReadOnlyList<JoiningPairing> JoiningPairings, IReadOnlyList<RaterLinks> Links,
    SharedPairs SharedPairs)
{
    internal static DesignHealth Of(RatingTable table, CalibrationOptions options)
    {
        var graph = DesignGraph.Of(table);
        return new DesignHealth(
            graph.Components,
            [.. Enumerable.Range(0, table.RaterCount).Select(r => graph.FindComponentOfRater(r)?.Number ?? -1)],
            [.. Enumerable.Range(0, table.CandidateCount).Select(c => graph.FindComponentOfCandidate(c)?.Number ?? -1)],
            graph.BridgeRaters, graph.JoiningPairings(), RaterLinks.Of(table), SharedPairs.Of(graph, options.ListedPairs));
    }
}

/// <summary>How a rater hangs in the design.</summary>
/// <param name="Ratings">Ratings given.</param>
/// <param name="Candidates">Candidates rated.</param>
/// <param name="LinkedCandidates">Those whom at least one other rater rated too: only they tell severity from ability.</param>
public readonly record struct RaterLinks(int Ratings, int Candidates, int LinkedCandidates)
{
    /// <summary>By rater, in one pass.</summary>
    internal static RaterLinks[] Of(RatingTable table)
    {
        var links = new RaterLinks[table.RaterCount];
        var seen = new int[table.RaterCount]; // the last candidate, from 1
        var panel = new List<int>();
        for (int candidate = 0; candidate < table.CandidateCount; candidate++)
        {
            panel.Clear();
            for (int row = table.CandidateStarts[candidate]; row < table.CandidateStarts[candidate + 1]; row++)
            {
                int rater = table.Raters[row];
                links[rater] = links[rater] with { Ratings = links[rater].Ratings + 1 };
                if (seen[rater] != candidate + 1)
                {
                    seen[rater] = candidate + 1;
                    panel.Add(rater);
                }
            }

            foreach (int rater in panel)
            {
                links[rater] = links[rater] with
                {
                    Candidates = links[rater].Candidates + 1,
                    LinkedCandidates = links[rater].LinkedCandidates + (panel.Count > 1 ? 1 : 0),
                };
            }
        }

        return links;
    }
}

/// <summary>Pairs of raters with candidates in common.</summary>
/// <param name="Count">All such pairs.</param>
/// <param name="Fewest">Candidates that the least linked of them share; 0 without pairs.</param>
/// <param name="Median">Candidates that the middle pair shares; 0 without pairs.</param>
/// <param name="Most">Candidates that the most linked of them share; 0 without pairs.</param>
/// <param name="Listed">The first pairs, by rater.</param>
public sealed record SharedPairs(long Count, int Fewest, int Median, int Most, IReadOnlyList<RaterPair> Listed)
{
    internal static SharedPairs Of(DesignGraph graph, int listed)
    {
        var counts = new SortedDictionary<int, long>(); // pairs by shared candidates: streams, so that a million raters' pairs need no room
        var first = new List<RaterPair>();
        long count = 0;
        foreach (RaterPair pair in graph.SharedPairs())
        {
            count++;
            counts[pair.SharedCandidates] = counts.GetValueOrDefault(pair.SharedCandidates) + 1;
            if (first.Count < listed)
            {
                first.Add(pair);
            }
        }

        long below = 0;
        int median = 0;
        foreach (var (shared, pairs) in counts)
        {
            below += pairs;
            if (2 * below >= count)
            {
                median = shared;
                break;
            }
        }

        return new SharedPairs(count, count == 0 ? 0 : counts.First().Key, median, count == 0 ? 0 : counts.Last().Key, first);
    }
}
