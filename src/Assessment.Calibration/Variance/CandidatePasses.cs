using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>Passes over the ratings, candidate by candidate.</summary>
/// <remarks>
/// With candidates eliminated the equations are (W'V⁻¹W + Λ) x = W'V⁻¹y, where W holds the common terms and V⁻¹ is
/// I − Z M⁻¹ Z' of the candidate's own terms (all in units of σ²_e).
/// </remarks>
internal sealed class CandidatePasses
{
    private readonly Vector256<double>[][] _largeSums;
    private readonly Vector256<double>[][] _smallSums;

    /// <param name="design">The ratings.</param>
    /// <param name="cancellation">Looked at before each pass.</param>
    public CandidatePasses(MixedDesign design, CancellationToken cancellation)
    {
        Design = design;
        Candidates = new CandidateEquations(design);
        Parts = new CandidateParts(design, cancellation);
        _largeSums = Parts.New(() => new Vector256<double>[design.LargeCount]);
        _smallSums = Parts.New(() => new Vector256<double>[design.SmallCount]);
        Large = new LargeOperator(Candidates, Parts, _largeSums);
    }

    public MixedDesign Design { get; }

    public CandidateEquations Candidates { get; }

    public LocalBlocks Blocks => Candidates.Blocks;

    public CandidateParts Parts { get; }

    public LargeOperator Large { get; }

    /// <summary>Renews the candidates' factors; returns their log-determinant.</summary>
    public double Factor(double candidate, double diagonal, double dense)
    {
        Blocks.SetRatios(candidate, diagonal, dense);
        var sums = new double[Parts.Count];
        Parts.ForEach((part, from, to) =>
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
        Parts.ForEach((part, from, to) =>
        {
            Scratch scratch = Parts.ScratchOf(part);
            Array.Clear(_largeSums[part]);
            Array.Clear(_smallSums[part]);
            for (int g = from; g < to; g++)
            {
                source.Fill(g, scratch.Field);
                Candidates.ProjectRows(g, scratch.Field, scratch);
                Candidates.ScatterRows(g, scratch.Field, _largeSums[part], _smallSums[part]);
            }
        });
        CandidateParts.Add(_largeSums, large);
        CandidateParts.Add(_smallSums, small);
    }

    /// <summary>Candidate-specific solutions and residuals, given lane 0 of the common solution.</summary>
    public void Substitute(FieldSource source, Vector256<double>[] large, Vector256<double>[] small, MixedSolution solution)
    {
        var residual = new double[Parts.Count];
        var weighted = new double[Parts.Count];
        Parts.ForEach((part, from, to) =>
        {
            Scratch scratch = Parts.ScratchOf(part);
            for (int g = from; g < to; g++)
            {
                source.Fill(g, scratch.Field);
                Candidates.SubtractCommon(g, large, small, scratch.Field);
                Candidates.ProjectRows(g, scratch.Field, scratch);
                Candidates.Store(g, scratch, solution);
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

    /// <summary>f'(g − fit of g) for the four lanes of each field f (four rows each) and of the last one, g (lanes).</summary>
    public Vector256<double>[] Products(FieldSource[] fields, Vector256<double>[] large, Vector256<double>[] small)
    {
        Vector256<double>[][] sums = Parts.New(() => new Vector256<double>[4 * fields.Length]);
        Parts.ForEach((part, from, to) =>
        {
            Scratch scratch = Parts.ScratchOf(part);
            for (int g = from; g < to; g++)
            {
                int count = Design.RowStarts[g + 1] - Design.RowStarts[g];
                fields[^1].Fill(g, scratch.Field);
                scratch.Field.AsSpan(0, count).CopyTo(scratch.Second);
                Candidates.SubtractCommon(g, large, small, scratch.Field);
                Candidates.ProjectRows(g, scratch.Field, scratch);
                for (int i = fields.Length - 1; i >= 0; i--)
                {
                    if (i < fields.Length - 1)
                    {
                        fields[i].Fill(g, scratch.Second);
                    }

                    AddProducts(scratch, count, sums[part].AsSpan(4 * i, 4));
                }
            }
        });
        var total = new Vector256<double>[4 * fields.Length];
        CandidateParts.Add(sums, total);
        return total;
    }

    private static void AddProducts(Scratch scratch, int count, Span<Vector256<double>> sum)
    {
        Vector256<double> a = default, b = default, c = default, d = default;
        for (int row = 0; row < count; row++)
        {
            Vector256<double> f = scratch.Second[row], e = scratch.Field[row];
            a += e * f[0];
            b += e * f[1];
            c += e * f[2];
            d += e * f[3];
        }

        sum[0] += a;
        sum[1] += b;
        sum[2] += c;
        sum[3] += d;
    }
}
