using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>Four values per rating: the vectors to which the mixed-model operator is applied, made candidate by candidate.</summary>
internal abstract class FieldSource
{
    /// <summary>Writes the fields of candidate <paramref name="g"/>, row by row, to the start of <paramref name="field"/>.</summary>
    public abstract void Fill(int g, Vector256<double>[] field);
}

/// <summary>Lane 0: the ratings less their mean.</summary>
internal sealed class LevelField(MixedDesign design) : FieldSource
{
    public override void Fill(int g, Vector256<double>[] field)
    {
        int start = design.RowStarts[g], end = design.RowStarts[g + 1];
        for (int row = start; row < end; row++)
        {
            field[row - start] = Vector256.CreateScalar(design.Levels[row] - design.Mean);
        }
    }
}

/// <summary>Columns 4·group … 4·group + 3 of the small part's design matrix (criteria, intercept, trend).</summary>
internal sealed class SmallColumnField(MixedDesign design, int group) : FieldSource
{
    public override void Fill(int g, Vector256<double>[] field)
    {
        int start = design.RowStarts[g], end = design.RowStarts[g + 1];
        Span<double> lanes = MemoryMarshal.Cast<Vector256<double>, double>(field.AsSpan(0, end - start));
        lanes.Clear();
        int intercept = design.Intercept - (4 * group), trend = design.HasTrend ? intercept + 1 : -1;
        bool criteria = design.SmallTerm is not null;
        for (int u = design.UnitStarts[g]; u < design.UnitStarts[g + 1]; u++)
        {
            for (int row = design.UnitRows[u]; row < design.UnitRows[u + 1]; row++)
            {
                Span<double> four = lanes.Slice((row - start) * 4, 4);
                int criterion = design.Criteria[row] - (4 * group);
                if (criteria && (uint)criterion < 4)
                {
                    four[criterion] = 1;
                }

                if ((uint)intercept < 4)
                {
                    four[intercept] = 1;
                }

                if ((uint)trend < 4)
                {
                    four[trend] = design.PeriodCoefficients[design.UnitPeriods[u]];
                }
            }
        }
    }
}

/// <summary>
/// The working vectors of average information, unscaled: lane t of group k is Z u of term 4k + t, and the residuals in the lane after
/// the last term (Gilmour, Thompson and Cullis 1995).
/// </summary>
internal sealed class WorkingField(MixedDesign design, MixedSolution solution, int group) : FieldSource
{
    private readonly DesignTerm[] _terms = design.Terms;

    public override void Fill(int g, Vector256<double>[] field)
    {
        int start = design.RowStarts[g];
        Span<double> values = stackalloc double[8];
        for (int u = design.UnitStarts[g]; u < design.UnitStarts[g + 1]; u++)
        {
            double common = solution.Small[design.Intercept];
            if (design.HasTrend)
            {
                common += solution.Small[design.Intercept + 1] * design.PeriodCoefficients[design.UnitPeriods[u]];
            }

            int small = -1;
            for (int t = 0; t < _terms.Length; t++)
            {
                DesignTerm term = _terms[t];
                values[t] = term.Place switch
                {
                    TermPlace.Candidate => solution.Candidate[g],
                    TermPlace.Diagonal => solution.Diagonal[term.UnitLevels[u]],
                    TermPlace.Dense => solution.Dense[term.UnitLevels[u]],
                    TermPlace.Large => solution.Large[term.Offset + term.UnitLevels[u]]
                        * (term.IsSlope ? design.PeriodCoefficients[design.UnitPeriods[u]] : 1),
                    _ => 0,
                };
                common += values[t];
                small = term.Place == TermPlace.Small ? t : small;
            }

            for (int row = design.UnitRows[u]; row < design.UnitRows[u + 1]; row++)
            {
                double criterion = 0;
                if (small >= 0)
                {
                    values[small] = criterion = solution.Small[design.Criteria[row]];
                }

                values[_terms.Length] = design.Levels[row] - design.Mean - common - criterion;
                field[row - start] = Vector256.Create<double>(values.Slice(4 * group, 4));
            }
        }
    }
}

/// <summary>A solution of the mixed-model equations: best linear unbiased predictions and fixed effects, about the mean rating.</summary>
internal sealed class MixedSolution(MixedDesign design)
{
    public double[] Candidate { get; } = new double[design.Groups];

    public double[] Diagonal { get; } = new double[design.DiagonalCounts.Length];

    public double[] Dense { get; } = new double[design.DenseCounts.Length];

    public double[] Large { get; } = new double[design.LargeCount];

    public double[] Small { get; } = new double[design.SmallCount];

    /// <summary>Σ e².</summary>
    public double ResidualSquares { get; set; }

    /// <summary>Σ y e = σ²_e y'Py.</summary>
    public double WeightedSquares { get; set; }

    /// <summary>u'u of a term.</summary>
    public double SquaresOf(DesignTerm term)
    {
        ReadOnlySpan<double> u = EffectsOf(term);
        return DenseInverse.Dot(u, u);
    }

    public ReadOnlySpan<double> EffectsOf(DesignTerm term) => term.Place switch
    {
        TermPlace.Candidate => Candidate,
        TermPlace.Diagonal => Diagonal,
        TermPlace.Dense => Dense,
        TermPlace.Large => Large.AsSpan(term.Offset, term.Count),
        _ => Small.AsSpan(term.Offset, term.Count),
    };
}
