namespace Assessment.Calibration.Connectivity;

/// <summary>Candidates and raters that are linked, directly or through others. Only within one do severities share a zero.</summary>
/// <remarks>Made by <see cref="DesignGraph"/> alone, and equal only to itself: components of two graphs are never the same.</remarks>
public sealed class Component
{
    private readonly ArraySegment<int> _candidates;
    private readonly ArraySegment<int> _raters;

    internal Component(int number, ArraySegment<int> candidates, ArraySegment<int> raters, int ratingCount)
    {
        Number = number;
        _candidates = candidates;
        _raters = raters;
        RatingCount = ratingCount;
    }

    /// <summary>Its place in <see cref="DesignGraph.Components"/>, from 0, the largest first.</summary>
    public int Number { get; }

    /// <summary>How many ratings lie in it; ≥ 1.</summary>
    public int RatingCount { get; }

    /// <summary>Indices of its candidates, ascending; never empty.</summary>
    public IReadOnlyList<int> Candidates => _candidates;

    /// <summary>Indices of its raters, ascending; never empty.</summary>
    public IReadOnlyList<int> Raters => _raters;

    /// <inheritdoc/>
    public override string ToString() =>
        $"component {Number}: {_candidates.Count} candidates, {_raters.Count} raters, {RatingCount} ratings";
}
