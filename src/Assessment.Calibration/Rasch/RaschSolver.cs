namespace Assessment.Calibration.Rasch;

/// <summary>Newton's method on the profile (joint) or marginal likelihood of one subset, with step halving; the reason it stopped is a value.</summary>
internal sealed class RaschSolver
{
    private const double LargestStep = 2;
    private const double SeparatedSeverity = 20;
    private const double SeparatedStep = 50;
    private const double SmallestLogSd = -5;

    private readonly RaschPanel _panel;
    private readonly RaschOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly JointPass? _joint;
    private readonly double[] _pairWeights;
    private readonly double[] _map;
    private readonly int _freeCount;
    private readonly int _extras;

    public RaschSolver(RaschPanel panel, StepLayout layout, RaschOptions options, bool marginal, CancellationToken cancellation = default)
    {
        (_panel, Layout, _options, _cancellation) = (panel, layout, options, cancellation);
        _extras = marginal ? MarginalPass.Extras : 0;
        _pairWeights = new double[panel.PairCount];
        AbilityInformation = new double[panel.Candidates.Length];
        panel.Cut(8L * panel.Raters.Length * (layout.ExtendedCount + _extras + 12));
        _joint = marginal ? null : new JointPass(panel, layout, _pairWeights, AbilityInformation);
        Marginal = marginal ? new MarginalPass(panel, layout, _pairWeights, new GaussHermite(options.QuadratureNodes)) : null;
        _freeCount = layout.FreeCount + _extras;
        _map = MapWithExtras(layout, _extras);
        System = new ReducedSystem(panel, _pairWeights, _map, _freeCount, cancellation);
        State = new RaschState(layout, panel.Candidates.Length, panel.Raters.Length);
    }

    public StepLayout Layout { get; }

    public RaschState State { get; private set; }

    public MarginalPass? Marginal { get; }

    /// <summary>Information of each ability, the rest given (joint method).</summary>
    public double[] AbilityInformation { get; }

    public double[] PairWeights => _pairWeights;

    /// <summary>The Newton system at the last point: the standard errors' source.</summary>
    public ReducedSystem System { get; }

    public PassSums Sums { get; private set; } = null!;

    public double LogLikelihood { get; private set; }

    public int Iterations { get; private set; }

    public double LastStep { get; private set; }

    public RaschStatus Status { get; private set; }

    public double[] Map => _map;

    public int FreeCount => _freeCount;

    public void Run()
    {
        RaschStart.Set(_panel, Layout, State);
        Evaluate(State, 1e-3);
        var trial = new RaschState(Layout, _panel.Candidates.Length, _panel.Raters.Length);
        var raterStep = new double[_panel.Raters.Length];
        var freeStep = new double[_freeCount];
        double precision = 1e-2;
        Status = RaschStatus.IterationLimit;
        while (Iterations < _options.MaximumIterations)
        {
            Iterations++;
            (double[] raterScore, double[] freeScore) = Scores();
            System.Step(raterScore, freeScore, precision, raterStep, freeStep);
            HoldSdAtItsEnd(freeStep);
            LastStep = Math.Max(Largest(raterStep), Largest(freeStep));
            precision = Math.Clamp(LastStep, 1e-6, 1e-2);
            if (LastStep < _options.Tolerance)
            {
                Status = RaschStatus.Converged;
                return;
            }

            if (!Improve(trial, raterStep, freeStep))
            {
                // No fraction of the step helps. Close to the maximum that is rounding; elsewhere it is a failure to report.
                Status = LastStep < 1e-3 ? RaschStatus.Converged : RaschStatus.NoProgress;
                return;
            }

            (State, trial) = (trial, State);
            if (Largest(State.Leniency) > SeparatedSeverity || Largest(State.Extended) > SeparatedStep)
            {
                Status = RaschStatus.Separated;
                return;
            }
        }
    }

    /// <summary>Scores of raters (in leniency) and free parameters at the last point.</summary>
    public (double[] Raters, double[] Free) Scores()
    {
        var raters = new double[_panel.Raters.Length];
        for (int j = 0; j < raters.Length; j++)
        {
            raters[j] = _panel.RaterTotal[j] - Sums.RaterExpected[j] + Sums.RaterCorrection[j];
        }

        double[] extended = ExtendedDerivatives.Scores(_panel, Layout, Sums, _extras);
        var free = new double[_freeCount];
        for (int e = 0; e < extended.Length; e++)
        {
            for (int f = 0; f < _freeCount; f++)
            {
                free[f] += _map[(e * _freeCount) + f] * extended[e];
            }
        }

        return (raters, free);
    }

