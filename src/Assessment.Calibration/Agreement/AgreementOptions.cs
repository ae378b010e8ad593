namespace Assessment.Calibration.Agreement;

/// <summary>Which categories there are: it matters to chance agreement (AC, Brennan–Prediger) and to weights by distance.</summary>
public enum CategoryBasis
{
    /// <summary>Every level of the table's scale, also those that nobody used.</summary>
    Scale,

    /// <summary>Only levels that occur, numbered by rank: what R's irr does.</summary>
    Observed,
}

/// <summary>How standard errors and intervals are found.</summary>
public enum UncertaintyMethod
{
    /// <summary>The published large-sample formula over units, where one exists; else the jackknife. Units count as independent.</summary>
    Analytic,

    /// <summary>Leave out one candidate, with all of the candidate's units, at a time; t interval. Honest when criteria correlate.</summary>
    Jackknife,

    /// <summary>Resample candidates with all of their units; bias-corrected and accelerated percentile interval.</summary>
    Bootstrap,
}

/// <summary>What the analytic variance over n units divides by.</summary>
public enum VarianceDivisor
{
    /// <summary>n (n − 1): Gwet's formula for a table of ratings, any number of raters.</summary>
    UnitsLessOne,

    /// <summary>n²: Gwet's formula for the contingency table of two raters.</summary>
    Units,
}

/// <summary>Choices common to the coefficients of agreement.</summary>
public sealed record AgreementOptions
{
    /// <summary>Jackknife over candidates, categories of the scale.</summary>
    public static AgreementOptions Default { get; } = new();

    /// <summary>Which categories there are.</summary>
    public CategoryBasis Categories { get; init; } = CategoryBasis.Scale;

    /// <summary>How standard errors and intervals are found.</summary>
    public UncertaintyMethod Uncertainty { get; init; } = UncertaintyMethod.Jackknife;

    /// <summary>What the analytic variance divides by; Cohen's κ always has n, as published.</summary>
    public VarianceDivisor Divisor { get; init; } = VarianceDivisor.UnitsLessOne;

    /// <summary>Bootstrap replicates; in [50, 100,000].</summary>
    public int Replicates { get; init; } = 1_000;

    /// <summary>Bootstrap seed: the same seed gives the same interval on any number of cores.</summary>
    public ulong Seed { get; init; } = 1;
}
