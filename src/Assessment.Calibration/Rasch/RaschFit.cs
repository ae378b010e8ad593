namespace Assessment.Calibration.Rasch;

/// <summary>A many-facet Rasch fit: one <see cref="RaschComponent"/> for each connected subset.</summary>
/// <param name="Components">By first candidate; empty when there is nothing to fit.</param>
/// <param name="UnplacedCandidates">Candidates without a measure anywhere: all who could have placed them are extreme too. Table indices.</param>
/// <param name="UnplacedRaters">Raters without a measure anywhere. Table indices.</param>
/// <param name="Reason">What became of the table as a whole; never empty.</param>
public sealed record RaschFit(
    IReadOnlyList<RaschComponent> Components, IReadOnlyList<(int Candidate, ExtremeKind Extreme)> UnplacedCandidates,
    IReadOnlyList<(int Rater, ExtremeKind Extreme)> UnplacedRaters, string Reason);
