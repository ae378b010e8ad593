namespace Assessment.Calibration.Rasch;

/// <summary>A point in the parameter space of one subset, with the tables that the kernels read.</summary>
internal sealed class RaschState
{
    /// <summary>Locations stay within this many logits of zero: beyond, data are separated and the maximum is at infinity.</summary>
    public const double Bound = 30;

    private readonly StepLayout _layout;

    public RaschState(StepLayout layout, int candidates, int raters)
    {
        _layout = layout;
        Ability = new double[candidates];
        Leniency = new double[raters];
        ExpLeniency = new double[raters];
        Free = new double[layout.FreeCount];
        Extended = new double[layout.ExtendedCount];
        LogWeights = new double[layout.Criteria * layout.Stride];
        Weights = new double[LogWeights.Length];
    }

    public double[] Ability { get; }

    /// <summary>Minus severity.</summary>
    public double[] Leniency { get; }

    public double[] ExpLeniency { get; }

    public double[] Free { get; }

    public double[] Extended { get; }

    /// <summary>w[criterion, category], and its exponential.</summary>
    public double[] LogWeights { get; }

    public double[] Weights { get; }

    /// <summary>Mean and log standard deviation of ability (marginal method).</summary>
    public double Mean { get; set; }

    public double LogSd { get; set; }

    /// <summary>Whether powers of e^η could overflow, so that terms must be found from logarithms.</summary>
    public bool LogSpace { get; private set; }

    /// <summary>Brings the kernels' tables up to date with the parameters.</summary>
    public void Refresh()
    {
        for (int j = 0; j < Leniency.Length; j++)
        {
            ExpLeniency[j] = Math.Exp(Leniency[j]);
        }

        _layout.Extend(Free, Extended);
        _layout.LogWeights(Extended, LogWeights);
        double widest = 0;
        for (int cell = 0; cell < Weights.Length; cell++)
        {
            Weights[cell] = Math.Exp(LogWeights[cell]);
            widest = Math.Max(widest, double.IsInfinity(LogWeights[cell]) ? 0 : Math.Abs(LogWeights[cell]));
        }

        // |θ + ℓ| ≤ 60 by the bounds, so |k·η + w| stays below 600 < 709 = log(largest double).
        LogSpace = ((_layout.Stride - 1) * 2 * Bound) + widest > 600;
    }

    public void CopyTo(RaschState other)
    {
        Ability.CopyTo(other.Ability, 0);
        Leniency.CopyTo(other.Leniency, 0);
        Free.CopyTo(other.Free, 0);
        (other.Mean, other.LogSd) = (Mean, LogSd);
        other.Refresh();
    }
}
