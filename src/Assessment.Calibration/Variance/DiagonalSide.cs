using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>The diagonal side of a candidate's block: its cells of one facet, eliminated by division.</summary>
/// <param name="design">The ratings; with a diagonal term.</param>
internal sealed class DiagonalSide(MixedDesign design)
{
    private readonly MixedDesign _design = design;
    private readonly int[] _levels = design.DiagonalTerm!.UnitLevels;
    private readonly int[] _denseLevels = design.DenseTerm?.UnitLevels ?? [];
    private readonly bool _hasDense = design.DenseTerm is not null;

    /// <summary>σ²_e / σ² of the term.</summary>
    public double Ratio { get; set; }

    public int Count(int g) => _design.DiagonalStarts[g + 1] - _design.DiagonalStarts[g];

    /// <summary>A unit's place among its candidate's cells.</summary>
    public int Of(int g, int u) => _levels[u] - _design.DiagonalStarts[g];

    /// <summary>Takes the cells out of the packed block; returns their log-determinant.</summary>
    public double Eliminate(int g, Span<double> h)
    {
        double logDeterminant = 0;
        int end = _design.UnitStarts[g + 1];
        int denseStart = _hasDense ? _design.DenseStarts[g] : 0;
        for (int u = _design.UnitStarts[g]; u < end;)
        {
            int level = _levels[u], last = u;
            while (last < end && _levels[last] == level)
            {
                last++;
            }

            double count = _design.DiagonalCounts[level], pivot = count + Ratio;
            logDeterminant += Math.Log(pivot);
            h[0] -= count * count / pivot;
            for (int v = u; _hasDense && v < last; v++)
            {
                int b = 1 + _denseLevels[v] - denseStart, row = b * (b + 1) / 2;
                double scaled = UnitCount(v) / pivot;
                h[row] -= scaled * count;
                for (int w = u; w < last; w++)
                {
                    int other = 1 + _denseLevels[w] - denseStart;
                    if (other <= b)
                    {
                        h[row + other] -= scaled * UnitCount(w);
                    }
                }
            }

            u = last;
        }

        return logDeterminant;
    }

    /// <summary>Brings the right-hand sides of the rest up to date.</summary>
    public void Reduce(int g, Scratch scratch)
    {
        int start = _design.DiagonalStarts[g], denseStart = _hasDense ? _design.DenseStarts[g] : 0;
        for (int a = 0; a < Count(g); a++)
        {
            scratch.Diagonal[a] *= 1 / (_design.DiagonalCounts[start + a] + Ratio);
        }

        Vector256<double> sum = default;
        for (int u = _design.UnitStarts[g]; u < _design.UnitStarts[g + 1]; u++)
        {
            Vector256<double> part = scratch.Diagonal[_levels[u] - start] * UnitCount(u);
            sum += part;
            if (_hasDense)
            {
                scratch.Dense[_denseLevels[u] - denseStart] -= part;
            }
        }

        scratch.Candidate -= sum;
    }

    /// <summary>Completes a solution once the rest is known.</summary>
    public void Substitute(int g, Scratch scratch)
    {
        int start = _design.DiagonalStarts[g], denseStart = _hasDense ? _design.DenseStarts[g] : 0;
        for (int u = _design.UnitStarts[g]; u < _design.UnitStarts[g + 1]; u++)
        {
            int a = _levels[u] - start;
            Vector256<double> other = _hasDense ? scratch.Candidate + scratch.Dense[_denseLevels[u] - denseStart] : scratch.Candidate;
            scratch.Diagonal[a] -= other * (UnitCount(u) / (_design.DiagonalCounts[start + a] + Ratio));
        }
    }

    /// <summary>Writes the cell's column of the rest of the block.</summary>
    public void FillColumn(int g, int cell, ref int u, Span<double> column)
    {
        int level = _design.DiagonalStarts[g] + cell;
        column.Clear();
        column[0] = _design.DiagonalCounts[level];
        for (; u < _design.UnitStarts[g + 1] && _levels[u] == level; u++)
        {
            if (_hasDense)
            {
                column[1 + _denseLevels[u] - _design.DenseStarts[g]] += UnitCount(u);
            }
        }
    }

    /// <summary>1 / (n + λ) of a cell.</summary>
    public double Inverse(int g, int cell) => 1 / (_design.DiagonalCounts[_design.DiagonalStarts[g] + cell] + Ratio);

    private double UnitCount(int u) => _design.UnitRows[u + 1] - _design.UnitRows[u];
}
