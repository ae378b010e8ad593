using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>W'V⁻¹W over the large terms, as an operator; the ratios are the caller's.</summary>
/// <remarks>
/// Where a candidate's cells are its units, or there are none, the block has a closed form: with unit weights w = nλ/(n + λ) (n without
/// cells) the image is w (x − Σwx / (Σw + λ_c)).
/// </remarks>
internal sealed class LargeOperator
{
    private const int BlockUnits = 256;
    private readonly MixedDesign _design;
    private readonly CandidateEquations _candidates;
    private readonly CandidateParts _parts;
    private readonly Vector256<double>[][] _sums;
    private readonly DesignTerm[] _terms;
    private readonly Vector256<double>[][] _blocks;
    private readonly bool _isExact;

    /// <param name="candidates">The equations.</param>
    /// <param name="parts">The partition.</param>
    /// <param name="sums">Work space of each part, as long as the large terms.</param>
    public LargeOperator(CandidateEquations candidates, CandidateParts parts, Vector256<double>[][] sums)
    {
        (_design, _candidates, _parts, _sums) = (candidates.Design, candidates, parts, sums);
        _terms = _design.LargeTerms;
        _blocks = parts.New(() => new Vector256<double>[candidates.Blocks.HasUnitWeights && !IsPlain ? Math.Max(BlockUnits, _design.MaxRows) : 0]);
        bool ratersOnly = Array.TrueForAll(_terms, term => term.Term is VarianceTerm.Rater or VarianceTerm.RaterDrift);
        _isExact = IsPlain || (ratersOnly && _candidates.Blocks.HasUnitWeights && _design.DiagonalTerm?.Term == VarianceTerm.CandidateRater);
    }

    /// <summary>Candidates alone inside, one large term outside.</summary>
    public bool IsPlain => _candidates.Blocks.IsScalar && _terms is [{ IsSlope: false }];

    /// <summary>result = W'V⁻¹W x.</summary>
    public void Apply(Vector256<double>[] x, Vector256<double>[] result)
    {
        _parts.ForEach((part, from, to) =>
        {
            Vector256<double>[] sums = _sums[part];
            Array.Clear(sums);
            if (IsPlain)
            {
                ApplyPlain(x, sums, from, to);
            }
            else if (_candidates.Blocks.HasUnitWeights)
            {
                ApplyWeighted(x, sums, from, to, _blocks[part]);
            }
            else
            {
                ApplyUnits(x, sums, from, to, _parts.ScratchOf(part));
            }
        });
        CandidateParts.Add(_sums, result);
    }

    /// <summary>The diagonal where a candidate meets each large level in one unit, elsewhere an upper bound of it.</summary>
    public void Diagonal(double[] result)
    {
        Array.Clear(result);
        LocalBlocks blocks = _candidates.Blocks;
        for (int g = 0; g < _design.Groups; g++)
        {
            double inverse = _isExact ? blocks.CandidateInverse(g) : 0;
            for (int u = _design.UnitStarts[g]; u < _design.UnitStarts[g + 1]; u++)
            {
                int n = _design.UnitRows[u + 1] - _design.UnitRows[u];
                double weight = blocks.HasUnitWeights ? blocks.UnitWeights[n] : n;
                foreach (DesignTerm term in _terms)
                {
                    double c = term.IsSlope ? _design.PeriodCoefficients[_design.UnitPeriods[u]] : 1;
                    result[term.Offset + term.UnitLevels[u]] += weight * c * c * (1 - (weight * inverse));
                }
            }
        }
    }

    private void ApplyPlain(Vector256<double>[] x, Vector256<double>[] result, int from, int to)
    {
        int[] allLevels = _terms[0].UnitLevels;
        for (int g = from; g < to; g++)
        {
            int first = _design.UnitStarts[g], end = _design.UnitStarts[g + 1];
            ReadOnlySpan<int> levels = allLevels.AsSpan(first, end - first);
            ReadOnlySpan<int> rows = _design.UnitRows.AsSpan(first, levels.Length + 1);
            Vector256<double> sum = default;
            for (int u = 0; u < levels.Length; u++)
            {
                sum += x[levels[u]] * (rows[u + 1] - rows[u]);
            }

            sum *= _candidates.Blocks.CandidateInverse(g);
            for (int u = 0; u < levels.Length; u++)
            {
                result[levels[u]] += (x[levels[u]] - sum) * (rows[u + 1] - rows[u]);
            }
        }
    }

