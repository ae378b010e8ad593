using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>Traces of the candidates' blocks of C = M_c⁻¹ + G S⁻¹ G', the second part by probes and a low-rank part.</summary>
internal sealed class LocalTraces(
    CandidatePasses passes, Vector256<double>[][] probes, Vector256<double>[][] solutions, double[][] lowRank)
{
    private readonly MixedDesign _design = passes.Design;

    public (double Candidate, double Diagonal, double Dense) Run()
    {
        (Vector256<double>[] Large, Vector256<double>[] Small)[] columns = Grouped();
        double[][] sums = passes.Parts.New(() => new double[3]);
        passes.Parts.ForEach((part, from, to) =>
        {
            double[] sum = sums[part];
            Scratch scratch = passes.Parts.ScratchOf(part);
            var saved = new Saved(_design);
            for (int g = from; g < to; g++)
            {
                sum[0] += passes.Blocks.InverseDiagonal(g, scratch.Column, [], [], out var own);
                sum[1] += own.Diagonal;
                sum[2] += own.Dense;
                for (int group = 0; group < probes.Length; group++)
                {
                    passes.Candidates.LocalOfLarge(g, probes[group], scratch);
                    saved.Keep(passes.Blocks, g, scratch);
                    passes.Candidates.LocalOfLarge(g, solutions[group], scratch);
                    saved.Multiply(passes.Blocks, g, scratch, sum, 1.0 / (4 * probes.Length));
                }

                foreach (var (large, small) in columns)
                {
                    passes.Candidates.LocalOfAll(g, large, small, scratch);
                    saved.Keep(passes.Blocks, g, scratch);
                    saved.Multiply(passes.Blocks, g, scratch, sum, 1);
                }
            }
        });
        return (sums.Sum(s => s[0]), sums.Sum(s => s[1]), sums.Sum(s => s[2]));
    }

    private (Vector256<double>[] Large, Vector256<double>[] Small)[] Grouped()
    {
        var groups = new (Vector256<double>[], Vector256<double>[])[(lowRank.Length + 3) / 4];
        for (int group = 0; group < groups.Length; group++)
        {
            double At(int lane, int i) => (4 * group) + lane < lowRank.Length ? lowRank[(4 * group) + lane][i] : 0;
            Vector256<double> Four(int i) => Vector256.Create(At(0, i), At(1, i), At(2, i), At(3, i));
            groups[group] = (
                [.. Enumerable.Range(0, _design.LargeCount).Select(Four)],
                [.. Enumerable.Range(_design.LargeCount, _design.SmallCount).Select(Four)]);
        }

        return groups;
    }

    /// <summary>One side of a product of local solutions.</summary>
    private sealed class Saved(MixedDesign design)
    {
        private readonly Vector256<double>[] _diagonal = new Vector256<double>[design.MaxDiagonal];
        private readonly Vector256<double>[] _dense = new Vector256<double>[design.MaxDense];
        private Vector256<double> _candidate;

        public void Keep(LocalBlocks blocks, int g, Scratch scratch)
        {
            _candidate = scratch.Candidate;
            Array.Copy(scratch.Diagonal, _diagonal, blocks.DiagonalCount(g));
            Array.Copy(scratch.Dense, _dense, blocks.DenseCount(g));
        }

        public void Multiply(LocalBlocks blocks, int g, Scratch scratch, double[] sum, double weight)
        {
            sum[0] += weight * Vector256.Sum(_candidate * scratch.Candidate);
            for (int a = 0; a < blocks.DiagonalCount(g); a++)
            {
                sum[1] += weight * Vector256.Sum(_diagonal[a] * scratch.Diagonal[a]);
            }

            for (int b = 0; b < blocks.DenseCount(g); b++)
            {
                sum[2] += weight * Vector256.Sum(_dense[b] * scratch.Dense[b]);
            }
        }
    }
}
