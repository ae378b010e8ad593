namespace Assessment.Calibration.Rasch;

/// <summary>
/// Whether a connected subset can tell its criteria's difficulties from its raters' severities: a rater who rates one track only, of
/// candidates whose other track others rate, may be severe, or the track may be difficult.
/// </summary>
/// <remarks>
/// The additive design ability + leniency + easiness has a null vector when f over criteria exists with θ_n + ℓ_j + f_i = 0 for all
/// ratings. Criteria that one rater gave one candidate share f (blocks). Along a spanning tree of the candidate–rater graph every θ and
/// ℓ is a signed sum of the f of blocks; every other pair is a linear condition on f. With B blocks and conditions of rank B − 1 only
/// the harmless shift is left. Linear in pairs (times blocks); exact.
/// </remarks>
internal sealed class DesignLinks
{
    private DesignLinks(int[] criterionGroup, int[] raterSet, int raterSets)
    {
        CriterionGroup = criterionGroup;
        RaterSet = raterSet;
        RaterSetCount = raterSets;
    }

    /// <summary>Group of each local criterion: difficulties are comparable within a group.</summary>
    public int[] CriterionGroup { get; }

    /// <summary>Set of each local rater: severities are comparable within a set.</summary>
    public int[] RaterSet { get; }

    public int RaterSetCount { get; }

    public static DesignLinks Of(RaschPanel panel)
    {
        int[] block = Blocks(panel, out int blocks);
        int[] noSets = new int[panel.Raters.Length];
        if (blocks == 1)
        {
            return new DesignLinks(block, noSets, 1);
        }

        var walk = new DesignWalk(panel, block, blocks);
        walk.Run();
        if (walk.Conditions.Rank >= blocks - 1)
        {
            return new DesignLinks(new int[block.Length], noSets, 1);
        }

        int[] groupOfBlock = Number(Enumerable.Range(0, blocks).Select(b => walk.Conditions.Reduce(Unit(b, blocks))), out _);
        int[] raterSet = Number(Enumerable.Range(0, noSets.Length).Select(j => walk.Conditions.Reduce(walk.PotentialOfRater(j))), out int sets);
        return new DesignLinks([.. block.Select(b => groupOfBlock[b])], raterSet, sets);
    }

    private static double[] Unit(int index, int length)
    {
        var unit = new double[length];
        unit[index] = 1;
        return unit;
    }

    private static int[] Number(IEnumerable<double[]> vectors, out int count)
    {
        var numbers = new Dictionary<string, int>();
        int[] result = [.. vectors.Select(vector =>
        {
            string key = string.Join(';', vector.Select(v => Math.Round(v * 1e6)));
            return numbers.TryGetValue(key, out int number) ? number : numbers[key] = numbers.Count;
        })];
        count = numbers.Count;
        return result;
    }

    private static int[] Blocks(RaschPanel panel, out int blocks)
    {
        int[] parent = [.. Enumerable.Range(0, panel.Criteria.Length)];
        int separate = parent.Length;
        for (int p = 0; p < panel.PairCount && separate > 1; p++)
        {
            int a = Root(parent, panel.Criterion[panel.RowStarts[p]]);
            for (int row = panel.RowStarts[p] + 1; row < panel.RowStarts[p + 1]; row++)
            {
                int b = Root(parent, panel.Criterion[row]);
                if (a != b)
                {
                    parent[b] = a;
                    separate--;
                }
            }
        }

        var number = new Dictionary<int, int>();
        var block = new int[parent.Length];
        for (int i = 0; i < block.Length; i++)
        {
            int root = Root(parent, i);
            block[i] = number.TryGetValue(root, out int known) ? known : number[root] = number.Count;
        }

        blocks = number.Count;
        return block;
    }

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i)
        {
            i = parent[i] = parent[parent[i]];
        }

        return i;
    }
}
