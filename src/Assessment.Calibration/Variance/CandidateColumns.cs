using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>The columns of the common design matrix that one candidate touches, and its local solutions for them.</summary>
internal sealed class CandidateColumns(MixedDesign design, int order)
{
    private readonly DesignTerm[] _large = design.LargeTerms;
    private readonly int[] _position = new int[order];
    private int[] _columns = new int[64];
    private double[] _local = [];
    private Vector256<double>[] _sums = new Vector256<double>[64];
    private int _count;

    /// <summary>Adds the candidate's W'V⁻¹W to the lower triangle of <paramref name="target"/>.</summary>
    public void Accumulate(int g, CandidatePasses passes, Scratch scratch, double[] target)
    {
        Collect(g);
        for (int group = 0; group * 4 < _count; group++)
        {
            FillColumns(g, group, scratch.Field);
            passes.Candidates.ProjectRows(g, scratch.Field, scratch);
            Array.Clear(_sums, 0, _count);
            Scatter(g, scratch.Field);
            for (int i = 0; i < _count; i++)
            {
                for (int lane = 0; lane < 4 && (4 * group) + lane < _count; lane++)
                {
                    int row = _columns[i], column = _columns[(4 * group) + lane];
                    if (row >= column)
                    {
                        target[(row * order) + column] += _sums[i][lane];
                    }
                }
            }
        }

        Release();
    }

    /// <summary>Finds M⁻¹ Z'W of the candidate: one row per own effect, one column per touched column.</summary>
    public void SolveAll(int g, CandidatePasses passes, Scratch scratch)
    {
        Collect(g);
        int diagonals = passes.Blocks.DiagonalCount(g), denses = passes.Blocks.DenseCount(g);
        if (_local.Length < (1 + diagonals + denses) * _count)
        {
            _local = new double[(1 + diagonals + denses) * _count];
        }

        for (int group = 0; group * 4 < _count; group++)
        {
            FillColumns(g, group, scratch.Field);
            passes.Candidates.SolveRows(g, scratch.Field, scratch);
            for (int lane = 0; lane < 4 && (4 * group) + lane < _count; lane++)
            {
                int column = (4 * group) + lane;
                _local[column] = scratch.Candidate[lane];
                for (int a = 0; a < diagonals; a++)
                {
                    _local[((1 + a) * _count) + column] = scratch.Diagonal[a][lane];
                }

                for (int b = 0; b < denses; b++)
                {
                    _local[((1 + diagonals + b) * _count) + column] = scratch.Dense[b][lane];
                }
            }
        }

        Release();
    }

    /// <summary>Row l of the local solutions, times the matrix, times itself.</summary>
    public double Quadratic(int l, double[] matrix)
    {
        ReadOnlySpan<double> row = _local.AsSpan(l * _count, _count);
        double sum = 0;
        for (int i = 0; i < _count; i++)
        {
            ReadOnlySpan<double> line = matrix.AsSpan(_columns[i] * order, order);
            double off = 0;
            for (int j = 0; j < i; j++)
            {
                off += row[j] * line[_columns[j]];
            }

            sum += row[i] * ((2 * off) + (row[i] * line[_columns[i]]));
        }

        return sum;
    }

    /// <summary>Row l of the local solutions, times column <paramref name="column"/> of the matrix, with the sign of C.</summary>
    public double Bilinear(int l, double[] matrix, int column)
    {
        double sum = 0;
        for (int i = 0; i < _count; i++)
        {
            sum -= _local[(l * _count) + i] * matrix[(_columns[i] * order) + column];
        }

        return sum;
    }

    /// <summary>Σ of squares of row l over the large columns, weighted.</summary>
    public double Weighted(int l, double[] weights)
    {
        double sum = 0;
        for (int i = 0; i < _count; i++)
        {
            double value = _local[(l * _count) + i];
            sum += _columns[i] < weights.Length ? value * value * weights[_columns[i]] : 0;
        }

        return sum;
    }

