namespace Assessment.Calibration.Rasch;

/// <summary>What raters may be biased towards.</summary>
public enum InteractionFacet
{
    /// <summary>The table's criteria.</summary>
    Criterion,

    /// <summary>Tracks: sets of criteria named by <see cref="InteractionOptions.TrackOfCriterion"/>.</summary>
    Track,

    /// <summary>The candidates' groups.</summary>
    Group,

    /// <summary>Single candidates. As many cells as (candidate, rater) pairs: for small tables.</summary>
    Candidate,
}

/// <summary>Cut-offs of a bias analysis.</summary>
public sealed record InteractionOptions
{
    /// <summary>Track of each criterion of the table, −1 for none; needed for <see cref="InteractionFacet.Track"/> only.</summary>
    public IReadOnlyList<int>? TrackOfCriterion { get; init; }

    /// <summary>Cells with fewer ratings are left out; at least 1. A policy of suppression may ask for more.</summary>
    public int MinimumRatings { get; init; } = 1;

    /// <summary>False-discovery rate of <see cref="Interaction.IsFlagged"/> (Benjamini and Hochberg 1995); in (0, 1).</summary>
    public double FalseDiscoveryRate { get; init; } = 0.05;
}

/// <summary>One cell of a bias analysis.</summary>
/// <param name="Rater">Index into <see cref="RatingTable.RaterNames"/>.</param>
/// <param name="Element">Index of the criterion, track, group or candidate.</param>
/// <param name="Bias">In logits: positive is more lenient than the rater's severity says. The error holds all else fixed; status
/// <see cref="EstimateStatus.Extreme"/> when the cell's total was moved off an end of the scale.</param>
/// <param name="Shrunken">Empirical-Bayes bias about zero, with posterior standard deviation.</param>
/// <param name="T">Bias over its standard error.</param>
/// <param name="PValue">Two-sided, standard normal; in [0, 1].</param>
/// <param name="AdjustedPValue">Benjamini–Hochberg over the cells of the report; in [0, 1].</param>
/// <param name="IsFlagged">Whether the adjusted p-value is at most the false-discovery rate.</param>
/// <param name="ObservedScore">Sum of the cell's levels.</param>
/// <param name="ExpectedScore">Its expectation without bias.</param>
/// <param name="Fit">Residual statistics after the bias is taken out.</param>
public sealed record Interaction(
    int Rater, int Element, Estimate Bias, Estimate Shrunken, double T, double PValue, double AdjustedPValue, bool IsFlagged,
    double ObservedScore, double ExpectedScore, FitStatistics Fit);

/// <summary>A bias analysis.</summary>
/// <param name="Facet">The facet that raters interact with.</param>
/// <param name="Cells">By rater, then element.</param>
/// <param name="ChiSquare">Σ(bias/error)² over the cells, for 'no bias anywhere'; as many degrees of freedom as cells; NaN without cells.</param>
/// <param name="Variance">Variance of true biases between cells, in logits²; NaN below two cells.</param>
/// <param name="Reason">How it was found, or why it is empty.</param>
public sealed record InteractionReport(InteractionFacet Facet, IReadOnlyList<Interaction> Cells, double ChiSquare, double Variance, string Reason);
