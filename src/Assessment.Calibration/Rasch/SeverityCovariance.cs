using Assessment.Calibration.Numerics;

namespace Assessment.Calibration.Rasch;

/// <summary>Covariance of severities and free parameters from the reduced system, in the frame where severities sum to zero.</summary>
/// <remarks>
/// T⁺ (Moore–Penrose) is the covariance of severities under Σ severity = 0, since 'all alike' is T's null vector. Densely:
/// T⁺ = (T + c·11′/R)⁻¹ − 11′/(cR). By probes: E z∘(T⁺z) = diag T⁺ for z of random signs (Hutchinson), minus the control variate
/// z∘(Δ⁻¹(Δ − T)Δ⁻¹z), Δ = diag T, whose expectation is zero and which carries most of the noise.
/// </remarks>
internal sealed class SeverityCovariance
{
    private readonly ReducedSystem _system;
    private DenseInverse? _dense;
    private double _shift;

    private SeverityCovariance(ReducedSystem system) => _system = system;

    /// <summary>Variance of each severity.</summary>
    public double[] Variances { get; private set; } = [];

    /// <summary>Covariance[free, free].</summary>
    public double[] FreeCovariance { get; private set; } = [];

    /// <summary>T⁺·X·S⁻¹, raters × free: minus the covariance between leniencies and free parameters.</summary>
    public double[] CrossSolution { get; private set; } = [];

    public bool IsDense => _dense is not null;

    /// <summary>Raters that the data do not determine although they are connected (dense method).</summary>
    public List<int> Vanished => _dense?.Vanished ?? [];

    public static SeverityCovariance Of(ReducedSystem system, RaschPanel panel, double[] pairWeights, double[] pairInformation, RaschOptions options,
        CancellationToken cancellation)
    {
        var covariance = new SeverityCovariance(system);
        var solver = new ConjugateGradients(system, 8, cancellation);
        bool dense = options.Errors == RaschErrorMethod.Dense
            || (options.Errors == RaschErrorMethod.Automatic && system.RaterCount <= options.DenseRaterLimit);
        if (dense)
        {
            covariance.Invert(panel, pairWeights, pairInformation);
        }
        else
        {
            covariance.Probe(options, solver);
        }

        covariance.SolveCross(solver);
        return covariance;
    }

    /// <summary>Covariance of two severities; without the dense inverse only variances are known, and the rest counts as zero.</summary>
    public double this[int a, int b] =>
        a == b ? Variances[a] : _dense is null ? 0 : _dense[a, b] - _shift;

    private void Invert(RaschPanel panel, double[] pairWeights, double[] raterInformation)
    {
        int raters = _system.RaterCount, free = _system.FreeCount;
        var matrix = new double[(long)raters * raters];
        for (int n = 0; n < panel.Candidates.Length; n++)
        {
            for (int p = panel.PairStarts[n]; p < panel.PairStarts[n + 1]; p++)
            {
                for (int q = panel.PairStarts[n]; q < panel.PairStarts[n + 1]; q++)
                {
                    matrix[((long)panel.PairRater[p] * raters) + panel.PairRater[q]] -= pairWeights[p] * pairWeights[q];
                }
            }
        }

        _shift = raterInformation.Sum() / raters;
        double constant = _shift / raters;
        Parallel.For(0, raters, a =>
        {
            ReadOnlySpan<double> left = _system.Cross.AsSpan(a * free, free);
            for (int b = 0; b < raters; b++)
            {
                ReadOnlySpan<double> right = _system.CrossInverse.AsSpan(b * free, free);
                double taken = 0;
                for (int f = 0; f < free; f++)
                {
                    taken += left[f] * right[f];
                }

                matrix[((long)a * raters) + b] += constant - taken;
            }

            matrix[((long)a * raters) + a] += raterInformation[a];
        });
        _dense = DenseInverse.Of(matrix, raters);
        _shift = 1 / (_shift * raters);
        Variances = new double[raters];
        for (int a = 0; a < raters; a++)
        {
            Variances[a] = Math.Max(0, _dense[a, a] - _shift);
        }
    }

    private void Probe(RaschOptions options, ConjugateGradients solver)
    {
        int raters = _system.RaterCount, blocks = (options.Probes + 7) / 8;
        var random = new SeededRandom(options.Seed, 7);
        double[] diagonal = _system.ReducedDiagonal, signs = new double[raters * 8], solved = new double[signs.Length];
        double[] scaled = new double[signs.Length], product = new double[signs.Length];
        Variances = new double[raters];
        for (int block = 0; block < blocks; block++)
        {
            ulong bits = 0;
            for (int i = 0; i < signs.Length; i++, bits >>= 1)
            {
                bits = i % 64 == 0 ? random.NextBits() : bits;
                signs[i] = (bits & 1) == 0 ? 1 : -1;
                scaled[i] = signs[i] / diagonal[i / 8];
            }

            solver.Solve(signs, solved, 1e-4);
            _system.Multiply(scaled, product, 8);
            for (int i = 0; i < signs.Length; i++)
            {
                double control = scaled[i] - (product[i] / diagonal[i / 8]);
                Variances[i / 8] += signs[i] * (solved[i] - control) / (8 * blocks);
            }
        }

        for (int j = 0; j < raters; j++)
        {
            // The inverse's diagonal is at least the diagonal's inverse, but for the frame's 1/R. Cutting there would bias the mean of
            // estimates that scatter about little more; only what is absurd is cut.
            Variances[j] = Math.Max(Variances[j], 0.5 * (1 - (1.0 / raters)) / diagonal[j]);
        }
    }

    private void SolveCross(ConjugateGradients solver)
    {
        int raters = _system.RaterCount, free = _system.FreeCount;
        CrossSolution = new double[raters * free];
        for (int first = 0; first < free; first += 8)
        {
            double[] right = new double[raters * 8], solved = new double[raters * 8];
            int count = Math.Min(8, free - first);
            for (int j = 0; j < raters; j++)
            {
                Array.Copy(_system.CrossInverse, (j * free) + first, right, j * 8, count);
            }

            solver.Solve(right, solved, 1e-5);
            for (int j = 0; j < raters; j++)
            {
                Array.Copy(solved, j * 8, CrossSolution, (j * free) + first, count);
            }
        }

        FreeCovariance = (double[])_system.FreeInverse.Clone();
        for (int j = 0; j < raters; j++)
        {
            for (int f = 0; f < free; f++)
            {
                double left = _system.CrossInverse[(j * free) + f];
                for (int g = 0; g < free; g++)
                {
                    FreeCovariance[(f * free) + g] += left * CrossSolution[(j * free) + g];
                }
            }
        }
    }
}
