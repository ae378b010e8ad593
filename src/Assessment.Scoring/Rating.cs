namespace Assessment.Scoring;

/// <summary>One criterion's rating on one scorecard. The default value rates the rubric's first criterion as not observed.</summary>
/// <param name="Criterion">The criterion's index in its rubric; anything outside the rubric is a violation.</param>
/// <param name="Level">1 to 5, or <see cref="NotObserved"/>; anything else is a violation.</param>
/// <param name="HasEvidence">Whether evidence text stands beside the rating.</param>
public readonly record struct Rating(int Criterion, int Level, bool HasEvidence = false)
{
    /// <summary>The level of a criterion that was not observed: it counts as seen, and has no value.</summary>
    public const int NotObserved = 0;
}
