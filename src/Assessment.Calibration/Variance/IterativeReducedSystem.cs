using System.Runtime.Intrinsics;
using Assessment.Calibration.Numerics;

namespace Assessment.Calibration.Variance;

/// <summary>The common terms' equations without their matrix: conjugate gradients, and traces by seeded random probes.</summary>
/// <remarks>
/// The small part (criteria, intercept, trend) is solved exactly through its Schur complement T = S_ss − S_sl S_ll⁻¹ S_ls; only
/// traces over S_ll⁻¹ are random. For a vector z of random signs z'S⁻¹z is unbiased for tr S⁻¹, and errs only by the
/// off-diagonal part (Hutchinson 1990; for REML García-Cortés et al. 1992). What all levels of a term share dominates that part, so it is
/// treated exactly (see <see cref="Deflation"/>). The same signs are used at every step, so that
/// the iteration converges to the root of one fixed, smooth estimating equation.
/// </remarks>
internal sealed class IterativeReducedSystem : ReducedSystem
{
    private const double SolveTolerance = 1e-9;
    private const double ProbeTolerance = 1e-6;
    private const int SlotCount = 4;
    private const int DiagonalGroups = 4;
    private const int ExactLevels = 16;
    private readonly int _groups;
    private readonly ulong _seed;
    private readonly double[] _levelRatios;
    private readonly double[] _preconditioner;
    private readonly ConjugateGradients _gradients;
    private readonly Vector256<double>[][] _couplings;
    private readonly Vector256<double>[][] _solutions;
    private readonly Vector256<double>[][] _probes;
    private readonly Vector256<double>[][] _probeSolutions;
    private readonly double[][] _diagonals;
    private readonly Deflation _deflation;
    private readonly Vector256<double>[]?[] _slots = new Vector256<double>[SlotCount][];
    private readonly double[] _smallMatrix;
    private double[] _smallInverse = [];
    private double _localLogDeterminant;
    private double _smallLogDeterminant;

    public IterativeReducedSystem(CandidatePasses passes, int probeGroups, ulong seed)
        : base(passes)
    {
        _seed = seed;
        int large = Design.LargeCount, small = Design.SmallCount;
        _groups = (small + 3) / 4;
        _levelRatios = new double[large];
        _preconditioner = new double[large];
        _gradients = new ConjugateGradients(passes, _levelRatios, _preconditioner);
        Vector256<double>[][] Arrays(int count) => [.. Enumerable.Range(0, count).Select(_ => new Vector256<double>[large])];
        _couplings = Arrays(_groups);
        _solutions = Arrays(_groups);
        _probes = [.. Enumerable.Range(0, probeGroups).Select(Signs)];
        _probeSolutions = Arrays(probeGroups);
        _diagonals = new double[probeGroups][];
        _deflation = new Deflation(passes, _preconditioner);
        _smallMatrix = new double[small * small];
    }

    public override string Method => "iterative";

    public bool Converged => _gradients.Converged;

    public override void Solve(Vector256<double>[] large, Vector256<double>[] small, int slot)
    {
        Vector256<double>[] x = _slots[slot] ??= new Vector256<double>[large.Length];
        Count(_gradients.Solve(large, x, SolveTolerance));
        int count = small.Length;
        var right = new Vector256<double>[count];
        for (int j = 0; j < count; j++)
        {
            Vector256<double> sum = small[j];
            Vector256<double>[] coupling = _couplings[j / 4];
            for (int i = 0; i < large.Length; i++)
            {
                sum -= x[i] * coupling[i][j % 4];
            }

            right[j] = sum;
        }

        for (int j = 0; j < count; j++)
        {
            Vector256<double> sum = default;
            for (int k = 0; k < count; k++)
            {
                sum += right[k] * _smallInverse[(j * count) + k];
            }

            small[j] = sum;
        }

        for (int i = 0; i < large.Length; i++)
        {
            Vector256<double> value = x[i];
            for (int j = 0; j < count; j++)
            {
                value -= small[j] * _solutions[j / 4][i][j % 4];
            }

            large[i] = value;
        }
    }

    public override double EstimateLogDeterminant()
    {
        double sum = 0;
        for (int group = 0; group < _probes.Length; group++)
        {
            Vector256<double>[] right = [.. _probes[group].Select((z, i) => z * Math.Sqrt(_preconditioner[i]))];
            var steps = new List<(Vector256<double>, Vector256<double>)>();
            _gradients.Solve(right, new Vector256<double>[right.Length], ProbeTolerance, steps);
            for (int lane = 0; lane < 4; lane++)
            {
                sum += LanczosQuadrature.LogDeterminant(steps, lane, right.Length) / (4 * _probes.Length);
            }
        }

        foreach (double pivot in _preconditioner)
        {
            sum += Math.Log(pivot);
        }

        return sum + _localLogDeterminant + _smallLogDeterminant;
    }

