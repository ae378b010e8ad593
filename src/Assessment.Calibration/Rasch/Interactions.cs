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

    /// <summary>
    /// Largest <see cref="Interaction.FalseSignRate"/> of a flagged cell; in (0, 0.5). The default is Efron's (2007) convention for local rates,
    /// which run higher than the average that a false discovery rate is.
    /// </summary>
    public double FalseSignRate { get; init; } = 0.2;
}

/// <summary>One cell of a bias analysis.</summary>
/// <param name="Rater">Index into <see cref="RatingTable.RaterNames"/>.</param>
/// <param name="Element">Index of the criterion, track, group or candidate.</param>
/// <param name="Bias">
/// In logits: positive is more lenient to the element than to the rater's others. Severity is taken from the rater's other cells, biased
/// ones left out; the error counts that it, abilities and difficulties are estimated. NaN, <see cref="EstimateStatus.TooFew"/>,
/// where the rater has no other cell; status <see cref="EstimateStatus.Extreme"/> when the cell's total was moved off an end of the scale.
/// </param>
/// <param name="Shrunken">Empirical-Bayes bias about zero with its posterior standard deviation: most cells without bias, some with.</param>
/// <param name="T">Bias over its standard error.</param>
/// <param name="PValue">Two-sided, standard normal; in [0, 1].</param>
/// <param name="AdjustedPValue">Benjamini–Hochberg over the cells of the report; in [0, 1].</param>
/// <param name="FalseSignRate">Posterior chance that there is no bias, or one of the other sign; in [0, 1].</param>
/// <param name="IsFlagged">
/// Whether the adjusted p-value is at most the false-discovery rate, and <paramref name="FalseSignRate"/> at most its own limit: a test
/// says that there is a bias, and the cells together say that it has a size. A shrunken bias of nil is never flagged.
/// </param>
/// <param name="Held">
/// The shift at which the cell's total equals its expectation with all else held, as FACETS prints it: smaller than
/// <paramref name="Bias"/>, because severity has moved towards it, and with an error too large for it.
/// </param>
/// <param name="ObservedScore">Sum of the cell's levels.</param>
/// <param name="ExpectedScore">Its expectation without bias.</param>
/// <param name="Fit">Residual statistics after the bias is taken out.</param>
public sealed record Interaction(
    int Rater, int Element, Estimate Bias, Estimate Shrunken, double T, double PValue, double AdjustedPValue, double FalseSignRate,
    bool IsFlagged, Estimate Held, double ObservedScore, double ExpectedScore, FitStatistics Fit);

/// <summary>A bias analysis.</summary>
/// <param name="Facet">The facet that raters interact with.</param>
/// <param name="Cells">By rater, then element.</param>
/// <param name="ChiSquare">Σ(held shift/error)² over the cells as FACETS prints it, for 'no bias anywhere'; as many degrees of freedom as cells; NaN without cells.</param>
/// <param name="Variance">Variance of true biases between cells, in logits²: share of biased cells times their variance; NaN below two cells.</param>
/// <param name="Reason">How it was found, or why it is empty.</param>
public sealed record InteractionReport(InteractionFacet Facet, IReadOnlyList<Interaction> Cells, double ChiSquare, double Variance, string Reason);
