using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>Passes over the ratings, candidate by candidate, in a fixed partition with an ordered reduction.</summary>
/// <remarks>
/// With candidates eliminated the equations are (W'V⁻¹W + Λ) x = W'V⁻¹y, where W holds the common terms and V⁻¹ is
/// I − Z M⁻¹ Z' of the candidate's own terms (all in units of σ²_e). The number of parts depends on the table only, so that the
/// sums are the same on any machine.
/// </remarks>
internal sealed class CandidatePasses
{
    private const int RowsPerPart = 40_000;
    private const int MaxParts = 8;
    private readonly DesignTerm[] _large;
    private readonly bool _smallCriteria;
    private readonly int[] _parts;
    private readonly Scratch[] _scratch;
    private readonly Vector256<double>[][] _largeSums;
    private readonly Vector256<double>[][] _smallSums;

    public CandidatePasses(MixedDesign design)
    {
        Design = design;
        Blocks = new LocalBlocks(design);
        _large = design.LargeTerms;
        _smallCriteria = design.SmallTerm is not null;
        int parts = Math.Clamp(design.Rows / RowsPerPart, 1, MaxParts);
        _parts = new int[parts + 1];
        for (int part = 1, g = 0; part <= parts; part++)
        {
            long target = (long)design.Rows * part / parts;
            while (g < design.Groups && (part == parts || design.RowStarts[g] < target))
            {
                g++;
            }

            _parts[part] = g;
        }

        _scratch = NewParts(() => new Scratch(design));
        _largeSums = NewParts(() => new Vector256<double>[design.LargeCount]);
        _smallSums = NewParts(() => new Vector256<double>[design.SmallCount]);
    }

    public MixedDesign Design { get; }

    public LocalBlocks Blocks { get; }

    public int Parts => _parts.Length - 1;

    public T[] NewParts<T>(Func<T> make) => [.. Enumerable.Range(0, _parts.Length - 1).Select(_ => make())];

    public Scratch ScratchOf(int part) => _scratch[part];

    /// <summary>Runs the body on each part, in parallel: (part, first candidate, end).</summary>
    public void ForEachPart(Action<int, int, int> body) =>
        Parallel.For(0, Parts, part => body(part, _parts[part], _parts[part + 1]));

    /// <summary>Renews the candidates' factors; returns their log-determinant.</summary>
    public double Factor(double candidate, double diagonal, double dense)
    {
        Blocks.SetRatios(candidate, diagonal, dense);
        var sums = new double[Parts];
        ForEachPart((part, from, to) =>
        {
            double sum = 0;
            for (int g = from; g < to; g++)
            {
                sum += Blocks.Factor(g);
            }

            sums[part] = sum;
        });
        return sums.Sum();
    }

    /// <summary>W'V⁻¹f for four fields.</summary>
    public void Forward(FieldSource source, Vector256<double>[] large, Vector256<double>[] small)
    {
        ForEachPart((part, from, to) =>
        {
            Scratch scratch = _scratch[part];
            Array.Clear(_largeSums[part]);
            Array.Clear(_smallSums[part]);
            for (int g = from; g < to; g++)
            {
                source.Fill(g, scratch.Field);
                ProjectRows(g, scratch.Field, scratch);
                ScatterRows(g, scratch.Field, _largeSums[part], _smallSums[part]);
            }
        });
        Reduce(_largeSums, large);
        Reduce(_smallSums, small);
    }

