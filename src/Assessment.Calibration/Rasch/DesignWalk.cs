namespace Assessment.Calibration.Rasch;

/// <summary>Breadth-first walk over a subset's candidate–rater graph that writes every location as a sum of blocks' easiness.</summary>
internal sealed class DesignWalk
{
    private readonly RaschPanel _panel;
    private readonly int[] _block;
    private readonly int _blocks;
    private readonly int[] _raterStarts;
    private readonly int[] _raterPairs;
    private readonly int[] _candidateOfPair;
    private readonly int[] _potentials;
    private readonly bool[] _seen;

    public DesignWalk(RaschPanel panel, int[] block, int blocks)
    {
        (_panel, _block, _blocks) = (panel, block, blocks);
        Conditions = new LinearConditions(blocks);
        int nodes = panel.Candidates.Length + panel.Raters.Length;
        _potentials = new int[(long)nodes * blocks];
        _seen = new bool[nodes];
        _candidateOfPair = new int[panel.PairCount];
        _raterStarts = new int[panel.Raters.Length + 1];
        _raterPairs = new int[panel.PairCount];
        for (int p = 0; p < panel.PairCount; p++)
        {
            _raterStarts[panel.PairRater[p] + 1]++;
        }

        for (int j = 0; j < panel.Raters.Length; j++)
        {
            _raterStarts[j + 1] += _raterStarts[j];
        }

        int[] next = _raterStarts[..^1];
        for (int n = 0; n < panel.Candidates.Length; n++)
        {
            for (int p = panel.PairStarts[n]; p < panel.PairStarts[n + 1]; p++)
            {
                _candidateOfPair[p] = n;
                _raterPairs[next[panel.PairRater[p]]++] = p;
            }
        }
    }

    public LinearConditions Conditions { get; }

    /// <summary>ℓ of a rater as coefficients of the blocks' easiness.</summary>
    public double[] PotentialOfRater(int rater) =>
        [.. _potentials.AsSpan((_panel.Candidates.Length + rater) * _blocks, _blocks).ToArray().Select(v => (double)v)];

    public void Run()
    {
        var queue = new Queue<int>([0]);
        _seen[0] = true;
        while (queue.TryDequeue(out int node))
        {
            if (node < _panel.Candidates.Length)
            {
                for (int p = _panel.PairStarts[node]; p < _panel.PairStarts[node + 1]; p++)
                {
                    Visit(node, _panel.Candidates.Length + _panel.PairRater[p], p, queue);
                }
            }
            else
            {
                int rater = node - _panel.Candidates.Length;
                for (int at = _raterStarts[rater]; at < _raterStarts[rater + 1]; at++)
                {
                    Visit(node, _candidateOfPair[_raterPairs[at]], _raterPairs[at], queue);
                }
            }
        }
    }

    private void Visit(int from, int to, int pair, Queue<int> queue)
    {
        int block = _block[_panel.Criterion[_panel.RowStarts[pair]]];
        Span<int> source = _potentials.AsSpan(from * _blocks, _blocks), target = _potentials.AsSpan(to * _blocks, _blocks);
        if (!_seen[to])
        {
            _seen[to] = true;
            for (int b = 0; b < _blocks; b++)
            {
                target[b] = -source[b];
            }

            target[block]--;
            queue.Enqueue(to);
            return;
        }

        if (Conditions.Rank >= _blocks - 1)
        {
            return;
        }

        var condition = new double[_blocks];
        for (int b = 0; b < _blocks; b++)
        {
            condition[b] = source[b] + target[b];
        }

        condition[block]++;
        Conditions.Add(condition);
    }
}
