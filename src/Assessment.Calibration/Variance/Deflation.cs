using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>The part of S_ll⁻¹ that all levels of a large term share, exactly; only the rest is left to random probes.</summary>
/// <remarks>
/// With B the indicator columns of the large terms, Q = B (B'SB)⁻¹ B' is the Galerkin part of S⁻¹ on their span. The probes
/// estimate the diagonal of S⁻¹ − Q. Where D is the exact diagonal of S, the first-order noise of O = D − S, less its own common
/// part α 11', is taken off too: E = D⁻¹ O D⁻¹ − α 11' has the known diagonal −α (a control variate).
/// </remarks>
internal sealed class Deflation
{
    private readonly bool _plain;
    private readonly double[] _diagonal;
    private readonly Vector256<double>[] _indicators;
    private readonly int[] _termOf;
    private double[] _gram = [];
    private double _alpha;

    public Deflation(CandidatePasses passes, double[] diagonal)
    {
        MixedDesign design = passes.Design;
        _plain = passes.Large.IsPlain;
        _diagonal = diagonal;
        _indicators = new Vector256<double>[design.LargeCount];
        _termOf = new int[design.LargeCount];
        DesignTerm[] terms = design.LargeTerms;
        Order = terms.Length;
        for (int t = 0; t < terms.Length; t++)
        {
            Vector256<double> indicator = Vector256<double>.Zero.WithElement(t, 1);
            _indicators.AsSpan(terms[t].Offset, terms[t].Count).Fill(indicator);
            _termOf.AsSpan(terms[t].Offset, terms[t].Count).Fill(t);
        }

        Columns = [.. terms.Select(_ => new double[design.LargeCount + design.SmallCount])];
    }

    /// <summary>Number of large terms, at most four.</summary>
    public int Order { get; }

    /// <summary>Columns b with Σ b b' = Q, long enough for the small part, where they are 0.</summary>
    public double[][] Columns { get; }

    /// <summary>Q's diagonal.</summary>
    public double Diagonal(int i) => _gram[(_termOf[i] * Order) + _termOf[i]];

    /// <summary>Renews Q for a new operator S.</summary>
    public void Renew(Func<Vector256<double>[], Vector256<double>[]> apply)
    {
        Vector256<double>[] image = apply(_indicators);
        var gram = new double[Order * Order];
        for (int i = 0; i < image.Length; i++)
        {
            for (int t = 0; t < Order; t++)
            {
                gram[(_termOf[i] * Order) + t] += image[i][t];
            }
        }

        _ = DenseInverse.Invert(gram, Order);
        _gram = gram;
        double[,] root = FixedBlock.Cholesky(gram, Order);
        for (int i = 0; i < image.Length; i++)
        {
            for (int c = 0; c < Order; c++)
            {
                Columns[c][i] = root[_termOf[i], c];
            }
        }

        if (_plain)
        {
            Vector256<double>[] scaled = [.. _diagonal.Select(d => Vector256.CreateScalar(1 / d))];
            Vector256<double>[] moved = apply(scaled);
            double first = 0;
            for (int i = 0; i < moved.Length; i++)
            {
                first += (1 - moved[i].ToScalar()) / _diagonal[i];
            }

            _alpha = first / ((double)moved.Length * moved.Length);
        }
    }

    /// <summary>S⁻¹z − Qz.</summary>
    public Vector256<double>[] Rest(Vector256<double>[] signs, Vector256<double>[] solution)
    {
        Vector256<double>[] shared = Shared(signs);
        return [.. solution.Select((x, i) => x - shared[_termOf[i]])];
    }

    /// <summary>Unbiased estimates of the diagonal of S⁻¹ − Q from four probes and their solutions.</summary>
    public double[] DiagonalEstimates(
        Vector256<double>[] signs, Vector256<double>[] solution, Func<Vector256<double>[], Vector256<double>[]> apply)
    {
        Vector256<double>[] rest = Rest(signs, solution);
        var estimates = new double[signs.Length];
        if (!_plain)
        {
            for (int i = 0; i < signs.Length; i++)
            {
                estimates[i] = Vector256.Sum(signs[i] * rest[i]) / 4;
            }

            return estimates;
        }

        Vector256<double>[] scaled = [.. signs.Select((z, i) => z * (1 / _diagonal[i]))], moved = apply(scaled);
        Vector256<double> sum = default;
        foreach (Vector256<double> z in signs)
        {
            sum += z;
        }

        for (int i = 0; i < signs.Length; i++)
        {
            Vector256<double> variate = ((signs[i] - moved[i]) * (1 / _diagonal[i])) - (sum * _alpha);
            estimates[i] = (Vector256.Sum(signs[i] * (rest[i] - variate)) / 4) - _alpha;
        }

        return estimates;
    }

    /// <summary>(B'SB)⁻¹ B'z, by term.</summary>
    private Vector256<double>[] Shared(Vector256<double>[] signs)
    {
        var sums = new Vector256<double>[Order];
        for (int i = 0; i < signs.Length; i++)
        {
            sums[_termOf[i]] += signs[i];
        }

        var shared = new Vector256<double>[Order];
        for (int t = 0; t < Order; t++)
        {
            for (int u = 0; u < Order; u++)
            {
                shared[t] += sums[u] * _gram[(t * Order) + u];
            }
        }

        return shared;
    }
}
