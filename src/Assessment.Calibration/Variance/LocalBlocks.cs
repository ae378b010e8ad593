using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>The candidate-specific blocks of the mixed-model equations, factored candidate by candidate.</summary>
/// <remarks>
/// A candidate's unknowns are itself, its candidate × facet cells on a diagonal side and those on a dense side. The
/// diagonal side is eliminated by division; what remains, candidate first, is a small dense matrix whose packed Cholesky
/// factor is kept (one number per candidate when there is no dense side).
/// </remarks>
internal sealed class LocalBlocks
{
    // Stands for an infinite ratio: a candidate effect that is not in the model is held at 0.
    private const double Held = 1e300;

    private readonly MixedDesign _design;
    private readonly DiagonalSide? _diagonal;
    private readonly int[] _denseLevels;
    private readonly double[] _factor;
    private readonly long[] _offsets;
    private double _candidateRatio, _denseRatio;

    public LocalBlocks(MixedDesign design)
    {
        _design = design;
        _diagonal = design.DiagonalTerm is null ? null : new DiagonalSide(design);
        _denseLevels = design.DenseTerm?.UnitLevels ?? [];
        HasDense = design.DenseTerm is not null;
        HasUnitWeights = !HasDense && (!HasDiagonal || design.DiagonalCounts.Length == design.Units);
        UnitWeights = HasUnitWeights ? new double[design.MaxRows + 1] : [];
        long size = design.Groups;
        _offsets = [];
        if (HasDense)
        {
            _offsets = new long[design.Groups + 1];
            for (int g = 0; g < design.Groups; g++)
            {
                long n = 1 + DenseCount(g);
                _offsets[g + 1] = _offsets[g] + (n * (n + 1) / 2);
            }

            size = _offsets[^1];
        }

        _factor = new double[size];
    }

    public bool HasDiagonal => _diagonal is not null;

    public bool HasDense { get; }

    /// <summary>No candidate-specific interaction: the block is one scalar.</summary>
    public bool IsScalar => !HasDiagonal && !HasDense;

    /// <summary>No dense side, and no candidate × facet cell of two units: the diagonal side then only changes the units' weights.</summary>
    public bool HasUnitWeights { get; }

    /// <summary>By a unit's number of rows n: nλ / (n + λ), or n without a diagonal side; only when <see cref="HasUnitWeights"/>.</summary>
    public double[] UnitWeights { get; }

    /// <summary>The candidate's entry of the inverse block; only without a dense side.</summary>
    public double CandidateInverse(int g) => _factor[g] * _factor[g];

    public int DiagonalCount(int g) => _diagonal?.Count(g) ?? 0;

    public int DenseCount(int g) => HasDense ? _design.DenseStarts[g + 1] - _design.DenseStarts[g] : 0;

    /// <summary>A unit's place on its candidate's diagonal side.</summary>
    public int DiagonalOf(int g, int u) => _diagonal!.Of(g, u);

    /// <summary>A unit's place on its candidate's dense side.</summary>
    public int DenseOf(int g, int u) => _denseLevels[u] - _design.DenseStarts[g];

    /// <summary>Sets the ratios σ²_e / σ² of the three terms; the factors must be renewed, candidate by candidate.</summary>
    public void SetRatios(double candidate, double diagonal, double dense)
    {
        (_candidateRatio, _denseRatio) = (double.IsPositiveInfinity(candidate) ? Held : candidate, dense);
        if (_diagonal is not null)
        {
            _diagonal.Ratio = diagonal;
        }

        for (int n = 0; n < UnitWeights.Length; n++)
        {
            UnitWeights[n] = HasDiagonal ? n * diagonal / (n + diagonal) : n;
        }
    }