    /// <summary>Candidate-specific solutions and residuals, given lane 0 of the common solution.</summary>
    public void Substitute(FieldSource source, Vector256<double>[] large, Vector256<double>[] small, MixedSolution solution)
    {
        var residual = new double[Parts];
        var weighted = new double[Parts];
        ForEachPart((part, from, to) =>
        {
            Scratch scratch = _scratch[part];
            for (int g = from; g < to; g++)
            {
                source.Fill(g, scratch.Field);
                SubtractCommon(g, large, small, scratch.Field);
                ProjectRows(g, scratch.Field, scratch);
                Store(g, scratch, solution);
                int start = Design.RowStarts[g], end = Design.RowStarts[g + 1];
                for (int row = start; row < end; row++)
                {
                    double e = scratch.Field[row - start].ToScalar();
                    residual[part] += e * e;
                    weighted[part] += e * (Design.Levels[row] - Design.Mean);
                }
            }
        });
        (solution.ResidualSquares, solution.WeightedSquares) = (residual.Sum(), weighted.Sum());
        for (int i = 0; i < large.Length; i++)
        {
            solution.Large[i] = large[i].ToScalar();
        }

        for (int i = 0; i < small.Length; i++)
        {
            solution.Small[i] = small[i].ToScalar();
        }
    }

    /// <summary>f'(g − fit of g) for the four lanes of <paramref name="left"/> (rows) and <paramref name="right"/> (lanes).</summary>
    public Vector256<double>[] Products(FieldSource left, FieldSource right, Vector256<double>[] large, Vector256<double>[] small)
    {
        Vector256<double>[][] sums = NewParts(() => new Vector256<double>[4]);
        ForEachPart((part, from, to) =>
        {
            Scratch scratch = _scratch[part];
            Vector256<double>[] sum = sums[part];
            for (int g = from; g < to; g++)
            {
                right.Fill(g, scratch.Field);
                SubtractCommon(g, large, small, scratch.Field);
                ProjectRows(g, scratch.Field, scratch);
                left.Fill(g, scratch.Second);
                int count = Design.RowStarts[g + 1] - Design.RowStarts[g];
                for (int row = 0; row < count; row++)
                {
                    Vector256<double> f = scratch.Second[row], e = scratch.Field[row];
                    for (int lane = 0; lane < 4; lane++)
                    {
                        sum[lane] += e * f[lane];
                    }
                }
            }
        });
        var total = new Vector256<double>[4];
        Reduce(sums, total);
        return total;
    }

    /// <summary>Candidates alone inside, one large term outside: <see cref="LargeDiagonal"/> is then exact.</summary>
    public bool IsPlain => Blocks.IsScalar && _large is [{ IsSlope: false }];

    /// <summary>(W'V⁻¹W) x over the large terms; the ratios are the caller's.</summary>
    public void ApplyLarge(Vector256<double>[] x, Vector256<double>[] result)
    {
        bool plain = IsPlain;
        ForEachPart((part, from, to) =>
        {
            Array.Clear(_largeSums[part]);
            for (int g = from; g < to; g++)
            {
                if (plain)
                {
                    ApplyPlain(g, x, _largeSums[part]);
                }
                else
                {
                    ApplyUnits(g, x, _largeSums[part], _scratch[part]);
                }
            }
        });
        Reduce(_largeSums, result);
    }

    /// <summary>Diagonal of W'V⁻¹W over the large terms, or an upper bound of it when not <see cref="IsPlain"/>.</summary>
    public void LargeDiagonal(double[] result)
    {
        Array.Clear(result);
        for (int g = 0; g < Design.Groups; g++)
        {
            double inverse = Blocks.IsScalar && !Design.HasTrend ? Blocks.ScalarInverse(g) : 0;
            for (int u = Design.UnitStarts[g]; u < Design.UnitStarts[g + 1]; u++)
            {
                double n = Design.UnitRows[u + 1] - Design.UnitRows[u];
                foreach (DesignTerm term in _large)
                {
                    double c = term.IsSlope ? Design.PeriodCoefficients[Design.UnitPeriods[u]] : 1;
                    result[term.Offset + term.UnitLevels[u]] += n * c * c * (1 - (n * inverse));
                }
            }
        }
    }

    /// <summary>Local solution of Z'W x, x over the large terms, left in the scratch space (sign: +).</summary>
    public void LocalOfLarge(int g, Vector256<double>[] x, Scratch scratch)
    {
        ClearLocal(g, scratch);
        for (int u = Design.UnitStarts[g]; u < Design.UnitStarts[g + 1]; u++)
        {
            Gather(g, u, LargeValue(u, x) * (Design.UnitRows[u + 1] - Design.UnitRows[u]), scratch);
        }

        Blocks.Solve(g, scratch);
    }

