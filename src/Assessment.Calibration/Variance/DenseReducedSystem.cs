using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>The common terms' equations as one dense matrix, factored and inverted exactly.</summary>
internal sealed class DenseReducedSystem : ReducedSystem
{
    private readonly int _order;
    private readonly int _fixedFrom;
    private readonly double[] _inverse;
    private readonly double[][] _partSums;
    private readonly CandidateColumns[] _columns;

    public DenseReducedSystem(CandidatePasses passes)
        : base(passes)
    {
        _order = Design.LargeCount + Design.SmallCount;
        _fixedFrom = _order - Design.FixedCount;
        _inverse = new double[_order * _order];
        _partSums = passes.Parts.New(() => Array.Empty<double>());
        _partSums[0] = _inverse;
        for (int part = 1; part < passes.Parts.Count; part++)
        {
            _partSums[part] = new double[_order * _order];
        }

        _columns = passes.Parts.New(() => new CandidateColumns(Design, _order));
    }

    public override string Method => "exact";

    public override void Solve(Vector256<double>[] large, Vector256<double>[] small, int slot)
    {
        var right = new Vector256<double>[_order];
        large.CopyTo(right, 0);
        small.CopyTo(right, large.Length);
        for (int i = 0; i < _order; i++)
        {
            Vector256<double> sum = default;
            ReadOnlySpan<double> row = _inverse.AsSpan(i * _order, _order);
            for (int j = 0; j < row.Length; j++)
            {
                sum += right[j] * row[j];
            }

            (i < large.Length ? large : small)[i < large.Length ? i : i - large.Length] = sum;
        }
    }

    public override InverseDiagonal Diagonal()
    {
        var diagonal = new InverseDiagonal(Design);
        double[,] fixedInverse = FixedInverse();
        Span<double> weights = stackalloc double[2];
        for (int i = 0; i < _order; i++)
        {
            double total = _inverse[(i * _order) + i];
            _inverse.AsSpan((i * _order) + _fixedFrom, Design.FixedCount).CopyTo(weights);
            double conditional = i >= _fixedFrom ? 0 : total - Quadratic(fixedInverse, weights);
            bool large = i < Design.LargeCount;
            int at = large ? i : i - Design.LargeCount;
            (large ? diagonal.Total.Large : diagonal.Total.Small)[at] = total;
            (large ? diagonal.Conditional.Large : diagonal.Conditional.Small)[at] = conditional;
        }

        Passes.Parts.ForEach((part, from, to) =>
        {
            for (int g = from; g < to; g++)
            {
                LocalDiagonal(g, part, fixedInverse, diagonal);
            }
        });
        return diagonal;
    }

    protected override bool FactorCommon(double[] ratios, double localLogDeterminant)
    {
        Passes.Parts.ForEach((part, from, to) =>
        {
            Array.Clear(_partSums[part]);
            for (int g = from; g < to; g++)
            {
                _columns[part].Accumulate(g, Passes, Passes.Parts.ScratchOf(part), _partSums[part]);
            }
        });
        for (int part = 1; part < Passes.Parts.Count; part++)
        {
            double[] add = _partSums[part];
            for (int i = 0; i < add.Length; i++)
            {
                _inverse[i] += add[i];
            }
        }

        for (int t = 0; t < Design.Terms.Length; t++)
        {
            DesignTerm term = Design.Terms[t];
            for (int i = 0, at = FirstOf(term); i < term.Count && at >= 0; i++, at++)
            {
                _inverse[(at * _order) + at] += ratios[t];
            }
        }

        double common = DenseInverse.Invert(_inverse, _order);
        LogDeterminant = common + localLogDeterminant;
        if (double.IsNaN(LogDeterminant))
        {
            return false;
        }

        SetTraces();
        return true;
    }

    private int FirstOf(DesignTerm term) => term.Place switch
    {
        TermPlace.Large => term.Offset,
        TermPlace.Small => Design.LargeCount + term.Offset,
        _ => -1,
    };

    private void SetTraces()
    {
        for (int t = 0; t < Design.Terms.Length; t++)
        {
            DesignTerm term = Design.Terms[t];
            for (int i = 0, at = FirstOf(term); i < term.Count && at >= 0; i++, at++)
            {
                Traces[t] += _inverse[(at * _order) + at];
            }
        }

        var sums = new (double Candidate, double Diagonal, double Dense)[Passes.Parts.Count];
        Passes.Parts.ForEach((part, from, to) =>
        {
            (double Candidate, double Diagonal, double Dense) sum = default;
            Scratch scratch = Passes.Parts.ScratchOf(part);
            for (int g = from; g < to; g++)
            {
                sum.Candidate += Passes.Blocks.InverseDiagonal(g, scratch.Column, [], [], out var traces);
                sum.Diagonal += traces.Diagonal;
                sum.Dense += traces.Dense;
                CandidateColumns columns = _columns[part];
                columns.SolveAll(g, Passes, scratch);
                sum.Candidate += columns.Quadratic(0, _inverse);
                for (int a = 0; a < Passes.Blocks.DiagonalCount(g); a++)
                {
                    sum.Diagonal += columns.Quadratic(1 + a, _inverse);
                }

                for (int b = 0; b < Passes.Blocks.DenseCount(g); b++)
                {
                    sum.Dense += columns.Quadratic(1 + Passes.Blocks.DiagonalCount(g) + b, _inverse);
                }
            }

            sums[part] = sum;
        });
        foreach (var (candidate, diagonal, dense) in sums)
        {
            AddTrace(TermPlace.Candidate, candidate);
            AddTrace(TermPlace.Diagonal, diagonal);
            AddTrace(TermPlace.Dense, dense);
        }
    }

    private void LocalDiagonal(int g, int part, double[,] fixedInverse, InverseDiagonal result)
    {
        LocalBlocks blocks = Passes.Blocks;
        int diagonals = blocks.DiagonalCount(g), denses = blocks.DenseCount(g);
        var own = new double[1 + diagonals + denses];
        Scratch scratch = Passes.Parts.ScratchOf(part);
        own[0] = blocks.InverseDiagonal(g, scratch.Column, own.AsSpan(1, diagonals), own.AsSpan(1 + diagonals), out _);
        CandidateColumns columns = _columns[part];
        columns.SolveAll(g, Passes, scratch);
        Span<double> weights = stackalloc double[2];
        for (int l = 0; l < own.Length; l++)
        {
            double total = own[l] + columns.Quadratic(l, _inverse);
            for (int f = 0; f < Design.FixedCount; f++)
            {
                weights[f] = columns.Bilinear(l, _inverse, _fixedFrom + f);
            }

            double conditional = total - Quadratic(fixedInverse, weights);
            if (l == 0)
            {
                (result.Total.Candidate[g], result.Conditional.Candidate[g]) = (total, conditional);
            }
            else if (l <= diagonals)
            {
                int at = Design.DiagonalStarts[g] + l - 1;
                (result.Total.Diagonal[at], result.Conditional.Diagonal[at]) = (total, conditional);
            }
            else
            {
                int at = Design.DenseStarts[g] + l - 1 - diagonals;
                (result.Total.Dense[at], result.Conditional.Dense[at]) = (total, conditional);
            }
        }
    }

    /// <summary>Inverse of the fixed effects' block of C.</summary>
    private double[,] FixedInverse()
    {
        double At(int i, int j) => _inverse[((_fixedFrom + i) * _order) + _fixedFrom + j];
        return FixedBlock.Inverse(Design.FixedCount, At);
    }

    private static double Quadratic(double[,] matrix, ReadOnlySpan<double> x) => FixedBlock.Quadratic(matrix, x);
}
