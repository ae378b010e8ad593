namespace Assessment.Calibration.Variance;

/// <summary>The answer to 'how many raters make Φ reach the target?'.</summary>
/// <param name="Target">The target, in (0, 1).</param>
/// <param name="Criteria">Criteria a rater.</param>
/// <param name="Raters">The fewest whole raters, ≥ 1; null when no number is enough.</param>
/// <param name="Ceiling">The limit of Φ as raters grow without end, in [0, 1].</param>
/// <param name="Reason">Why there is no number; empty when there is.</param>
public sealed record RatersNeeded(double Target, double Criteria, int? Raters, double Ceiling, string Reason);