    /// <summary>Σ over the given vectors of (row l times vector)².</summary>
    public double SquaredProducts(int l, double[][] vectors)
    {
        double sum = 0;
        foreach (double[] vector in vectors)
        {
            double product = 0;
            for (int i = 0; i < _count; i++)
            {
                product += _local[(l * _count) + i] * vector[_columns[i]];
            }

            sum += product * product;
        }

        return sum;
    }

    private void Collect(int g)
    {
        _count = 0;
        for (int u = design.UnitStarts[g]; u < design.UnitStarts[g + 1]; u++)
        {
            foreach (DesignTerm term in _large)
            {
                Touch(term.Offset + term.UnitLevels[u]);
            }

            for (int row = design.UnitRows[u]; design.SmallTerm is not null && row < design.UnitRows[u + 1]; row++)
            {
                Touch(design.LargeCount + design.Criteria[row]);
            }
        }

        for (int f = 0; f < design.FixedCount && design.RowStarts[g] < design.RowStarts[g + 1]; f++)
        {
            Touch(design.LargeCount + design.Intercept + f);
        }
    }

    private void Touch(int column)
    {
        if (_position[column] == 0)
        {
            if (_count == _columns.Length)
            {
                Array.Resize(ref _columns, 2 * _count);
                _sums = new Vector256<double>[2 * _count];
            }

            _columns[_count++] = column;
            _position[column] = _count;
        }
    }

    private void Release()
    {
        for (int i = 0; i < _count; i++)
        {
            _position[_columns[i]] = 0;
        }
    }

    private void FillColumns(int g, int group, Vector256<double>[] field)
    {
        int start = design.RowStarts[g], rows = design.RowStarts[g + 1] - start, first = 4 * group;
        Span<double> lanes = MemoryMarshal.Cast<Vector256<double>, double>(field.AsSpan(0, rows));
        lanes.Clear();
        for (int u = design.UnitStarts[g]; u < design.UnitStarts[g + 1]; u++)
        {
            double period = design.HasTrend ? design.PeriodCoefficients[design.UnitPeriods[u]] : 0;
            for (int row = design.UnitRows[u] - start; row < design.UnitRows[u + 1] - start; row++)
            {
                Span<double> four = lanes.Slice(4 * row, 4);
                foreach (DesignTerm term in _large)
                {
                    Set(four, term.Offset + term.UnitLevels[u], first, term.IsSlope ? period : 1);
                }

                if (design.SmallTerm is not null)
                {
                    Set(four, design.LargeCount + design.Criteria[start + row], first, 1);
                }

                Set(four, design.LargeCount + design.Intercept, first, 1);
                if (design.HasTrend)
                {
                    Set(four, design.LargeCount + design.Intercept + 1, first, period);
                }
            }
        }
    }

    private void Set(Span<double> four, int column, int first, double value)
    {
        int lane = _position[column] - 1 - first;
        if ((uint)lane < 4)
        {
            four[lane] += value;
        }
    }

    private void Scatter(int g, Vector256<double>[] field)
    {
        int start = design.RowStarts[g];
        for (int u = design.UnitStarts[g]; u < design.UnitStarts[g + 1]; u++)
        {
            Vector256<double> sum = default;
            for (int row = design.UnitRows[u]; row < design.UnitRows[u + 1]; row++)
            {
                Vector256<double> value = field[row - start];
                sum += value;
                if (design.SmallTerm is not null)
                {
                    _sums[_position[design.LargeCount + design.Criteria[row]] - 1] += value;
                }
            }

            double period = design.HasTrend ? design.PeriodCoefficients[design.UnitPeriods[u]] : 0;
            foreach (DesignTerm term in _large)
            {
                _sums[_position[term.Offset + term.UnitLevels[u]] - 1] += term.IsSlope ? sum * period : sum;
            }

            _sums[_position[design.LargeCount + design.Intercept] - 1] += sum;
            if (design.HasTrend)
            {
                _sums[_position[design.LargeCount + design.Intercept + 1] - 1] += sum * period;
            }
        }
    }
}