    /// <summary>Local solution of Z'(W x) over large and small terms, left in the scratch space (sign: +).</summary>
    public void LocalOfAll(int g, Vector256<double>[] large, Vector256<double>[] small, Scratch scratch)
    {
        int count = Design.RowStarts[g + 1] - Design.RowStarts[g];
        Array.Clear(scratch.Field, 0, count);
        SubtractCommon(g, large, small, scratch.Field);
        SolveRows(g, scratch.Field, scratch);
        scratch.Candidate = -scratch.Candidate;
        for (int a = 0; a < Blocks.DiagonalCount(g); a++)
        {
            scratch.Diagonal[a] = -scratch.Diagonal[a];
        }

        for (int b = 0; b < Blocks.DenseCount(g); b++)
        {
            scratch.Dense[b] = -scratch.Dense[b];
        }
    }

    /// <summary>Local solution of Z'f.</summary>
    public void SolveRows(int g, Vector256<double>[] field, Scratch scratch)
    {
        ClearLocal(g, scratch);
        int start = Design.RowStarts[g];
        for (int u = Design.UnitStarts[g]; u < Design.UnitStarts[g + 1]; u++)
        {
            Vector256<double> sum = default;
            for (int row = Design.UnitRows[u]; row < Design.UnitRows[u + 1]; row++)
            {
                sum += field[row - start];
            }

            Gather(g, u, sum, scratch);
        }

        Blocks.Solve(g, scratch);
    }

    /// <summary>V⁻¹f in place; the local solution stays in the scratch space.</summary>
    public void ProjectRows(int g, Vector256<double>[] field, Scratch scratch)
    {
        SolveRows(g, field, scratch);
        int start = Design.RowStarts[g];
        for (int u = Design.UnitStarts[g]; u < Design.UnitStarts[g + 1]; u++)
        {
            Vector256<double> local = LocalValue(g, u, scratch);
            for (int row = Design.UnitRows[u]; row < Design.UnitRows[u + 1]; row++)
            {
                field[row - start] -= local;
            }
        }
    }

    private static void Reduce(Vector256<double>[][] parts, Vector256<double>[] result)
    {
        parts[0].CopyTo(result, 0);
        for (int part = 1; part < parts.Length; part++)
        {
            Vector256<double>[] add = parts[part];
            for (int i = 0; i < result.Length; i++)
            {
                result[i] += add[i];
            }
        }
    }

    private void ScatterRows(int g, Vector256<double>[] field, Vector256<double>[] large, Vector256<double>[] small)
    {
        int start = Design.RowStarts[g];
        Vector256<double> all = default;
        for (int u = Design.UnitStarts[g]; u < Design.UnitStarts[g + 1]; u++)
        {
            Vector256<double> sum = default;
            for (int row = Design.UnitRows[u]; row < Design.UnitRows[u + 1]; row++)
            {
                Vector256<double> value = field[row - start];
                sum += value;
                if (_smallCriteria)
                {
                    small[Design.Criteria[row]] += value;
                }
            }

            Scatter(u, sum, large);
            all += sum;
            if (Design.HasTrend)
            {
                small[Design.Intercept + 1] += sum * Design.PeriodCoefficients[Design.UnitPeriods[u]];
            }
        }

        small[Design.Intercept] += all;
    }

    private void SubtractCommon(int g, Vector256<double>[] large, Vector256<double>[] small, Vector256<double>[] field)
    {
        int start = Design.RowStarts[g];
        for (int u = Design.UnitStarts[g]; u < Design.UnitStarts[g + 1]; u++)
        {
            Vector256<double> common = LargeValue(u, large) + small[Design.Intercept];
            if (Design.HasTrend)
            {
                common += small[Design.Intercept + 1] * Design.PeriodCoefficients[Design.UnitPeriods[u]];
            }

            for (int row = Design.UnitRows[u]; row < Design.UnitRows[u + 1]; row++)
            {
                field[row - start] -= _smallCriteria ? common + small[Design.Criteria[row]] : common;
            }
        }
    }

