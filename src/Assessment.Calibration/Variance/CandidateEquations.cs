using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>One candidate's equations, rows and units: its own effects solved for, its common ones gathered and scattered.</summary>
/// <remarks>All work space is the caller's; safe for several threads.</remarks>
internal sealed class CandidateEquations(MixedDesign design)
{
    private readonly DesignTerm[] _large = design.LargeTerms;
    private readonly bool _smallCriteria = design.SmallTerm is not null;

    public MixedDesign Design { get; } = design;

    public LocalBlocks Blocks { get; } = new(design);

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

    /// <summary>W'f of one candidate, added to the sums.</summary>
    public void ScatterRows(int g, Vector256<double>[] field, Vector256<double>[] large, Vector256<double>[] small)
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

    /// <summary>Takes the common effects off a field.</summary>
    public void SubtractCommon(int g, Vector256<double>[] large, Vector256<double>[] small, Vector256<double>[] field)
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

    /// <summary>What the large terms give a unit.</summary>
    public Vector256<double> LargeValue(int u, Vector256<double>[] x)
    {
        Vector256<double> sum = default;
        foreach (DesignTerm term in _large)
        {
            Vector256<double> value = x[term.Offset + term.UnitLevels[u]];
            sum += term.IsSlope ? value * Design.PeriodCoefficients[Design.UnitPeriods[u]] : value;
        }

        return sum;
    }

    /// <summary>Adds a unit's value to its large levels.</summary>
    public void Scatter(int u, Vector256<double> value, Vector256<double>[] result)
    {
        foreach (DesignTerm term in _large)
        {
            result[term.Offset + term.UnitLevels[u]] += term.IsSlope ? value * Design.PeriodCoefficients[Design.UnitPeriods[u]] : value;
        }
    }

    /// <summary>What the local solution in the scratch space gives a unit.</summary>
    public Vector256<double> LocalValue(int g, int u, Scratch scratch)
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

    /// <summary>Keeps lane 0 of the local solution.</summary>
    public void Store(int g, Scratch scratch, MixedSolution solution)
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
}
