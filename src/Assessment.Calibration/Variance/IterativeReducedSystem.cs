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
    private readonly ulong _seed;
    private readonly double[] _levelRatios;
    private readonly double[] _preconditioner;
    private readonly ConjugateGradients _gradients;
    private readonly SmallPart _small;
    private readonly Vector256<double>[][] _probes;
    private readonly Vector256<double>[][] _probeSolutions;
    private readonly double[][] _diagonals;
    private readonly Deflation _deflation;
    private readonly Vector256<double>[]?[] _slots = new Vector256<double>[SlotCount][];
    private double _localLogDeterminant;

    public IterativeReducedSystem(CandidatePasses passes, int probeGroups, ulong seed)
        : base(passes)
    {
        _seed = seed;
        int large = Design.LargeCount;
        _levelRatios = new double[large];
        _preconditioner = new double[large];
        _gradients = new ConjugateGradients(passes, _levelRatios, _preconditioner);
        _small = new SmallPart(passes, _gradients, SolveTolerance);
        _probes = [.. Enumerable.Range(0, probeGroups).Select(Signs)];
        _probeSolutions = [.. _probes.Select(_ => new Vector256<double>[large])];
        _diagonals = new double[probeGroups][];
        _deflation = new Deflation(passes, _preconditioner);
    }

    public override string Method => "iterative";

    public override int Iterations => _gradients.MostIterations;

    public bool Converged => _gradients.Converged;

    public override void Solve(Vector256<double>[] large, Vector256<double>[] small, int slot)
    {
        Vector256<double>[] x = _slots[slot] ??= new Vector256<double>[large.Length];
        _gradients.Solve(large, x, SolveTolerance);
        _small.Solve(x, large, small);
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

        return sum + _localLogDeterminant + _small.LogDeterminant;
    }

    public override InverseDiagonal Diagonal()
    {
        int large = Design.LargeCount, small = Design.SmallCount;
        var diagonal = new InverseDiagonal(Design);
        double[] ours = LargeDiagonal();
        double[][] total = [.. _small.LowRank(_small.Inverse, small), .. _deflation.Columns];
        double[][] conditional = [.. _small.LowRank(_small.ConditionalInverse(), small - Design.FixedCount), .. _deflation.Columns];
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
        if (!_small.Factor(ratios))
        {
            return false;
        }

        for (int group = 0; group < _probes.Length; group++)
        {
            _gradients.Solve(_probes[group], _probeSolutions[group], ProbeTolerance);
            _diagonals[group] = _deflation.DiagonalEstimates(_probes[group], _probeSolutions[group], Apply);
        }

        SetTraces();
        return true;
    }

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

    private void SetTraces()
    {
        int large = Design.LargeCount, small = Design.SmallCount;
        double[][] lowRank = [.. _small.LowRank(_small.Inverse, small), .. _deflation.Columns];
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

            _gradients.Solve(right, x, ProbeTolerance);
            for (int lane = 0; lane < lanes; lane++)
            {
                trace += x[term.Offset + first + lane][lane];
            }
        }

        return trace;
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
            _gradients.Solve(signs, x, ProbeTolerance);
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