    /// <summary>Brings the sums, the system and the log-likelihood to a point; each call takes over the last one's arrays.</summary>
    public void Evaluate(RaschState state, double precision)
    {
        _cancellation.ThrowIfCancellationRequested();
        state.Refresh();
        Sums = _joint?.Run(state, precision) ?? Marginal!.Run(state);
        LogLikelihood = LogLikelihoodAt(state);
        System.Set(Sums, ExtendedDerivatives.Information(Layout, Sums, _extras));
    }

    private bool Improve(RaschState trial, double[] raterStep, double[] freeStep)
    {
        double scale = Math.Min(1, LargestStep / LastStep), before = LogLikelihood, slack = 1e-10 * Math.Abs(before);
        for (int halving = 0; halving < 12; halving++, scale /= 2)
        {
            Move(State, trial, raterStep, freeStep, scale);
            Evaluate(trial, Math.Clamp(LastStep * scale, 1e-5, 1e-3));
            if (LogLikelihood >= before - slack)
            {
                return true;
            }
        }

        Evaluate(State, 1e-5);
        return false;
    }

    // Candidates who do not differ have a standard deviation of zero, whose logarithm would run away.
    private void HoldSdAtItsEnd(double[] freeStep)
    {
        if (_extras > 0 && State.LogSd <= SmallestLogSd && freeStep[^1] < 0)
        {
            freeStep[^1] = 0;
        }
    }

    private void Move(RaschState from, RaschState to, double[] raterStep, double[] freeStep, double scale)
    {
        for (int j = 0; j < raterStep.Length; j++)
        {
            to.Leniency[j] = Math.Clamp(from.Leniency[j] + (scale * raterStep[j]), -RaschState.Bound, RaschState.Bound);
        }

        for (int f = 0; f < from.Free.Length; f++)
        {
            to.Free[f] = from.Free[f] + (scale * freeStep[f]);
        }

        from.Ability.CopyTo(to.Ability, 0);
        if (_extras > 0)
        {
            to.Mean = from.Mean + (scale * freeStep[^2]);
            to.LogSd = Math.Max(from.LogSd + (scale * freeStep[^1]), SmallestLogSd);
            return;
        }

        // A first-order guess of where the abilities go with the raters saves their first Newton step.
        for (int n = 0; n < to.Ability.Length; n++)
        {
            double shift = 0;
            for (int p = _panel.PairStarts[n]; p < _panel.PairStarts[n + 1]; p++)
            {
                shift += _pairWeights[p] * raterStep[_panel.PairRater[p]];
            }

            to.Ability[n] -= AbilityInformation[n] > 0 ? Math.Clamp(scale * shift / Math.Sqrt(AbilityInformation[n]), -1, 1) : 0;
        }
    }

    private double LogLikelihoodAt(RaschState state)
    {
        double sum = _extras > 0 ? Sums.LogSum : -Sums.LogSum;
        for (int n = 0; n < state.Ability.Length && _extras == 0; n++)
        {
            sum += state.Ability[n] * _panel.CandidateTotal[n];
        }

        for (int j = 0; j < state.Leniency.Length; j++)
        {
            sum += state.Leniency[j] * _panel.RaterTotal[j];
        }

        for (int cell = 0; cell < state.LogWeights.Length; cell++)
        {
            sum += _panel.CategoryCounts[cell] > 0 ? _panel.CategoryCounts[cell] * state.LogWeights[cell] : 0;
        }

        return sum;
    }

    private static double[] MapWithExtras(StepLayout layout, int extras)
    {
        int free = layout.FreeCount, width = free + extras;
        var map = new double[(layout.ExtendedCount + extras) * width];
        for (int e = 0; e < layout.ExtendedCount; e++)
        {
            Array.Copy(layout.Map, e * free, map, e * width, free);
        }

        for (int x = 0; x < extras; x++)
        {
            map[((layout.ExtendedCount + x) * width) + free + x] = 1;
        }

        return map;
    }

    private static double Largest(double[] values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