    public override InverseDiagonal Diagonal()
    {
        int large = Design.LargeCount, small = Design.SmallCount, free = small - Design.FixedCount;
        var diagonal = new InverseDiagonal(Design);
        double[] ours = LargeDiagonal();
        double[][] total = [.. LowRank(_smallInverse, small), .. _deflation.Columns];
        var inner = new double[free * free];
        for (int i = 0; i < free; i++)
        {
            _smallMatrix.AsSpan(i * small, free).CopyTo(inner.AsSpan(i * free));
        }

        _ = DenseInverse.Invert(inner, free);
        double[][] conditional = [.. LowRank(inner, free), .. _deflation.Columns];
        for (int i = 0; i < large + small; i++)
        {
            double own = i < large ? ours[i] : 0;
            double all = own + total.Sum(k => k[i] * k[i]), given = own + conditional.Sum(k => k[i] * k[i]);
            (i < large ? diagonal.Total.Large : diagonal.Total.Small)[i < large ? i : i - large] = all;
            (i < large ? diagonal.Conditional.Large : diagonal.Conditional.Small)[i < large ? i : i - large] = given;
        }

        var fill = new LocalDiagonalFill(Passes, ours, total, conditional);
        fill.Run(diagonal);
        return diagonal;
    }

    protected override bool FactorCommon(double[] ratios, double localLogDeterminant)
    {
        _localLogDeterminant = localLogDeterminant;
        LogDeterminant = double.NaN;
        foreach (DesignTerm term in Design.LargeTerms)
        {
            _levelRatios.AsSpan(term.Offset, term.Count).Fill(ratios[Array.IndexOf(Design.Terms, term)]);
        }

        Passes.Large.Diagonal(_preconditioner);
        for (int i = 0; i < _preconditioner.Length; i++)
        {
            _preconditioner[i] += _levelRatios[i];
        }

        _deflation.Renew(Apply);
        if (!FactorSmall(ratios))
        {
            return false;
        }

        for (int group = 0; group < _probes.Length; group++)
        {
            Count(_gradients.Solve(_probes[group], _probeSolutions[group], ProbeTolerance));
            _diagonals[group] = _deflation.DiagonalEstimates(_probes[group], _probeSolutions[group], Apply);
        }

        SetTraces();
        return true;
    }

    private void Count(int iterations) => Iterations = Math.Max(Iterations, iterations);

    private Vector256<double>[] Signs(int group)
    {
        var random = new SeededRandom(_seed, (ulong)group);
        var signs = new Vector256<double>[Design.LargeCount];
        for (int i = 0; i < signs.Length; i++)
        {
            ulong bits = random.NextBits();
            double Sign(int bit) => ((bits >> bit) & 1) == 0 ? -1 : 1;
            signs[i] = Vector256.Create(Sign(0), Sign(1), Sign(2), Sign(3));
        }

        return signs;
    }

    private bool FactorSmall(double[] ratios)
    {
        int small = Design.SmallCount;
        var columns = new Vector256<double>[small];
        for (int group = 0; group < _groups; group++)
        {
            Passes.Forward(new SmallColumnField(Design, group), _couplings[group], columns);
            Count(_gradients.Solve(_couplings[group], _solutions[group], SolveTolerance));
            for (int j = 0; j < small; j++)
            {
                Vector256<double> value = columns[j];
                Vector256<double>[] coupling = _couplings[j / 4], solution = _solutions[group];
                for (int i = 0; i < solution.Length && j <= (4 * group) + 3 && j / 4 <= group; i++)
                {
                    value -= solution[i] * coupling[i][j % 4];
                }

                for (int lane = 0; lane < 4 && (4 * group) + lane < small && j / 4 <= group; lane++)
                {
                    int k = (4 * group) + lane;
                    _smallMatrix[(j * small) + k] = _smallMatrix[(k * small) + j] = value[lane];
                }
            }
        }

        if (Design.SmallTerm is { } term)
        {
            for (int i = 0; i < term.Count; i++)
            {
                _smallMatrix[((term.Offset + i) * small) + term.Offset + i] += ratios[Array.IndexOf(Design.Terms, term)];
            }
        }

        _smallInverse = [.. _smallMatrix];
        _smallLogDeterminant = DenseInverse.Invert(_smallInverse, small);
        return !double.IsNaN(_smallLogDeterminant);
    }