    private void ApplyPlain(int g, Vector256<double>[] x, Vector256<double>[] result)
    {
        int first = Design.UnitStarts[g], end = Design.UnitStarts[g + 1];
        ReadOnlySpan<int> levels = _large[0].UnitLevels.AsSpan(first, end - first);
        ReadOnlySpan<int> rows = Design.UnitRows.AsSpan(first, levels.Length + 1);
        Vector256<double> sum = default;
        for (int u = 0; u < levels.Length; u++)
        {
            sum += x[levels[u]] * (rows[u + 1] - rows[u]);
        }

        sum *= Blocks.ScalarInverse(g);
        for (int u = 0; u < levels.Length; u++)
        {
            result[levels[u]] += (x[levels[u]] - sum) * (rows[u + 1] - rows[u]);
        }
    }

    private void ApplyUnits(int g, Vector256<double>[] x, Vector256<double>[] result, Scratch scratch)
    {
        LocalOfLarge(g, x, scratch);
        for (int u = Design.UnitStarts[g]; u < Design.UnitStarts[g + 1]; u++)
        {
            double rows = Design.UnitRows[u + 1] - Design.UnitRows[u];
            Scatter(u, (LargeValue(u, x) - LocalValue(g, u, scratch)) * rows, result);
        }
    }

    private Vector256<double> LargeValue(int u, Vector256<double>[] x)
    {
        Vector256<double> sum = default;
        foreach (DesignTerm term in _large)
        {
            Vector256<double> value = x[term.Offset + term.UnitLevels[u]];
            sum += term.IsSlope ? value * Design.PeriodCoefficients[Design.UnitPeriods[u]] : value;
        }

        return sum;
    }

    private void Scatter(int u, Vector256<double> value, Vector256<double>[] result)
    {
        foreach (DesignTerm term in _large)
        {
            result[term.Offset + term.UnitLevels[u]] += term.IsSlope ? value * Design.PeriodCoefficients[Design.UnitPeriods[u]] : value;
        }
    }

    private void ClearLocal(int g, Scratch scratch)
    {
        scratch.Candidate = default;
        if (!Blocks.IsScalar)
        {
            Array.Clear(scratch.Diagonal, 0, Blocks.DiagonalCount(g));
            Array.Clear(scratch.Dense, 0, Blocks.DenseCount(g));
        }
    }

    private void Gather(int g, int u, Vector256<double> sum, Scratch scratch)
    {
        scratch.Candidate += sum;
        if (Blocks.HasDiagonal)
        {
            scratch.Diagonal[Blocks.DiagonalOf(g, u)] += sum;
        }

        if (Blocks.HasDense)
        {
            scratch.Dense[Blocks.DenseOf(g, u)] += sum;
        }
    }

    private Vector256<double> LocalValue(int g, int u, Scratch scratch)
    {
        Vector256<double> value = scratch.Candidate;
        if (Blocks.HasDiagonal)
        {
            value += scratch.Diagonal[Blocks.DiagonalOf(g, u)];
        }

        if (Blocks.HasDense)
        {
            value += scratch.Dense[Blocks.DenseOf(g, u)];
        }

        return value;
    }

    private void Store(int g, Scratch scratch, MixedSolution solution)
    {
        solution.Candidate[g] = scratch.Candidate.ToScalar();
        for (int a = 0; a < Blocks.DiagonalCount(g); a++)
        {
            solution.Diagonal[Design.DiagonalStarts[g] + a] = scratch.Diagonal[a].ToScalar();
        }

        for (int b = 0; b < Blocks.DenseCount(g); b++)
        {
            solution.Dense[Design.DenseStarts[g] + b] = scratch.Dense[b].ToScalar();
        }
    }
}
