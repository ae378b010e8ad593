using System.Collections;

namespace Assessment.Calibration.Rasch;

/// <summary>A candidate's ability and fair score within one component of one fit.</summary>
/// <param name="Candidate">Index into <see cref="RatingTable.CandidateNames"/>.</param>
/// <param name="Name">The candidate's name.</param>
/// <param name="Ability">
/// In logits, with standard error and 95 % interval. Joint fits: maximum likelihood (extreme totals moved by
/// <see cref="RaschOptions.ExtremeAdjustment"/>). Marginal fits: posterior mean and standard deviation.
/// </param>
/// <param name="InformationError">Joint fits: standard error with all else held fixed, in logits; NaN in marginal fits.</param>
/// <param name="Posterior">Posterior mean and standard deviation of ability, under a normal distribution fitted to this component (EAP).</param>
/// <param name="ObservedAverage">Mean level received.</param>
/// <param name="FairAverage">Expected level from a rater of mean severity at <paramref name="Ability"/> (FACETS' fair average).</param>
/// <param name="FairScore">
/// Expected level from a rater of mean severity, averaged over the component's criteria, at the posterior mean; the interval maps the
/// posterior's 95 % interval, the standard error is by the delta method. On the scale of the table.
/// </param>
/// <param name="Fit">Residual statistics; empty for extreme candidates of joint fits.</param>
/// <param name="Extreme">Whether all ratings lie at an end of the scale.</param>
public readonly record struct CandidateMeasure(
    int Candidate, string Name, Estimate Ability, double InformationError, Estimate Posterior, double ObservedAverage,
    double FairAverage, Estimate FairScore, FitStatistics Fit, ExtremeKind Extreme)
{
    /// <summary>How much the fair score differs from the mean level received, in scale points.</summary>
    public double ChangeFromObserved => FairScore.Value - ObservedAverage;
}

/// <summary>The candidates of one component, in the table's order; kept in columns, made into <see cref="CandidateMeasure"/> when asked for.</summary>
public sealed class CandidateMeasures : IReadOnlyList<CandidateMeasure>
{
    private readonly IReadOnlyList<string> _names;
    private readonly FairScale _scale;
    private readonly double _meanSeverity;
    private readonly EstimateStatus _status;
    private readonly Columns _columns;

    internal CandidateMeasures(IReadOnlyList<string> names, FairScale scale, double meanSeverity, EstimateStatus status, Columns columns)
    {
        (_names, _scale, _meanSeverity, _status, _columns) = (names, scale, meanSeverity, status, columns);
    }

    /// <inheritdoc/>
    public int Count => _columns.Candidate.Length;

    /// <summary>The measure of the component's candidate at a position, in [0, <see cref="Count"/>).</summary>
    public CandidateMeasure this[int index]
    {
        get
        {
            Columns c = _columns;
            ExtremeKind extreme = c.Extreme[index];
            long n = c.Ratings[index];
            EstimateStatus status = extreme != ExtremeKind.None && !c.Marginal ? EstimateStatus.Extreme : _status;
            Estimate posterior = Estimate.Normal(c.Posterior[index], Math.Sqrt(c.PosteriorVariance[index]), n, _status);
            return new CandidateMeasure(
                c.Candidate[index], _names[c.Candidate[index]],
                Estimate.Normal(c.Ability[index], c.Error[index], n, status), c.InformationError[index], posterior, c.Observed[index],
                _scale.Average(c.Ability[index] - _meanSeverity), FairScore(posterior), c.Fit[index], extreme);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<CandidateMeasure> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Position of a candidate of the table in this component, or −1.</summary>
    public int IndexOf(int candidate)
    {
        int at = Array.BinarySearch(_columns.Candidate, candidate);
        return at >= 0 ? at : -1;
    }

    private Estimate FairScore(Estimate posterior)
    {
        double value = _scale.Across(posterior.Value - _meanSeverity, out double slope);
        return posterior.HasValue
            ? new Estimate(
                value, slope * posterior.StandardError, _scale.Across(posterior.Lower - _meanSeverity, out _),
                _scale.Across(posterior.Upper - _meanSeverity, out _), posterior.N, posterior.Status)
            : Estimate.None(posterior.Status, posterior.N);
    }

    internal sealed record Columns(int Count, bool Marginal)
    {
        public int[] Candidate { get; } = new int[Count];

        public int[] Ratings { get; } = new int[Count];

        public double[] Ability { get; } = new double[Count];

        public double[] Error { get; } = new double[Count];

        public double[] InformationError { get; } = new double[Count];

        public double[] Posterior { get; } = new double[Count];

        public double[] PosteriorVariance { get; } = new double[Count];

        public double[] Observed { get; } = new double[Count];

        public FitStatistics[] Fit { get; } = new FitStatistics[Count];

        public ExtremeKind[] Extreme { get; } = new ExtremeKind[Count];
    }
}
