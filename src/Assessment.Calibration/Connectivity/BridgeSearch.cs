namespace Assessment.Calibration.Connectivity;

/// <summary>A rater who holds a component together.</summary>
/// <param name="Rater">The rater's index.</param>
/// <param name="Component">The component that would fall apart without this rater.</param>
/// <param name="Parts">Into how many parts with raters of their own; ≥ 2. Candidates whom nobody else rated are no part.</param>
/// <param name="SmallestPartRaters">How many raters the smallest of those parts has.</param>
public sealed record BridgeRater(int Rater, Component Component, int Parts, int SmallestPartRaters);

/// <summary>Articulation points among raters (Hopcroft and Tarjan 1973, Communications of the ACM 16(6), 372–378), without recursion.</summary>
internal sealed class BridgeSearch
{
    private readonly RatingTable _table;
    private readonly int _candidates;
    private readonly int[] _discovered; // 0 = not yet
    private readonly int[] _low;
    private readonly int[] _parent;
    private readonly int[] _next; // how many of the node's rows have been looked at
    private readonly int[] _ratersBelow; // raters in the node's subtree, itself included
    private readonly int[] _cutParts; // parts with raters that hang on this rater alone
    private readonly int[] _cutRaters; // raters in those parts
    private readonly int[] _smallestCut;
    private int _clock;

    private BridgeSearch(RatingTable table)
    {
        _table = table;
        _candidates = table.CandidateCount;
        int nodes = _candidates + table.RaterCount;
        _discovered = new int[nodes];
        _low = new int[nodes];
        _parent = new int[nodes];
        _next = new int[nodes];
        _ratersBelow = new int[nodes];
        _cutParts = new int[table.RaterCount];
        _cutRaters = new int[table.RaterCount];
        _smallestCut = new int[table.RaterCount];
        _smallestCut.AsSpan().Fill(int.MaxValue);
    }

    public static IReadOnlyList<BridgeRater> Of(RatingTable table, int[] componentOfRater, IReadOnlyList<Component> components)
    {
        var search = new BridgeSearch(table);
        var bridges = new List<BridgeRater>();
        foreach (Component component in components)
        {
            search.Walk(search._candidates + component.Raters[0]);
        }

        for (int r = 0; r < table.RaterCount; r++)
        {
            if (componentOfRater[r] < 0)
            {
                continue;
            }

            Component component = components[componentOfRater[r]];
            int rest = component.Raters.Count - 1 - search._cutRaters[r];
            int parts = search._cutParts[r] + (rest > 0 ? 1 : 0);
            if (parts >= 2)
            {
                bridges.Add(new BridgeRater(r, component, parts, rest > 0 ? Math.Min(rest, search._smallestCut[r]) : search._smallestCut[r]));
            }
        }

        return bridges;
    }

    private void Walk(int root)
    {
        var stack = new Stack<int>();
        Enter(root, -1, stack);
        while (stack.TryPeek(out int node))
        {
            int neighbour = NextNeighbour(node);
            if (neighbour < 0)
            {
                stack.Pop();
                Leave(node);
            }
            else if (_discovered[neighbour] == 0)
            {
                Enter(neighbour, node, stack);
            }
            else if (neighbour != _parent[node])
            {
                _low[node] = Math.Min(_low[node], _discovered[neighbour]);
            }
        }
    }

    private void Enter(int node, int parent, Stack<int> stack)
    {
        _discovered[node] = _low[node] = ++_clock;
        _parent[node] = parent;
        _ratersBelow[node] = node >= _candidates ? 1 : 0;
        stack.Push(node);
    }

    private void Leave(int node)
    {
        int parent = _parent[node];
        if (parent < 0)
        {
            return;
        }

        _low[parent] = Math.Min(_low[parent], _low[node]);
        _ratersBelow[parent] += _ratersBelow[node];
        // Nothing below reaches above the parent (for the root this always holds): without it, the subtree stands alone.
        if (parent >= _candidates && _low[node] >= _discovered[parent] && _ratersBelow[node] > 0)
        {
            int rater = parent - _candidates;
            _cutParts[rater]++;
            _cutRaters[rater] += _ratersBelow[node];
            _smallestCut[rater] = Math.Min(_smallestCut[rater], _ratersBelow[node]);
        }
    }

    private int NextNeighbour(int node)
    {
        int place = _next[node]++;
        if (node < _candidates)
        {
            int row = _table.CandidateStarts[node] + place;
            return row < _table.CandidateStarts[node + 1] ? _candidates + _table.Raters[row] : -1;
        }

        ReadOnlySpan<int> rows = _table.ByRater.RowsOf(node - _candidates);
        return place < rows.Length ? _table.Candidates[rows[place]] : -1;
    }
}