    // Some hundred units at a time, term by term: short loops over neighbouring memory.
    private void ApplyWeighted(Vector256<double>[] x, Vector256<double>[] result, int from, int to, Vector256<double>[] values)
    {
        double[] weights = _candidates.Blocks.UnitWeights;
        int[] unitStarts = _design.UnitStarts, unitRows = _design.UnitRows;
        for (int g = from; g < to;)
        {
            int first = unitStarts[g], firstGroup = g;
            while (g < to && (g == firstGroup || unitStarts[g + 1] - first <= BlockUnits))
            {
                g++;
            }

            Span<Vector256<double>> block = values.AsSpan(0, unitStarts[g] - first);
            Gather(x, block, first);
            for (int h = firstGroup; h < g; h++)
            {
                int start = unitStarts[h], end = unitStarts[h + 1];
                Vector256<double> sum = default;
                for (int u = start; u < end; u++)
                {
                    sum += block[u - first] * weights[unitRows[u + 1] - unitRows[u]];
                }

                sum *= _candidates.Blocks.CandidateInverse(h);
                for (int u = start; u < end; u++)
                {
                    block[u - first] = (block[u - first] - sum) * weights[unitRows[u + 1] - unitRows[u]];
                }
            }

            Scatter(block, result, first);
        }
    }

    private void Gather(Vector256<double>[] x, Span<Vector256<double>> block, int first)
    {
        block.Clear();
        foreach (DesignTerm term in _terms)
        {
            ReadOnlySpan<int> levels = term.UnitLevels.AsSpan(first, block.Length);
            ReadOnlySpan<Vector256<double>> own = x.AsSpan(term.Offset, term.Count);
            if (term.IsSlope)
            {
                ReadOnlySpan<int> periods = _design.UnitPeriods.AsSpan(first, block.Length);
                ReadOnlySpan<double> coefficients = _design.PeriodCoefficients;
                for (int u = 0; u < block.Length; u++)
                {
                    block[u] += own[levels[u]] * coefficients[periods[u]];
                }

                continue;
            }

            for (int u = 0; u < block.Length; u++)
            {
                block[u] += own[levels[u]];
            }
        }
    }

    private void Scatter(ReadOnlySpan<Vector256<double>> block, Vector256<double>[] result, int first)
    {
        foreach (DesignTerm term in _terms)
        {
            ReadOnlySpan<int> levels = term.UnitLevels.AsSpan(first, block.Length);
            Span<Vector256<double>> own = result.AsSpan(term.Offset, term.Count);
            if (term.IsSlope)
            {
                ReadOnlySpan<int> periods = _design.UnitPeriods.AsSpan(first, block.Length);
                ReadOnlySpan<double> coefficients = _design.PeriodCoefficients;
                for (int u = 0; u < block.Length; u++)
                {
                    own[levels[u]] += block[u] * coefficients[periods[u]];
                }

                continue;
            }

            for (int u = 0; u < block.Length; u++)
            {
                own[levels[u]] += block[u];
            }
        }
    }

    private void ApplyUnits(Vector256<double>[] x, Vector256<double>[] result, int from, int to, Scratch scratch)
    {
        for (int g = from; g < to; g++)
        {
            _candidates.LocalOfLarge(g, x, scratch);
            for (int u = _design.UnitStarts[g]; u < _design.UnitStarts[g + 1]; u++)
            {
                double rows = _design.UnitRows[u + 1] - _design.UnitRows[u];
                _candidates.Scatter(u, (_candidates.LargeValue(u, x) - _candidates.LocalValue(g, u, scratch)) * rows, result);
            }
        }
    }
}