    /// <summary>Factors one candidate's block; returns its log-determinant over the terms in the model.</summary>
    public double Factor(int g)
    {
        double n = _design.RowStarts[g + 1] - _design.RowStarts[g];
        int order = 1 + DenseCount(g);
        Span<double> h = FactorOf(g);
        h.Clear();
        h[0] = n + _candidateRatio;
        for (int b = 1; b < order; b++)
        {
            double count = _design.DenseCounts[_design.DenseStarts[g] + b - 1];
            int row = b * (b + 1) / 2;
            (h[row], h[row + b]) = (count, count + _denseRatio);
        }

        double logDeterminant = _diagonal?.Eliminate(g, h) ?? 0;
        for (int i = 0; i < order; i++)
        {
            Span<double> row = h.Slice(i * (i + 1) / 2, i + 1);
            for (int j = 0; j <= i; j++)
            {
                Span<double> other = h.Slice(j * (j + 1) / 2, j + 1);
                double sum = row[j];
                for (int k = 0; k < j; k++)
                {
                    sum -= row[k] * other[k];
                }

                row[j] = i == j ? 1 / Math.Sqrt(sum) : sum * other[j];
            }

            logDeterminant -= i == 0 && _candidateRatio == Held ? 0 : 2 * Math.Log(row[i]);
        }

        return logDeterminant;
    }

    /// <summary>Solves one candidate's block for the four right-hand sides in the scratch space, in place.</summary>
    public void Solve(int g, Scratch scratch)
    {
        if (IsScalar)
        {
            scratch.Candidate *= CandidateInverse(g);
            return;
        }

        _diagonal?.Reduce(g, scratch);
        ReadOnlySpan<double> factor = FactorOf(g);
        int order = 1 + DenseCount(g);
        Vector256<double>[] dense = scratch.Dense;
        scratch.Candidate *= factor[0];
        for (int i = 1; i < order; i++)
        {
            ReadOnlySpan<double> row = factor.Slice(i * (i + 1) / 2, i + 1);
            Vector256<double> sum = dense[i - 1] - (scratch.Candidate * row[0]);
            for (int j = 1; j < i; j++)
            {
                sum -= dense[j - 1] * row[j];
            }

            dense[i - 1] = sum * row[i];
        }

        for (int i = order - 1; i > 0; i--)
        {
            ReadOnlySpan<double> row = factor.Slice(i * (i + 1) / 2, i + 1);
            Vector256<double> x = dense[i - 1] *= row[i];
            for (int j = 1; j < i; j++)
            {
                dense[j - 1] -= x * row[j];
            }

            scratch.Candidate -= x * row[0];
        }

        scratch.Candidate *= factor[0];
        _diagonal?.Substitute(g, scratch);
    }

    /// <summary>
    /// Adds the diagonal of the inverse block: returns the candidate's entry, and writes those of the cells where the spans
    /// are not empty; <paramref name="traces"/> gains the sums over diagonal and dense cells.
    /// </summary>
    public double InverseDiagonal(int g, double[] column, Span<double> diagonal, Span<double> dense, out (double Diagonal, double Dense) traces)
    {
        int order = 1 + DenseCount(g);
        traces = default;
        double first = 0;
        for (int i = 0; i < order; i++)
        {
            column.AsSpan(0, order).Clear();
            column[i] = 1;
            double value = SquaredForward(g, column, i, order);
            if (i == 0)
            {
                first = value;
                continue;
            }

            traces.Dense += value;
            if (!dense.IsEmpty)
            {
                dense[i - 1] = value;
            }
        }

        for (int a = 0, u = _design.UnitStarts[g]; a < DiagonalCount(g); a++)
        {
            double inverse = _diagonal!.Inverse(g, a);
            _diagonal.FillColumn(g, a, ref u, column.AsSpan(0, order));
            double value = inverse + (inverse * inverse * SquaredForward(g, column, 0, order));
            traces.Diagonal += value;
            if (!diagonal.IsEmpty)
            {
                diagonal[a] = value;
            }
        }

        return first;
    }

    private Span<double> FactorOf(int g)
    {
        if (!HasDense)
        {
            return _factor.AsSpan(g, 1);
        }

        int order = 1 + DenseCount(g);
        return _factor.AsSpan((int)_offsets[g], order * (order + 1) / 2);
    }

    /// <summary>‖L⁻¹ column‖² from entry <paramref name="from"/> on; the column is overwritten.</summary>
    private double SquaredForward(int g, double[] column, int from, int order)
    {
        ReadOnlySpan<double> factor = FactorOf(g);
        double squared = 0;
        for (int i = from; i < order; i++)
        {
            ReadOnlySpan<double> row = factor.Slice(i * (i + 1) / 2, i + 1);
            double sum = column[i];
            for (int j = from; j < i; j++)
            {
                sum -= row[j] * column[j];
            }

            column[i] = sum * row[i];
            squared += column[i] * column[i];
        }

        return squared;
    }
}
