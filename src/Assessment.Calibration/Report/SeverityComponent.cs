using Assessment.Calibration.Rasch;

namespace Assessment.Calibration.Report;

/// <summary>Severities and fair scores of one connected subset; those of another share no origin with them.</summary>
public sealed class SeverityComponent
{
    private readonly Func<IEnumerable<CandidateFairScore>> _scores;
    private readonly double? _cut;
    private readonly double _observedMedian;
    private readonly double _fairMedian;

    internal SeverityComponent(int component, int subset, double? cut, Func<IEnumerable<CandidateFairScore>> scores, int candidateCount)
    {
        (Component, Subset, _cut, _scores, CandidateCount) = (component, subset, cut, scores, candidateCount);
        if (cut is null && candidateCount > 0)
        {
            _observedMedian = Median([.. scores().Select(score => score.ObservedAverage)]);
            _fairMedian = Median([.. scores().Select(score => score.FairScore.Value).Where(double.IsFinite)]);
        }
    }

    /// <summary>The component's place in <see cref="DesignHealth.Components"/>.</summary>
    public int Component { get; }

    /// <summary>Its number within the fit: a component may split into several subsets once extreme elements are set aside.</summary>
    public int Subset { get; }

    /// <summary>The Rasch fit; null under the mixed model.</summary>
    public RaschComponent? Model { get; internal init; }

    /// <summary>The estimator's name with its correction.</summary>
    public string Method { get; internal init; } = "";

    /// <summary>How standard errors of severities were found.</summary>
    public string ErrorMethod { get; internal init; } = "";

    /// <summary>How the estimation ended: the name of a <see cref="RaschStatus"/> or a REML status.</summary>
    public string Status { get; internal init; } = "";

    /// <summary>Why, in a sentence.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>Raters, in the table's order; withheld values are Suppressed.</summary>
    public IReadOnlyList<RaterSeverity> Raters { get; internal init; } = [];

    /// <summary>How many candidates have a row.</summary>
    public int CandidateCount { get; }

    /// <summary>Candidates, in the table's order; made when asked for, so that millions cost no memory.</summary>
    public IEnumerable<CandidateFairScore> Candidates => _scores().Select(Decided);

    /// <summary>What passes, in words.</summary>
    public string CutRule => _cut is null ? "above the component's median" : "at or above the cut";

    /// <summary>The cut for mean levels.</summary>
    public double ObservedCut => _cut ?? _observedMedian;

    /// <summary>The cut for fair scores.</summary>
    public double FairCut => _cut ?? _fairMedian;

    private CandidateFairScore Decided(CandidateFairScore score) => score with
    {
        PassesObserved = Passes(score.ObservedAverage, ObservedCut),
        PassesFair = double.IsFinite(score.FairScore.Value) ? Passes(score.FairScore.Value, FairCut) : null,
    };

    private bool Passes(double value, double cut) => _cut is null ? value > cut : value >= cut;

    private static double Median(double[] values)
    {
        if (values.Length == 0)
        {
            return double.NaN;
        }

        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}

/// <summary>Severities and fair scores, component by component.</summary>
/// <param name="Unit">Of severities and abilities: <c>logits</c> or <c>scale points</c>.</param>
/// <param name="Components">Each by itself; nothing here compares across them.</param>
/// <param name="UnplacedRaters">Raters without a severity anywhere: all of their ratings lie at an end of the scale.</param>
/// <param name="UnplacedCandidates">Candidates without a fair score anywhere.</param>
/// <param name="ExpectedAgreement">Exact agreement that the model expects, in [0, 1]; n is pairs of ratings; no value without a model.</param>
/// <param name="Reason">What became of the table as a whole.</param>
public sealed record SeverityReport(
    string Unit, IReadOnlyList<SeverityComponent> Components, IReadOnlyList<(int Rater, ExtremeKind Extreme)> UnplacedRaters,
    IReadOnlyList<(int Candidate, ExtremeKind Extreme)> UnplacedCandidates, Statistic ExpectedAgreement, string Reason);