    private void SetTraces()
    {
        int large = Design.LargeCount, small = Design.SmallCount;
        double[][] lowRank = [.. LowRank(_smallInverse, small), .. _deflation.Columns];
        for (int t = 0; t < Design.Terms.Length; t++)
        {
            DesignTerm term = Design.Terms[t];
            int first = term.Place == TermPlace.Large ? term.Offset : large + term.Offset;
            for (int i = first; term.Place is TermPlace.Large or TermPlace.Small && i < first + term.Count; i++)
            {
                // A short term's own trace is exact, what all of it shares included.
                int counted = i < large && term.Count <= ExactLevels ? small : lowRank.Length;
                Traces[t] += lowRank.Take(counted).Sum(k => k[i] * k[i]);
                for (int group = 0; i < large && term.Count > ExactLevels && group < _probes.Length; group++)
                {
                    Traces[t] += _diagonals[group][i] / _probes.Length;
                }
            }

            if (term.Place == TermPlace.Large && term.Count <= ExactLevels)
            {
                Traces[t] += ExactTrace(term);
            }
        }

        Vector256<double>[][] deflated = [.. _probes.Select((z, group) => _deflation.Rest(z, _probeSolutions[group]))];
        var traces = new LocalTraces(Passes, _probes, deflated, lowRank);
        (double candidate, double diagonal, double dense) = traces.Run();
        AddTrace(TermPlace.Candidate, candidate);
        AddTrace(TermPlace.Diagonal, diagonal);
        AddTrace(TermPlace.Dense, dense);
    }

    /// <summary>tr of a short term's block of S_ll⁻¹, level by level: probes would be too noisy over so few.</summary>
    private double ExactTrace(DesignTerm term)
    {
        double trace = 0;
        Vector256<double>[] right = new Vector256<double>[Design.LargeCount], x = new Vector256<double>[Design.LargeCount];
        for (int first = 0; first < term.Count; first += 4)
        {
            Array.Clear(right);
            Array.Clear(x);
            int lanes = Math.Min(4, term.Count - first);
            for (int lane = 0; lane < lanes; lane++)
            {
                right[term.Offset + first + lane] = right[term.Offset + first + lane].WithElement(lane, 1);
            }

            Count(_gradients.Solve(right, x, ProbeTolerance));
            for (int lane = 0; lane < lanes; lane++)
            {
                trace += x[term.Offset + first + lane][lane];
            }
        }

        return trace;
    }

    /// <summary>Columns k with Σ k k' = [−X; I] A [−X; I]', X = S_ll⁻¹ S_ls over the first columns, A their symmetric positive definite matrix.</summary>
    private double[][] LowRank(double[] a, int order)
    {
        int large = Design.LargeCount;
        double[,] root = FixedBlock.Cholesky(a, order);
        var columns = new double[order][];
        for (int c = 0; c < order; c++)
        {
            double[] column = columns[c] = new double[large + Design.SmallCount];
            for (int j = c; j < order; j++)
            {
                column[large + j] = root[j, c];
                Vector256<double>[] solution = _solutions[j / 4];
                for (int i = 0; i < large; i++)
                {
                    column[i] -= solution[i][j % 4] * root[j, c];
                }
            }
        }

        return columns;
    }

    private Vector256<double>[] Apply(Vector256<double>[] x)
    {
        var image = new Vector256<double>[x.Length];
        Passes.Large.Apply(x, image);
        for (int i = 0; i < x.Length; i++)
        {
            image[i] += x[i] * _levelRatios[i];
        }

        return image;
    }

    /// <summary>Diagonal of S_ll⁻¹ − Q by more probes; with Q's it is kept above its lower bound, the inverse of S_ll's diagonal.</summary>
    private double[] LargeDiagonal()
    {
        var diagonal = new double[Design.LargeCount];
        for (int group = 0; group < DiagonalGroups; group++)
        {
            Vector256<double>[] signs = Signs(group), x = new Vector256<double>[signs.Length];
            Count(_gradients.Solve(signs, x, ProbeTolerance));
            double[] estimates = _deflation.DiagonalEstimates(signs, x, Apply);
            for (int i = 0; i < diagonal.Length; i++)
            {
                diagonal[i] += estimates[i] / DiagonalGroups;
            }
        }

        for (int i = 0; i < diagonal.Length; i++)
        {
            diagonal[i] = Math.Max(diagonal[i], (1 / _preconditioner[i]) - _deflation.Diagonal(i));
        }

        return diagonal;
    }
}
